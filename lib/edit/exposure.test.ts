import { describe, expect, it } from "vitest";
import type { Exposure } from "../resources/vm/view.ts";
import { exposureConsequences, isSameReach, type Reach, type ReachFacts, reachChange } from "./exposure.ts";

const hidden: Exposure = { kind: "private" };
const whole: Exposure = { kind: "whole" };
const ports = (...list: number[]): Exposure => ({ kind: "ports", ports: list });
const reach = (exposure: Exposure, icmp: boolean | null = true): Reach => ({ exposure, icmp });
const facts: ReachFacts = {
  address: "203.0.113.7",
  clusterName: "vm-instance-web.tenant-a.svc",
  filtersPorts: true,
  addressesLeft: null,
};
const older: ReachFacts = { ...facts, filtersPorts: false };

const said = (before: Reach, after: Reach, about = facts) =>
  exposureConsequences(before, after, about).map(({ id, tone, values }) =>
    [tone, id, ...(values ? [Object.values(values).join(" ")] : [])].join(" | "),
  );

describe("what follows from another exposure", () => {
  it("is nothing where nothing changes, whatever the order of ports", () => {
    expect(said(reach(ports(22, 443)), reach(ports(443, 22)))).toEqual([]);
    expect(said(reach(hidden, true), reach(hidden, false))).toEqual([]);
    expect(said(reach(whole, true), reach(whole, false))).toEqual([]);
  });

  it("off: the address goes back, and may be another one later", () => {
    expect(said(reach(ports(22)), reach(hidden))).toEqual([
      "warning | exposure-address-given-back | 203.0.113.7",
      "info | exposure-name-to-machine | vm-instance-web.tenant-a.svc",
      "info | exposure-applies-live",
    ]);
    expect(said(reach(ports(22), null), reach(hidden, null), older)).toContain(
      "info | exposure-name-may-end | vm-instance-web.tenant-a.svc",
    );
  });

  it("on: an address nobody knows before, and what is let in", () => {
    expect(said(reach(hidden), reach(ports(22, 8000)))).toEqual([
      "info | exposure-ports-open | 2 22 (SSH), 8000",
      "info | exposure-admin-open | 1 22 (SSH)",
      "info | exposure-tcp-only",
      "info | exposure-icmp-on",
      "info | exposure-address-new",
      "info | exposure-name-to-service | vm-instance-web.tenant-a.svc",
      "info | exposure-applies-live",
    ]);
  });

  it("on without an address left is said first", () => {
    const none = { ...facts, addressesLeft: 0 };
    expect(said(reach(hidden), reach(ports(80)), none)[0]).toBe("warning | exposure-no-address-left");
    expect(said(reach(hidden), reach(ports(80)), { ...facts, addressesLeft: 1 })).not.toContain(
      "warning | exposure-no-address-left",
    );
    // A machine that has one takes no other.
    expect(said(reach(whole), reach(ports(80)), none)).not.toContain("warning | exposure-no-address-left");
  });

  it("another method keeps the address: WholeIP opens everything, a list closes the rest", () => {
    expect(said(reach(ports(22)), reach(whole))).toEqual([
      "danger | exposure-whole-opens-all",
      "info | exposure-address-kept | 203.0.113.7",
      "info | exposure-applies-live",
    ]);
    expect(said(reach(whole), reach(ports(443), false))).toEqual([
      "warning | exposure-others-close | 1 443 (HTTPS)",
      "info | exposure-tcp-only",
      "info | exposure-icmp-off",
      "info | exposure-address-kept | 203.0.113.7",
      "info | exposure-applies-live",
    ]);
  });

  it("other ports: which open, which close, which are seldom meant for everybody", () => {
    expect(said(reach(ports(22, 80)), reach(ports(80, 5432)))).toEqual([
      "warning | exposure-ports-close | 1 22 (SSH)",
      "info | exposure-ports-open | 1 5432 (PostgreSQL)",
      "info | exposure-data-open | 1 5432 (PostgreSQL)",
      "info | exposure-address-kept | 203.0.113.7",
      "info | exposure-applies-live",
    ]);
  });

  it("promises nothing closed where the platform is not known to filter", () => {
    expect(said(reach(ports(22, 80), null), reach(ports(80), null), older)).toEqual([
      "warning | exposure-ports-unlisted | 1 22 (SSH)",
      "warning | exposure-not-filtered",
      "info | exposure-address-kept | 203.0.113.7",
      "info | exposure-applies-live",
    ]);
    expect(said(reach(whole, null), reach(ports(80), null), older).join()).not.toMatch(/exposure-others-close|icmp/);
  });

  it("ICMP alone", () => {
    expect(said(reach(ports(22), true), reach(ports(22), false))).toEqual([
      "info | exposure-icmp-off",
      "info | exposure-address-kept | 203.0.113.7",
      "info | exposure-applies-live",
    ]);
  });

  it("an empty list is refused before anything else is said", () =>
    expect(said(reach(whole), reach(ports()))).toEqual(["danger | exposure-empty-list"]));

  it("an address that is not assigned yet is not promised to stay", () =>
    expect(said(reach(ports(22)), reach(whole), { ...facts, address: null }).join()).not.toContain(
      "exposure-address-kept",
    ));
});

it("two that mean the same to the platform are the same", () => {
  expect(isSameReach(reach(ports(22, 80)), reach(ports(80, 22)))).toBe(true);
  expect(isSameReach(reach(ports(22)), reach(ports(22, 22)))).toBe(false);
  expect(isSameReach(reach(ports(22), true), reach(ports(22), false))).toBe(false);
  expect(isSameReach(reach(hidden, true), reach(hidden, false))).toBe(true);
  expect(isSameReach(reach(hidden), reach(whole))).toBe(false);
});

describe("the change that is sent", () => {
  it("carries what is another, and nothing else", () => {
    expect(reachChange(reach(ports(22)), reach(ports(22, 80)))).toEqual({ exposure: ports(22, 80) });
    expect(reachChange(reach(ports(22)), reach(ports(22), false))).toEqual({ icmp: false });
    expect(reachChange(reach(whole), reach(ports(22), false))).toEqual({ exposure: ports(22), icmp: false });
  });

  it("leaves ICMP as it is stored where no list is meant, or the platform has none", () => {
    expect(reachChange(reach(ports(22), false), reach(whole, true))).toEqual({ exposure: whole });
    expect(reachChange(reach(ports(22), null), reach(ports(80), null))).toEqual({ exposure: ports(80) });
  });

  it("is none where both mean the same", () =>
    expect(reachChange(reach(ports(22, 80)), reach(ports(80, 22)))).toBeNull());
});
