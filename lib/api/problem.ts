import type { StockRole } from "../access/rights.ts";
import type { ActionReason } from "../resources/vm/actions.ts";

/**
 * The closed set of things that can go wrong between a person and the cluster. Every edge maps to one of these once;
 * the words a person reads are looked up by code (messages area `problems`), never taken from upstream.
 */
export const problemCodes = [
  "signed-out", // no session: sign in
  "session-ended", // there was one: sign in again, come back to the same page
  "forbidden", // the cluster's RBAC said no
  "not-found",
  "conflict", // the name exists, or the object changed underneath
  "deleting", // the object is being deleted; nothing may be written to it
  "contradictory", // the object does not fit the platform's schema; any write would destroy what it holds
  "invalid", // fields are wrong: see `fields`
  "quota-exceeded",
  "busy", // another change of the same thing is under way
  "not-running", // the machine is off
  "in-use", // somebody else is on that screen
  "no-graphics", // the machine has no screen
  "no-serial", // the machine has no serial line
  "too-many-requests",
  "unavailable", // the cluster does not answer
  "sign-in-unavailable", // the identity provider does not answer, and the token that it should renew has run out
  "store-unavailable", // the store that replicas share does not answer: nobody can tell who is signed in
  "timeout",
  "interrupted", // the replica that worked on it is gone; part of it may be done
  "bad-request",
  "bad-origin",
  "stale-page", // the page belongs to an older session of this browser; nothing was carried out
  "unsupported", // this platform does not offer it
  "internal",
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** Somebody does not answer: the cluster, or what it takes to ask it. Asking again may help. */
export const awayCodes: readonly ProblemCode[] = ["unavailable", "sign-in-unavailable", "store-unavailable"];

/** A field that is wrong. `path` is the input's dotted path (`name`, `systemDisk.sizeBytes`), `rule` a key of messages `problems.rules`. */
export type FieldProblem = { path: string; rule: string; values?: Record<string, string | number> };

/** What the cluster does not let this person do. `role`: the lowest stock role that may; null: none may; absent: not known here. */
export type Denied = { verb: string; resource: string; tenant?: string; role?: StockRole | null };

/** Why a session ended, where it is neither its time nor somebody's wish: the cluster does not take its token any more. */
export type EndCause = "not-accepted";

/** What every failed request answers, as `application/problem+json`. `detail` is the cluster's own text: hostile, shown as text only. */
export type Problem = {
  type: "about:blank";
  status: number;
  code: ProblemCode;
  detail?: string;
  /** Which read or write failed, e.g. `virtualmachines list`. */
  about?: string;
  fields?: FieldProblem[];
  denied?: Denied;
  why?: EndCause;
  /** Which rule of a machine's actions refused it, here or in the cluster. */
  refusal?: ActionReason;
  requestId?: string;
  retryAfterSeconds?: number;
};

/** A read that may fail is a state, not an exception. */
export type Reading<T> = { state: "ready"; data: T } | { state: "failed"; problem: Problem };

/** A read that the page does not wait for: what comes of it is told later. */
export type Glance<T> = Reading<T> | { state: "pending" };
