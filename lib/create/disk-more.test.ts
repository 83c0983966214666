import { describe, expect, it } from "vitest";
import { dialectOfSchemas } from "../resources/dialect/published.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import { catalogueFixture } from "./catalogue.fixture.ts";
import { catalogueProblems } from "./check.ts";
import { defaultInput } from "./defaults.ts";
import { withSystemDisk } from "./disks.ts";
import type { MoreSettings } from "./input.ts";
import { planOf } from "./plan.ts";
import { parseCreateInput } from "./schema.ts";
import { terraformGaps } from "./terraform.ts";
import { yamlOf } from "./yaml.ts";
import { inputOfYaml } from "./yaml-input.ts";

/** A cluster whose disks know two things more than any we have seen. */
const { diskMore } = dialectOfSchemas(
  { type: "object" },
  {
    type: "object",
    properties: {
      storage: { type: "string" },
      storageClass: { type: "string" },
      optical: { type: "boolean" },
      source: { type: "object", properties: { tape: { type: "object", properties: { id: { type: "string" } } } } },
      tier: { type: "string", enum: ["gold", "silver"] },
      cache: { type: "object", properties: { writeBack: { type: "boolean", default: false } } },
    },
  },
);
const catalogue: CatalogueView = { ...catalogueFixture, dialect: { ...catalogueFixture.dialect, diskMore } };
const tenant = "tenant-acme";
const good = defaultInput(catalogue, null);
const withMore = (more: MoreSettings) => ({ ...good, disks: withSystemDisk(good.disks, { more }) });
const settings = { tier: "gold", "cache.writeBack": true };

describe("settings of a disk that only the schema knows", () => {
  it("are those that nobody has written a place for", () => {
    expect(diskMore.map(({ path, type }) => [path, type])).toEqual([
      ["tier", "string"],
      ["cache.writeBack", "boolean"],
    ]);
  });

  it("pass by shape and by schema, and are written where the schema has them", () => {
    const input = withMore(settings);
    expect(parseCreateInput(JSON.parse(JSON.stringify(input)))).toEqual({ ok: true, input });
    expect(catalogueProblems(input, catalogue)).toEqual([]);
    const [disk] = planOf(input, tenant, catalogue).disks;
    expect(disk?.spec).toMatchObject({ storage: "20Gi", tier: "gold", cache: { writeBack: true } });
  });

  it.each([
    ["of another kind", { "cache.writeBack": "yes" }, "cache.writeBack", "valueType"],
    ["that are no choice", { tier: "lead" }, "tier", "valueEnum"],
    ["that the schema does not have", { hostPath: "/" }, "hostPath", "notOffered"],
    ["in the place of a known field", { storage: "1Ti" }, "storage", "notOffered"],
  ])("are refused at their field: %s", (_, more, path, rule) => {
    expect(catalogueProblems(withMore(more), catalogue)).toMatchObject([{ path: `disks.0.more.${path}`, rule }]);
    expect(planOf(withMore({ hostPath: "/" }), tenant, catalogue).disks[0]?.spec).not.toHaveProperty("hostPath");
  });

  it("come back from edited YAML, and nothing else does", () => {
    const input = withMore(settings);
    const text = yamlOf(planOf(input, tenant, catalogue));
    expect(inputOfYaml(text, input, catalogue, tenant)).toEqual({ ok: true, input });
    const strange = inputOfYaml(text.replace("tier: gold", "shelf: 3"), input, catalogue, tenant);
    expect(strange).toMatchObject({ ok: false, problems: [{ rule: "unknownField", values: { field: "spec.shelf" } }] });
  });

  it("cannot be said in Terraform", () => {
    expect(terraformGaps(planOf(withMore(settings), tenant, catalogue))).toMatchObject([{ reason: "more" }]);
  });
});
