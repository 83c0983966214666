import { describe, expect, it } from "vitest";
import { addressState, isReachSettling, portLines, type ReachingFacts } from "./reaching.ts";
import type { VmService } from "./view.ts";

const service = (change: Partial<VmService> = {}): VmService => ({
  type: "LoadBalancer",
  ports: [22, 80],
  addresses: ["203.0.113.7"],
  ...change,
});
const headless = service({ type: "ClusterIP", ports: [65_535], addresses: [] });
const vm = (change: Partial<ReachingFacts> = {}): ReachingFacts => ({
  state: "running",
  exposure: { kind: "ports", ports: [22, 80] },
  filtersPorts: true,
  addresses: { public: "203.0.113.7", private: "10.0.0.9" },
  service: service(),
  conditions: [],
  events: [],
  deleting: false,
  ...change,
});
const event = (type: string, reason: string, message: string, kind = "Service") => ({
  at: "2026-01-01T00:00:00Z",
  kind,
  name: "vm-instance-web",
  type,
  reason,
  message,
  count: 1,
});
const failed = (message: string) => [
  {
    ...{ of: "VMInstance" as const, name: "web", type: "Ready", since: "" },
    ...{ status: "False", reason: "UpgradeFailed", message },
  },
];
const pending = service({ addresses: [] });

describe("the public address", () => {
  it("is there, is not wished for, or cannot be read", () => {
    expect(addressState(vm())).toEqual({ kind: "there", addresses: ["203.0.113.7"] });
    expect(addressState(vm({ exposure: { kind: "private" }, service: headless }))).toEqual({ kind: "private" });
    expect(addressState(vm({ exposure: { kind: "private" }, service: "unread" }))).toEqual({ kind: "private" });
    expect(addressState(vm({ service: "unread" }))).toEqual({ kind: "unread" });
  });

  it("is waited for: no Service yet, one of the old type, one without an address", () => {
    expect(addressState(vm({ service: null }))).toEqual({ kind: "not-made" });
    expect(addressState(vm({ service: headless }))).toEqual({ kind: "not-made" });
    expect(addressState(vm({ service: pending }))).toEqual({ kind: "waiting" });
  });

  it("is refused by a pool without addresses, which only an event says", () => {
    const message = 'Failed to allocate IP for "tenant-a/vm-instance-web": no available IPs';
    const events = [event("Warning", "AllocationFailed", message), event("Normal", "IPAllocated", "Assigned IP")];
    expect(addressState(vm({ service: pending, events }))).toEqual({
      kind: "refused",
      cause: "no-address",
      words: `AllocationFailed: ${message}`,
    });
    // What a Service of this name met earlier says nothing of this one; nor does a warning of something else.
    expect(addressState(vm({ service: pending, events: events.toReversed() })).kind).toBe("waiting");
    const ofPod = [event("Warning", "FailedScheduling", "0/3 nodes are available", "Pod")];
    expect(addressState(vm({ service: pending, events: ofPod })).kind).toBe("waiting");
  });

  it("is refused with the Service itself by a quota, which only the release says", () => {
    const words =
      'services "vm-instance-web" is forbidden: exceeded quota: tenant-quota, requested: services.loadbalancers=1';
    expect(addressState(vm({ service: null, conditions: failed(words) }))).toEqual({
      kind: "refused",
      cause: "quota",
      words,
    });
    // A machine that has its address has it, whatever else failed.
    expect(addressState(vm({ conditions: failed("something else") })).kind).toBe("there");
  });

  it("goes when the platform has taken it back, not before", () =>
    expect(addressState(vm({ exposure: { kind: "private" } }))).toEqual({
      kind: "leaving",
      addresses: ["203.0.113.7"],
    }));
});

describe("each port", () => {
  const states = (change: Partial<ReachingFacts>) => portLines(vm(change)).map(({ port, state }) => `${port} ${state}`);

  it("says no more than is known", () => {
    expect(states({})).toEqual(["22 filtered", "80 filtered"]);
    expect(states({ filtersPorts: false })).toEqual(["22 forwarded", "80 forwarded"]);
    expect(states({ state: "stopped" })).toEqual(["22 off", "80 off"]);
    expect(states({ service: "unread" })).toEqual(["22 unread", "80 unread"]);
    expect(states({ service: pending })).toEqual(["22 no-address", "80 no-address"]);
  });

  it("follows the Service, which changes later than the wish", () => {
    expect(states({ exposure: { kind: "ports", ports: [443, 22] } })).toEqual([
      "22 filtered",
      "80 leaving",
      "443 asked",
    ]);
    expect(states({ exposure: { kind: "private" } })).toEqual(["22 leaving", "80 leaving"]);
    expect(states({ exposure: { kind: "private" }, service: headless })).toEqual([]);
    expect(states({ service: headless })).toEqual(["22 asked", "80 asked"]);
  });

  it("has no line behind WholeIP, whatever the Service names", () =>
    expect(states({ exposure: { kind: "whole" } })).toEqual([]));
});

it("settles by itself only where the platform is still at it", () => {
  expect(isReachSettling(vm())).toBe(false);
  expect(isReachSettling(vm({ service: pending }))).toBe(true);
  expect(isReachSettling(vm({ exposure: { kind: "private" } }))).toBe(true);
  expect(isReachSettling(vm({ exposure: { kind: "ports", ports: [22] } }))).toBe(true);
  expect(isReachSettling(vm({ service: "unread" }))).toBe(false);
  expect(isReachSettling(vm({ service: null, conditions: failed("exceeded quota") }))).toBe(false);
  expect(isReachSettling(vm({ service: pending, deleting: true }))).toBe(false);
});
