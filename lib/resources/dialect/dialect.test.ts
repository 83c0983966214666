import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { vmDiskSchema } from "../disk/schema.ts";
import { normalise, normaliseDisk } from "../vm/normalise.ts";
import { vmInstanceSchema } from "../vm/schema.ts";
import { unpublishedDialect } from "./dialect.ts";
import { type Era, eraDialects, eraDocument, eras } from "./eras.fixture.ts";
import { publishedDialect } from "./published.ts";
import { diskEntries, powerSpec } from "./write.ts";

const older = { networks: "none", icmp: false, cloneSource: false, defaultPorts: [], quantityPattern: null };

describe("the dialect of a published schema", () => {
  it.each<[Era, object]>([
    ["0.34", { ...older, power: "running", disks: "objects" }],
    [
      "0.38",
      { power: "running", disks: "objects", networks: "subnets", icmp: false, cloneSource: false, defaultPorts: [22] },
    ],
    [
      "current",
      {
        power: "runStrategy",
        disks: "objects",
        networks: "networks",
        icmp: true,
        cloneSource: true,
        defaultPorts: [22],
        profiles: null,
      },
    ],
    ["documented", { ...older, power: "running", disks: "names" }],
  ])("%s", (era, expected) => {
    const dialect = publishedDialect(eraDocument(era));
    expect(dialect).toMatchObject(expected);
    expect(dialect).toEqual(eraDialects[era]);
    expect(dialect.defaults).toEqual({
      instanceType: "u1.medium",
      profile: "ubuntu",
      storage: "5Gi",
      storageClass: "replicated",
    });
  });

  it("knows the 42 profiles and none of the older platforms", () => {
    expect(eraDialects["0.34"].profiles).toHaveLength(43);
    expect(eraDialects["0.34"].profiles).toContain("");
    for (const absent of ["debian", "oraclelinux", "linux"]) expect(eraDialects["0.34"].profiles).not.toContain(absent);
  });

  it("has a quantity pattern from 0.35 on, which the empty text does not match", () => {
    expect(eraDialects["0.34"].quantityPattern).toBeNull();
    const pattern = new RegExp(eraDialects.current.quantityPattern ?? "(?!)");
    for (const good of ["20Gi", "500m", "1e3", "2"]) expect(pattern.test(good), good).toBe(true);
    for (const bad of ["", "20 Gi", "Gi"]) expect(pattern.test(bad), bad).toBe(false);
  });

  it.each([null, "", [], {}, { components: {} }, { components: { schemas: {} } }, { components: { schemas: [] } }])(
    "takes %j for a platform that publishes nothing",
    (document) => expect(publishedDialect(document)).toBe(unpublishedDialect),
  );

  it("never throws, whatever is published", () => {
    const kind = { group: "apps.cozystack.io", version: "v1alpha1", kind: "VMInstance" };
    fc.assert(
      fc.property(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()), (spec, properties) => {
        const publish = (value: unknown) =>
          publishedDialect({
            components: { schemas: { a: { properties: { spec: value }, "x-kubernetes-group-version-kind": [kind] } } },
          });
        expect(publish(spec)).toHaveProperty("power");
        expect(publish({ properties })).toHaveProperty("disks");
      }),
    );
  });
});

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const disks = fc.array(fc.record({ name, bus: fc.constantFrom("", "sata", "virtio") }), { maxLength: 5 });
const strategies = fc.constantFrom("Always" as const, "Halted" as const);
const stored = (spec: object) => vmInstanceSchema.parse({ metadata: { name: "web" }, spec });

describe("writing and reading back", () => {
  it.each(eras)("in %s gives what was meant", (era) => {
    const dialect = eraDialects[era];
    fc.assert(
      fc.property(disks, strategies, (wanted, strategy) => {
        const spec = { ...powerSpec(dialect, strategy), disks: diskEntries(dialect, wanted) };
        const read = normalise(stored(spec), dialect);
        expect(read.contradictory).toBe(false);
        expect(read.spec.runStrategy).toBe(strategy);
        // A dialect of bare names has no place for a bus.
        const kept = dialect.disks === "names" ? wanted.map((disk) => ({ ...disk, bus: "" })) : wanted;
        expect(read.spec.disks).toEqual(kept);
      }),
    );
  });

  it("of the other dialect's disks is a contradiction that keeps its names", () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const objects = names.map((one) => ({ name: one }));
        for (const [era, value] of [
          ["current", names],
          ["documented", objects],
        ] as const) {
          const read = normalise(stored({ disks: value }), eraDialects[era]);
          expect(read.contradictory).toBe(true);
          expect(read.spec.disks.map((disk) => disk.name)).toEqual(names);
        }
      }),
    );
  });
});

