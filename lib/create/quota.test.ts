import { describe, expect, it } from "vitest";
import { gibibyte } from "../resources/quantity.ts";
import { catalogueFixture as catalogue } from "./catalogue.fixture.ts";
import { defaultInput } from "./defaults.ts";
import type { CreateInput, NewDisk } from "./input.ts";
import { quotaEffects, quotaProblems } from "./quota.ts";

const data: NewDisk = {
  ...{ kind: "new", part: "data", source: { kind: "empty" }, sizeBytes: 5 * gibibyte, storageClass: "local" },
  ...{ optical: false, bus: "" },
};
const usual = defaultInput(catalogue, null);
const input: CreateInput = {
  ...usual,
  disks: [{ kind: "existing", name: "spare", bus: "" }, ...usual.disks, data],
  gpus: ["nvidia.com/GA102GL_A10", "nvidia.com/GA102GL_A10"],
};
const custom: CreateInput = { ...input, size: { kind: "custom", cpu: 2, sockets: 3, memoryBytes: 7 * gibibyte } };
const perClass = (name: string, what: string) => `${name}.storageclass.storage.k8s.io/${what}`;

/** With exactly one less than is needed, and with exactly what is needed. */
const short = (key: string, needed: number, of: CreateInput = input) => {
  const problems = (hard: number) =>
    quotaProblems(of, quotaEffects(of, catalogue, { items: [{ key, used: 100, hard: 100 + hard }] }));
  expect(problems(needed)).toEqual([]);
  return problems(needed - 1).map(({ path, rule, values }) => [path, rule, values?.left]);
};

describe("a quota that is exceeded by one", () => {
  it.each<[string, number, string, CreateInput?]>([
    ["requests.cpu", 1, "size.instanceType"],
    ["limits.cpu", 6, "size.cpu", custom],
    ["memory", 4 * gibibyte, "size.instanceType"],
    ["requests.memory", 7 * gibibyte, "size.memoryBytes", custom],
    ["requests.storage", 25 * gibibyte, "disks.1.sizeBytes"],
    [perClass("local", "requests.storage"), 5 * gibibyte, "disks.2.sizeBytes"],
    [perClass("replicated", "persistentvolumeclaims"), 1, "disks"],
    ["persistentvolumeclaims", 2, "disks"],
    ["services.loadbalancers", 1, "exposure"],
    ["count/services", 1, "name"],
    ["pods", 1, "size"],
    ["requests.nvidia.com/GA102GL_A10", 2, "gpus"],
  ])("is said for %s, at what would make it fit", (key, needed, path, of) =>
    expect(short(key, needed, of)).toEqual([[path, "quota", needed - 1]]),
  );

  it("has no place for what the machine does not take", () => {
    const items = ["requests.cpu", "pods", "requests.memory", "requests.nvidia.com/GA102GL_A10"].map((key) => ({
      ...{ key, used: 1, hard: 1 },
    }));
    expect(quotaEffects({ ...input, start: false }, catalogue, { items })).toEqual([]);
    const storage = [{ key: "requests.storage", used: 9, hard: 9 }];
    const none = { ...input, disks: input.disks.slice(0, 1) };
    expect(quotaEffects(none, catalogue, { items: storage })).toEqual([]);
    expect(quotaEffects(input, catalogue, null)).toEqual([]);
  });
});
