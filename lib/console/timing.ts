import type { MachineFact } from "./machine-fact.ts";

/** About four minutes of trying. */
export const maxAttempts = 34;
/** After so many in a row it is not a break: a proxy or firewall answers questions and passes no WebSocket. */
export const maxUnopened = 3;
/** A connection that held this long starts the count of attempts anew. */
export const steadyMs = 10_000;
/** How long after a live migration a cut is put down to it. */
export const movedForMs = 10_000;

const shortAttempts = 20;

/**
 * Milliseconds before attempt n (1, 2, …): 0.5, 1, 2, 3, 3, …, so that what is away for a minute is found again within five seconds; later 15 s.
 * `chance` (0 to 1) spreads them by up to half.
 */
export const backOffMs = (attempt: number, chance = 0): number => {
  const plain = attempt > shortAttempts ? 15_000 : Math.min(500 * 2 ** (attempt - 1), 3_000);
  return Math.round(plain * (1 + chance / 2));
};

/** How long a cut is looked into: a machine that goes or moves says so soon, and one that shuts down takes its time. */
export const settleMs = (machine: MachineFact): number =>
  machine === "leaving" || machine === "moving" ? 15_000 : 3_000;

/** When the server is asked for the first time which instance runs: later than the list tells of an ordinary restart. */
export const firstLookMs = 1_000;