describe("normalise", () => {
  const read = (spec: object, era: Era | null) => normalise(stored(spec), era && eraDialects[era]);

  it.each<[Era | null, object, string]>([
    ["current", {}, "Always"],
    ["current", { runStrategy: "Manual" }, "Manual"],
    ["current", { running: false }, "Always"],
    ["current", { running: false, runStrategy: "RerunOnFailure" }, "RerunOnFailure"],
    ["0.34", {}, "Always"],
    ["0.34", { running: false }, "Halted"],
    ["0.34", { runStrategy: "Halted" }, "Always"],
    ["0.38", { running: true, runStrategy: "Halted" }, "Always"],
    [null, { running: false }, "Halted"],
    [null, { running: false, runStrategy: "Always" }, "Always"],
  ])("in %s reads %j as %s: the other dialect's field is stored and ignored", (era, spec, strategy) =>
    expect(read(spec, era).spec.runStrategy).toBe(strategy),
  );

  it("promises that a PortList filters only where the schema has ICMP, so from 1.4 on", () => {
    const filters = [null, ...eras].map((era) => [era, read({ external: true }, era).filtersPorts]);
    expect(filters).toEqual([
      [null, false],
      ["0.34", false],
      ["0.38", false],
      ["current", true],
      ["documented", false],
    ]);
  });

  it("takes for what is left out what the platform takes, and nothing for what is empty", () => {
    expect(read({}, "0.38").spec).toMatchObject({
      instanceType: "u1.medium",
      instanceProfile: "ubuntu",
      externalPorts: [22],
    });
    expect(read({}, "0.34").spec.externalPorts).toEqual([]);
    expect(read({ instanceType: "", instanceProfile: "", externalPorts: [] }, "0.38").spec).toMatchObject({
      instanceType: "",
      instanceProfile: "",
      externalPorts: [],
    });
    expect(read({}, null).spec).toMatchObject({ instanceType: "", instanceProfile: "" });
    const disk = vmDiskSchema.parse({ metadata: { name: "data" }, spec: {} });
    expect(normaliseDisk(disk, eraDialects["0.34"]).spec).toMatchObject({ storage: "5Gi", storageClass: "replicated" });
    expect(normaliseDisk(disk, null)).toBe(disk);
    const said = vmDiskSchema.parse({ metadata: { name: "data" }, spec: { storage: "9Gi", storageClass: "local" } });
    expect(normaliseDisk(said, eraDialects["0.34"])).toEqual(said);
  });

  it.each<[object, Era | null]>([
    [{ disks: [{}] }, "current"],
    [{ disks: [{}] }, null],
    [{ disks: [{ name: "a" }, null] }, "0.34"],
    [{ disks: "a" }, "documented"],
    [{ gpus: [{}] }, "current"],
    [{ networks: ["lan"] }, "current"],
    [{ subnets: [null] }, "0.38"],
    [{ externalPorts: "22,443" }, "0.34"],
    [{ externalPorts: [{ port: "22,443" }] }, "0.34"],
  ])("finds that %j contradicts %s", (spec, era) => expect(read(spec, era).contradictory).toBe(true));

  it.each<[object, Era | null]>([
    [{}, "current"],
    [{ disks: null, externalPorts: null }, "0.34"],
    [{ disks: [{ name: "a", bus: "sata" }], externalPorts: [22] }, "0.34"],
    [{ gpus: [{ name: "nvidia.com/A10" }], networks: [{ name: "lan" }], subnets: [] }, "current"],
    [{ disks: ["a"] }, "documented"],
    [{ disks: ["a"] }, null],
  ])("finds nothing wrong with %j in %s", (spec, era) => expect(read(spec, era).contradictory).toBe(false));
});
