import { expect, it } from "vitest";
import { eraDialects } from "../dialect/eras.fixture.ts";
import { gibibyte } from "../quantity.ts";
import { projectDisks } from "./project.ts";
import { vmDiskSchema } from "./schema.ts";

const ready = { conditions: [{ type: "Ready", status: "True" }] };
const disk = (name: string, spec: object, status: object = ready, more: object = {}) =>
  vmDiskSchema.parse({ metadata: { name, ...more }, spec, status });

it("are told by name, with who uses them and whether they can be used", () =>
  expect(
    projectDisks(
      [
        disk("web-data", { storage: "20Gi", storageClass: "local" }, {}),
        disk("iso", { storage: "2Gi", storageClass: "replicated", optical: true }),
        disk("old", { storage: "much" }, ready, { deletionTimestamp: "2026-11-01T00:00:00Z" }),
      ],
      (name) => (name === "iso" ? ["web", "db"] : []),
      eraDialects.current,
    ),
  ).toEqual([
    {
      name: "iso",
      sizeBytes: 2 * gibibyte,
      storageClass: "replicated",
      optical: true,
      usedBy: "db",
      ready: true,
      deleting: false,
    },
    {
      name: "old",
      sizeBytes: null,
      storageClass: "replicated",
      optical: false,
      usedBy: null,
      ready: true,
      deleting: true,
    },
    {
      name: "web-data",
      sizeBytes: 20 * gibibyte,
      storageClass: "local",
      optical: false,
      usedBy: null,
      ready: false,
      deleting: false,
    },
  ]));

it("have what the platform takes for what is left out", () =>
  expect(projectDisks([disk("bare", {})], () => [], eraDialects["0.34"])).toMatchObject([
    { sizeBytes: 5 * gibibyte, storageClass: "replicated" },
  ]));
