import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLog } from "../log.ts";
import { wait } from "../wait.ts";
import { createHub } from "./hub.ts";
import type { ListEvent } from "./list-event.ts";
import { playCluster, sessionOf } from "./testing-cluster.ts";

const tenant = "tenant-acme";
const resources = [
  "events",
  "pods",
  "services",
  "virtualmachineinstances",
  "virtualmachines",
  "vmdisks",
  "vminstances",
  "workloadmonitors",
];

let cluster: ReturnType<typeof playCluster>;
let hub: ReturnType<typeof createHub>;
beforeEach(() => {
  vi.useFakeTimers();
  cluster = playCluster();
  hub = createHub({
    kube: cluster.kube,
    // Each machine is read by what it says itself.
    dialect: { read: async () => Promise.reject(new Error("no schema")) },
    log: createLog("silent"),
    retry: (_problem, failures, signal) => wait(failures === 0 ? 0 : 500, signal),
  });
});
afterEach(() => {
  hub.dispose();
  vi.useRealTimers();
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const watched = () =>
  cluster
    .watches()
    .map(({ resource }) => resource)
    .sort();

describe("a list", () => {
  it("F20: is watched once for an identity, however many look, and never for two people", async () => {
    cluster.put("vminstances", "web");
    const sessions = ["one", "two", "three"].map((id) => sessionOf("ada", id).person);
    const leases = Array.from({ length: 999 }, (_, at) => hub.open(sessions[at % 3] ?? expect.fail("none"), tenant));
    await pass(3_000);
    expect([hub.size, watched(), cluster.opened]).toEqual([1, resources, resources.length]);
    expect(new Set(leases.map(({ list }) => list)).size).toBe(1);
    // Another person, and the same one with another group.
    hub.open(sessionOf("omar", "four").person, tenant);
    hub.open(sessionOf("ada", "five", ["tenant-acme-view"]).person, tenant);
    await pass(3_000);
    expect([hub.size, watched()]).toEqual([3, [...resources, ...resources, ...resources].sort()]);
  });

  it("is read with the token of one live session, then of another, and rows stay meanwhile", async () => {
    cluster.put("vminstances", "web");
    const [phone, laptop] = [sessionOf("ada", "phone"), sessionOf("ada", "laptop")];
    hub.open(phone.person, tenant);
    const { list } = hub.open(laptop.person, tenant);
    await pass(3_000);
    const events: ListEvent[] = [];
    list.subscribe((event) => void events.push(event));
    expect(new Set(cluster.watches().map(({ session }) => session))).toEqual(new Set(["phone"]));
    phone.leave();
    await pass(2_000);
    expect(new Set(cluster.watches().map(({ session }) => session))).toEqual(new Set(["laptop"]));
    expect(watched()).toEqual(resources);
    cluster.put("vminstances", "db");
    await pass(300);
    expect(list.read()).toMatchObject({ data: { rows: [{ name: "db" }, { name: "web" }] } });
    const ofRows = events.filter(({ type }) => type !== "activity");
    expect(ofRows.map(({ type }) => type)).toEqual(["delta"]);
    laptop.leave();
    await pass(2_000);
    expect([cluster.watches(), hub.size]).toEqual([[], 0]);
  });

  it("is closed after the last has left, not while somebody looks", async () => {
    const { person } = sessionOf("ada", "one");
    const [first, second] = [hub.open(person, tenant), hub.open(person, tenant)];
    await pass(3_000);
    first.release();
    first.release();
    await pass(60_000);
    expect(hub.size).toBe(1);
    second.release();
    await pass(29_000);
    expect(hub.size).toBe(1);
    await pass(2_000);
    expect([hub.size, cluster.watches()]).toEqual([0, []]);
  });

  it("tells one object at most four times a second, and its last state always", async () => {
    cluster.put("vminstances", "web");
    const { list } = hub.open(sessionOf("ada", "one").person, tenant);
    await pass(3_000);
    const told: string[] = [];
    list.subscribe((event) => {
      if (event.type === "delta") told.push(...event.upsert.map(({ runStrategy }) => runStrategy));
    });
    for (let turn = 1; turn <= 100; turn++) {
      cluster.put("vminstances", "web", { spec: { runStrategy: `turn-${turn}` } });
      await pass(10);
    }
    await pass(300);
    expect(told.length).toBeLessThanOrEqual(6);
    expect(told.at(-1)).toBe("turn-100");
  });

  it("F23: holds nothing of what came and went, a bounded memory of its going aside", async () => {
    const { list } = hub.open(sessionOf("ada", "one").person, tenant);
    await pass(3_000);
    const before = list.version;
    for (let turn = 0; turn < 100; turn++) {
      for (let at = 0; at < 100; at++) cluster.put("vminstances", `vm-${turn}-${at}`);
      await pass(300);
      for (let at = 0; at < 100; at++) cluster.drop("vminstances", `vm-${turn}-${at}`);
      await pass(300);
    }
    expect(list.read()).toMatchObject({ data: { rows: [] } });
    // Ten thousand went: who was there before the first is told the whole.
    expect(list.changesSince(before)).toBeNull();
    expect(list.changesSince(list.version - 2)?.remove).toHaveLength(100);
  });

  it("F28: takes nobody's clock for its own: neither the objects' times nor a step of ours hold anything up", async () => {
    cluster.put("vminstances", "web");
    const { list } = hub.open(sessionOf("ada", "one").person, tenant);
    await pass(3_000);
    const told: ListEvent[] = [];
    list.subscribe((event) => void told.push(event));
    vi.setSystemTime(Date.now() - 600_000);
    const metadata = { name: "later", uid: "later", creationTimestamp: "2199-01-01T00:00:00Z" };
    cluster.put("vminstances", "later", { metadata });
    await pass(300);
    expect(told).toMatchObject([{ type: "delta", upsert: [{ name: "later" }] }]);
    cluster.put("vminstances", "web", { spec: { runStrategy: "Halted" } });
    await pass(300);
    expect(told).toHaveLength(2);
  });
});
