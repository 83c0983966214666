import { knownPort, portsInWords } from "../resources/known-ports.ts";
import { portsProblem } from "../resources/ports.ts";
import type { QuotaView } from "../resources/tenant/view.ts";
import type { Exposure } from "../resources/vm/view.ts";
import type { VmChange } from "./change.ts";
import type { Consequence, ConsequenceId } from "./consequences.ts";

/** What the internet reaches of a machine. `icmp` is null where the platform has no such setting. */
export type Reach = { exposure: Exposure; icmp: boolean | null };

/** What else the consequences of another exposure rest on. */
export type ReachFacts = {
  /** The public address the machine has now. */
  address: string | null;
  /** The machine's name inside the cluster. */
  clusterName: string;
  /** The platform is known to keep closed what a PortList does not list. */
  filtersPorts: boolean;
  /** Public addresses the tenant may still take; null where no quota limits them or nobody could read it. */
  addressesLeft: number | null;
};

/** `exposure-…` of messages `edit.consequences`. */
export type ExposureConsequenceId = Extract<ConsequenceId, `exposure-${string}`>;
export type ExposureConsequence = Consequence<ExposureConsequenceId>;

/** How many more public addresses the tenant's quota allows; null where none limits them or it is not known. */
export const addressesLeft = (quota: QuotaView | null): number | null => {
  const item = quota?.items.find(({ key }) => key === "services.loadbalancers");
  return item ? Math.max(0, item.hard - item.used) : null;
};

const portsOf = ({ exposure }: Reach): readonly number[] => (exposure.kind === "ports" ? exposure.ports : []);

/**
 * What follows from another exposure, the gravest first; nothing where nothing changes. From the charts: the Service is made anew, and its
 * address with it, only where its type changes, so between private and exposed; else it is changed in place.
 * https://github.com/cozystack/cozystack/blob/main/packages/apps/vm-instance/templates/vm-update-hook.yaml
 */
export const exposureConsequences = (before: Reach, after: Reach, facts: ReachFacts): ExposureConsequence[] => {
  if (isSameReach(before, after)) return [];
  if (after.exposure.kind === "ports" && portsProblem(after.exposure.ports)?.rule === "portsEmpty")
    return [{ id: "exposure-empty-list", tone: "danger" }];
  const said = [...reachSaid(before, after, facts), ...addressSaid(before, after, facts)];
  const order = { danger: 0, warning: 1, info: 2 };
  return [...said.sort((a, b) => order[a.tone] - order[b.tone]), { id: "exposure-applies-live", tone: "info" }];
};

/** Whether two mean the same to the platform; the order of ports does not count, nor ICMP where it is no list of ports. */
export const isSameReach = (one: Reach, other: Reach): boolean => {
  if (one.exposure.kind !== other.exposure.kind) return false;
  if (one.exposure.kind !== "ports") return true;
  const sorted = (reach: Reach) =>
    portsOf(reach)
      .toSorted((a, b) => a - b)
      .join();
  return sorted(one) === sorted(other) && one.icmp === other.icmp;
};

/** The part of a change that makes one reach of another; null where there is nothing to change. */
export const reachChange = (before: Reach, after: Reach): Pick<VmChange, "exposure" | "icmp"> | null => {
  if (isSameReach(before, after)) return null;
  const isOther = !isSameReach({ ...before, icmp: null }, { ...after, icmp: null });
  // ICMP counts for a list of ports alone; what is stored for later stays.
  const icmp = after.exposure.kind === "ports" && after.icmp !== null && after.icmp !== before.icmp ? after.icmp : null;
  return { ...(isOther && { exposure: after.exposure }), ...(icmp !== null && { icmp }) };
};

const addressSaid = (before: Reach, after: Reach, facts: ReachFacts): ExposureConsequence[] => {
  const { address, clusterName, filtersPorts, addressesLeft } = facts;
  const was = before.exposure.kind !== "private";
  const is = after.exposure.kind !== "private";
  const name = { name: clusterName };
  if (was && is) return address ? [{ id: "exposure-address-kept", tone: "info", values: { address } }] : [];
  if (is)
    return [
      ...(addressesLeft !== null && addressesLeft <= 0
        ? [{ id: "exposure-no-address-left", tone: "warning" } as const]
        : []),
      { id: "exposure-address-new", tone: "info" },
      { id: "exposure-name-to-service", tone: "info", values: name },
    ];
  return [
    ...(address ? [{ id: "exposure-address-given-back", tone: "warning", values: { address } } as const] : []),
    // Charts of platforms that do not filter have no Service for a private machine.
    filtersPorts
      ? { id: "exposure-name-to-machine", tone: "info", values: name }
      : { id: "exposure-name-may-end", tone: "info", values: name },
  ];
};

const reachSaid = (before: Reach, after: Reach, { filtersPorts }: ReachFacts): ExposureConsequence[] => {
  if (after.exposure.kind === "private") return [];
  if (after.exposure.kind === "whole") return [{ id: "exposure-whole-opens-all", tone: "danger" }];
  const [had, has] = [portsOf(before), portsOf(after)];
  const opened = has.filter((port) => !had.includes(port));
  const closed = had.filter((port) => !has.includes(port));
  const said: ExposureConsequence[] = [];
  const say = (id: ExposureConsequenceId, tone: ExposureConsequence["tone"], ports: readonly number[]) => {
    if (ports.length > 0) said.push({ id, tone, values: { count: ports.length, ports: portsInWords(ports) } });
  };
  if (before.exposure.kind === "whole") {
    if (filtersPorts) say("exposure-others-close", "warning", has);
  } else {
    say("exposure-ports-open", "info", opened);
    say(filtersPorts ? "exposure-ports-close" : "exposure-ports-unlisted", "warning", closed);
    say("exposure-admin-open", "info", of("admin", opened));
    say("exposure-data-open", "info", of("data", opened));
  }
  if (!filtersPorts) said.push({ id: "exposure-not-filtered", tone: "warning" });
  if (before.exposure.kind !== "ports") said.push({ id: "exposure-tcp-only", tone: "info" });
  if (after.icmp !== null && (before.exposure.kind !== "ports" || before.icmp !== after.icmp))
    said.push({ id: after.icmp ? "exposure-icmp-on" : "exposure-icmp-off", tone: "info" });
  return said;
};

const of = (use: "admin" | "data", ports: readonly number[]) => ports.filter((port) => knownPort(port)?.use === use);
