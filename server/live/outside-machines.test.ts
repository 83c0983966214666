import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { virtualMachineSchema, vmInstanceSchema } from "#lib/resources/vm/schema.ts";
import { createOutsideMachines } from "./outside-machines.ts";
import type { SourceState } from "./source.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const open = () => {
  const machines = new Map(
    ["own", "vm-instance-web", "vm-instance-lost"].map((name) => [
      name,
      virtualMachineSchema.parse({ metadata: { name } }),
    ]),
  );
  const instances = {
    items: new Map([["web", vmInstanceSchema.parse({ metadata: { name: "web" } })]]),
    hasRead: true,
    state: { status: "ready" } as SourceState,
  };
  const stopping = new AbortController();
  const told: string[] = [];
  const outside = createOutsideMachines({
    ...{ machines: { items: machines }, instances, signal: stopping.signal },
    onChange: (names) => void told.push(...names),
  });
  outside.look([...machines.keys()]);
  const found = () => [...machines.keys()].filter((name) => outside.get(name) !== undefined);
  return { machines, instances, outside, told, found, stop: () => stopping.abort() };
};
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it("are KubeVirt's own at once, and what a release left behind when it has been alone for a minute", async () => {
  const { found, told, stop } = open();
  expect(found()).toEqual(["own"]);
  await pass(45_000);
  expect(found()).toEqual(["own"]);
  await pass(16_000);
  expect(found()).toEqual(["own", "vm-instance-lost"]);
  expect(told).toContain("vm-instance-lost");
  expect(told).not.toContain("vm-instance-web");
  stop();
});

it("are none whose VMInstance comes late, none that is going, and none while VMInstances cannot be read", async () => {
  const { found, instances, machines, outside, stop } = open();
  await pass(30_000);
  instances.items.set("lost", vmInstanceSchema.parse({ metadata: { name: "lost" } }));
  outside.look(["vm-instance-lost"]);
  await pass(60_000);
  expect(found()).toEqual(["own"]);
  instances.items.delete("lost");
  outside.look(["vm-instance-lost"]);
  instances.state = { status: "down", problem: { type: "about:blank", status: 503, code: "unavailable" } };
  await pass(61_000);
  expect(found()).toEqual(["own"]);
  instances.state = { status: "ready" };
  expect(found()).toEqual(["own", "vm-instance-lost"]);
  const metadata = { name: "vm-instance-lost", deletionTimestamp: "2026-01-01T00:00:00Z" };
  machines.set("vm-instance-lost", virtualMachineSchema.parse({ metadata }));
  expect(found()).toEqual(["own"]);
  stop();
});
