import { describe, expect, it } from "vitest";
import { catalogueFixture } from "../create/catalogue.fixture.ts";
import type { CreateSize } from "../create/input.ts";
import { gibibyte } from "../resources/quantity.ts";
import { chosenSize, quotaBeside, type SizeFacts, sizeConsequences, sizeEffects } from "./size.ts";
import { settingsIn } from "./stored.fixture.ts";

const type = (instanceType: string): CreateSize => ({ kind: "type", instanceType });
const custom = (cpu: number, sockets: number, gib: number): CreateSize => ({
  kind: "custom",
  cpu,
  sockets,
  memoryBytes: gib * gibibyte,
});
const [first] = catalogueFixture.instanceTypes;
if (!first) throw new Error("there are types");
const types: SizeFacts["types"] = [
  ...catalogueFixture.instanceTypes,
  { ...first, name: "cx1.large", cpu: 2, memoryBytes: 4 * gibibyte, dedicatedCpu: true },
  { ...first, name: "m1.large", cpu: 2, memoryBytes: 16 * gibibyte, traits: ["hugepages"] },
];
const running: SizeFacts["vm"] = { state: "running", inferred: false, conditions: [] };

const idsOf = (from: CreateSize | null, to: CreateSize, vm: Partial<SizeFacts["vm"]> = {}) =>
  sizeConsequences({ from, to, types, vm: { ...running, ...vm } }).map(({ id }) => id);

describe("another size of a running machine", () => {
  it.each<[string, CreateSize | null, CreateSize, string]>([
    ["a larger type", type("u1.medium"), type("u1.large"), "size-live"],
    ["a smaller type", type("u1.large"), type("u1.medium"), "size-restart"],
    ["more of one and less of the other", type("u1.large"), type("s1.medium"), "size-restart"],
    ["CPUs of its own", type("u1.medium"), type("cx1.large"), "size-restart"],
    ["huge pages", type("m1.large"), type("u1.xlarge"), "size-restart"],
    ["a guest too small to grow", type("u1.nano"), type("u1.medium"), "size-restart"],
    ["a type that is not known", type("gone.large"), type("u1.xlarge"), "size-restart"],
    ["a size of its own instead", type("u1.medium"), custom(2, 1, 8), "size-restart"],
    ["more sockets", custom(1, 1, 2), custom(1, 2, 2), "size-live"],
    ["more cores", custom(1, 1, 2), custom(2, 1, 2), "size-restart"],
    ["more memory of its own", custom(1, 1, 2), custom(1, 1, 4), "size-restart"],
    ["from what nobody can read", null, type("u1.large"), "size-restart"],
  ])("%s", (_what, from, to, id) => expect(idsOf(from, to)).toEqual([id]));

  it("that cannot move to another node waits for a restart", () => {
    const conditions = [{ type: "LiveMigratable", status: "False" }];
    expect(idsOf(type("u1.medium"), type("u1.large"), { conditions })).toEqual(["size-restart"]);
  });

  it("whose status nobody here may read is not promised to be told of", () =>
    expect(idsOf(type("u1.medium"), type("u1.large"), { inferred: true })).toEqual(["size-live", "size-untold"]));
});

it("a machine that is off starts with it, and of one that may be on nothing more is said than is known", () => {
  expect(idsOf(type("u1.large"), type("u1.medium"), { state: "stopped" })).toEqual(["size-next-start"]);
  expect(idsOf(type("u1.large"), type("u1.medium"), { state: "unknown" })).toEqual(["size-unknown"]);
});

describe("the size as forms choose it", () => {
  it("is a type, or what is set", () => {
    expect(chosenSize(settingsIn("current").size)).toEqual(type("u1.medium"));
    const resources = { cpu: "2", sockets: 1, memory: "4Gi" };
    expect(chosenSize(settingsIn("current", { instanceType: "", resources }).size)).toEqual(custom(2, 1, 4));
    expect(chosenSize({ instanceType: "", cpu: "", sockets: "", memory: "4Gi" })).toBeNull();
  });
});

describe("the quota", () => {
  const quota = {
    items: [
      { key: "limits.cpu", used: 6, hard: 8 },
      { key: "requests.memory", used: 8 * gibibyte, hard: 16 * gibibyte },
      { key: "pods", used: 3, hard: 3 },
      { key: "services.loadbalancers", used: 1, hard: 2 },
    ],
  };
  const own = { cpu: 2, memoryBytes: 4 * gibibyte };

  it("counts the machine once", () => {
    expect(quotaBeside(quota, own)?.items.map(({ used }) => used)).toEqual([4, 4 * gibibyte, 2, 1]);
    expect(quotaBeside(quota, null)).toBe(quota);
    expect(quotaBeside(null, own)).toBeNull();
  });

  it("is more than full only by what becomes more", () => {
    expect(sizeEffects({ cpu: 4, memoryBytes: 8 * gibibyte }, quota, own)).toEqual([
      { key: "limits.cpu", before: 6, after: 8, hard: 8, exceeds: false },
      { key: "requests.memory", before: 8 * gibibyte, after: 12 * gibibyte, hard: 16 * gibibyte, exceeds: false },
    ]);
    expect(sizeEffects({ cpu: 8, memoryBytes: gibibyte }, quota, own).map(({ exceeds }) => exceeds)).toEqual([
      true,
      false,
    ]);
    const over = { items: [{ key: "limits.cpu", used: 10, hard: 8 }] };
    expect(sizeEffects({ cpu: 1, memoryBytes: gibibyte }, over, own)[0]?.exceeds).toBe(false);
  });
});
