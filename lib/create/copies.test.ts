import { describe, expect, it } from "vitest";
import { eraDialects, eras } from "../resources/dialect/eras.fixture.ts";
import { diskNameLimit, nameProblem } from "../resources/names.ts";
import { gibibyte } from "../resources/quantity.ts";
import { catalogueFixture } from "./catalogue.fixture.ts";
import { catalogueProblems } from "./check.ts";
import { copiesOf, copiesProblems, copyNames, freeStem, plansOf, roomFor } from "./copies.ts";
import { defaultInput } from "./defaults.ts";
import type { CreateInput } from "./input.ts";
import { planOf } from "./plan.ts";
import { quotaEffects } from "./quota.ts";
import { parseCreateInput } from "./schema.ts";

const data = { kind: "new", part: "data", source: { kind: "empty" }, sizeBytes: 10 * gibibyte } as const;
const placed = { storageClass: "local", optical: false, bus: "" } as const;
const base = defaultInput(catalogueFixture, null);
const input: CreateInput = { ...base, name: "web", disks: [...base.disks, { ...data, ...placed }] };

describe("several machines of one input", () => {
  it("have numbered names; one keeps its own", () => {
    expect(copyNames("web", 3)).toEqual(["web-1", "web-2", "web-3"]);
    expect([1, 0, 21, 2.5, Number.NaN].map((copies) => copyNames("web", copies))).toEqual(Array(5).fill(["web"]));
  });

  it.each(eras)("are plans of their own, each with disks of its own, in the dialect of %s", (era) => {
    const catalogue = { ...catalogueFixture, dialect: eraDialects[era] };
    const named = copiesOf({ ...input, disks: [...base.disks, { ...data, ...placed, name: "logs" }] }, 2);
    expect(
      named.map((one) => planOf(one, "tenant-mills", catalogue).disks.map(({ metadata }) => metadata.name)),
    ).toEqual([
      ["web-1-system", "logs-1"],
      ["web-2-system", "logs-2"],
    ]);
    for (const one of copiesOf(input, 20)) {
      expect(parseCreateInput(one)).toEqual({ ok: true, input: one });
      expect(catalogueProblems(one, catalogue)).toEqual([]);
    }
    expect(copiesOf(input, 1)).toEqual([input]);
  });

  it("have disks of different names, also where a machine's is too long to stand before all of theirs", () => {
    for (const length of [35, 36, 37, 38, 39]) {
      const name = `a${"b".repeat(length - 1)}`;
      const made = plansOf({ ...input, name }, 20, "tenant-mills", catalogueFixture).flatMap(({ disks }) =>
        disks.map(({ metadata }) => metadata.name),
      );
      expect(new Set(made).size).toBe(40);
      for (const disk of made) expect(nameProblem(disk, diskNameLimit)).toBeNull();
      for (const one of copiesOf({ ...input, name: name.slice(0, 38) }, 20))
        expect(catalogueProblems(one, catalogueFixture)).toEqual([]);
    }
  });

  it("are refused a disk's name that would be that of another machine's second disk", () => {
    const more = (part: string, name?: string) => ({ ...data, ...placed, part, ...(name && { name }) });
    const clash: CreateInput = {
      ...base,
      name: "web",
      disks: [...base.disks, more("data-2"), more("data", "web-1-data")],
    };
    expect(copiesProblems(clash, 2, catalogueFixture)).toEqual([{ path: "disks.2.name", rule: "nameTaken" }]);
    expect(copiesProblems({ ...clash, name: "db" }, 2, catalogueFixture)).toEqual([]);
  });

  it("get another stem where a name of them is taken", () => {
    expect(freeStem("web", 3, ["web-4", "db-1"])).toBe("web");
    expect(freeStem("web", 3, ["web-3"])).toBe("web-1");
    expect(freeStem("web", 2, ["web-1", "web-1-2"])).toBe("web-2");
  });

  it("cannot share a disk that exists, nor more devices than there are", () => {
    const one: CreateInput = {
      ...input,
      disks: [...base.disks, { kind: "existing", name: "spare", bus: "" }],
      gpus: ["nvidia.com/GA102GL_A10"],
    };
    expect(copiesProblems(one, 1, catalogueFixture)).toEqual([]);
    expect(copiesProblems(one, 2, catalogueFixture)).toEqual([{ path: "disks.1.name", rule: "diskOnce" }]);
    expect(copiesProblems(one, 3, catalogueFixture).map(({ path, rule }) => `${path} ${rule}`)).toEqual([
      "disks.1.name diskOnce",
      "gpus gpuNone",
    ]);
    for (const copies of [0, 21, 1.5, Number.NaN])
      expect(copiesProblems(input, copies, catalogueFixture)).toMatchObject([{ path: "copies", rule: "copiesRange" }]);
  });

  it("fill the quota together: which limit is reached first is known", () => {
    const quota = {
      items: [
        { key: "requests.memory", used: 10 * gibibyte, hard: 31 * gibibyte },
        { key: "services.loadbalancers", used: 1, hard: 9 },
        { key: "local.storageclass.storage.k8s.io/requests.storage", used: 0, hard: 900 * gibibyte },
      ],
    };
    expect(roomFor(input, catalogueFixture, quota)).toEqual({ key: "requests.memory", most: 5 });
    expect(roomFor({ ...input, start: false }, catalogueFixture, quota)).toEqual({
      key: "services.loadbalancers",
      most: 8,
    });
    const outside = { ...input, start: false, exposure: { kind: "private" } } as const;
    expect(roomFor(outside, catalogueFixture, quota)).toBeNull();
    expect(roomFor(input, catalogueFixture, null)).toBeNull();
    expect(quotaEffects(input, catalogueFixture, quota, 6)[0]).toMatchObject({
      ...{ before: 10 * gibibyte, after: 34 * gibibyte, exceeds: true },
    });
  });
});
