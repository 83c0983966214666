import { type LateCause, lateCauseOf } from "../../create/late-error.ts";
import type { VmView } from "./view.ts";

export type ReachingFacts = Pick<
  VmView,
  "state" | "exposure" | "filtersPorts" | "addresses" | "service" | "conditions" | "events" | "deleting"
>;

/**
 * Where the public address stands, and why there is none: keys of messages `exposure.address`. `words` are the platform's own: hostile text.
 */
export type AddressState =
  | { kind: "private" | "unread" | "waiting" | "not-made" }
  /** `leaving`: the machine is private now, and the platform has not taken it back yet. */
  | { kind: "there" | "leaving"; addresses: readonly string[] }
  | { kind: "refused"; cause: LateCause | null; words: string };

const balanced = "LoadBalancer";

/** What is known of a machine's public address. Only reads: what is wished for and what the cluster has may differ for a while. */
export const addressState = ({ exposure, service, conditions, events }: ReachingFacts): AddressState => {
  const wishes = exposure.kind !== "private";
  const addresses = service !== "unread" && service?.type === balanced ? service.addresses : [];
  if (!wishes) return addresses.length > 0 ? { kind: "leaving", addresses } : { kind: "private" };
  if (addresses.length > 0) return { kind: "there", addresses };
  // A quota of addresses refuses the Service itself, and with it the whole release.
  const failed = conditions.find(
    ({ of, type, status, reason }) =>
      of === "VMInstance" && type === "Ready" && status === "False" && reason.endsWith("Failed"),
  );
  if (failed) return { kind: "refused", cause: lateCauseOf(failed.message), words: failed.message };
  if (service === "unread") return { kind: "unread" };
  if (service?.type !== balanced) return { kind: "not-made" };
  // Events come newest first; an older Service of the name may have had its own.
  const newest = events.find(({ kind }) => kind === "Service");
  if (newest?.type !== "Warning") return { kind: "waiting" };
  const words = `${newest.reason}: ${newest.message}`;
  return { kind: "refused", cause: lateCauseOf(words), words };
};

/** Keys of messages `exposure.port`. */
export type PortState = "unread" | "asked" | "leaving" | "no-address" | "off" | "filtered" | "forwarded";

export type PortLine = { port: number; state: PortState };

/** Every port of the list, and those that the Service still has; none where there is no list that counts. */
export const portLines = (facts: ReachingFacts): PortLine[] => {
  const { exposure, service, state, filtersPorts } = facts;
  const wished = exposure.kind === "ports" ? exposure.ports : [];
  // Behind WholeIP the Service names ports as well, which mean nothing.
  const held = service !== "unread" && service?.type === balanced && exposure.kind !== "whole" ? service.ports : [];
  const hasAddress = addressState(facts).kind === "there";
  const stateOfPort = (port: number): PortState => {
    if (!wished.includes(port)) return "leaving";
    if (service === "unread") return "unread";
    if (!held.includes(port)) return "asked";
    if (!hasAddress) return "no-address";
    if (state === "stopped") return "off";
    return filtersPorts ? "filtered" : "forwarded";
  };
  return [...new Set([...wished, ...held])].sort((a, b) => a - b).map((port) => ({ port, state: stateOfPort(port) }));
};

/** The platform has not yet carried out what is wished for, so what is shown will change by itself. What it refused waits for somebody. */
export const isReachSettling = (facts: ReachingFacts): boolean => {
  const { kind } = addressState(facts);
  if (facts.deleting || kind === "refused") return false;
  if (kind === "waiting" || kind === "not-made" || kind === "leaving") return true;
  return portLines(facts).some(({ state }) => state === "asked" || state === "leaving");
};
