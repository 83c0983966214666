import type { MissingSource } from "../vm/view.ts";

export type ActivitySource = "event" | "condition" | "task" | "machine";

/** One thing that happened in a tenant, or the same thing several times. Words are the cluster's own: hostile text. */
export type ActivityEntry = {
  /** Stays the same when it happens again. */
  id: string;
  source: ActivitySource;
  /** ISO 8601: when it last happened. */
  at: string;
  /** ISO 8601: when it first happened. */
  since: string;
  count: number;
  isWarning: boolean;
  /** The machine it is about, as far as names tell. */
  vm: string | null;
  kind: string;
  name: string;
  reason: string;
  message: string;
};

/** What of a tenant's activity could not be read. `events`: what the cluster said; `statuses`: what KubeVirt says of a machine. */
export type ActivityGap = { part: "events" | "statuses" | "machines"; code: MissingSource["code"] };

export type ActivityView = {
  /** Newest first, at most `mostEntries`. */
  entries: ActivityEntry[];
  gaps: ActivityGap[];
  /** There is more than is shown: of so many events only the newest are kept. */
  isBounded: boolean;
  /** Equal for equal content. */
  version: string;
};

export const emptyActivity: ActivityView = { entries: [], gaps: [], isBounded: false, version: "" };

export const mostEntries = 500;
/** Messages may be pages long; their beginning says what it is. */
export const messageLimit = 400;

/** The beginning of it, for the page itself; its version is nobody's, so that the browser asks for the rest. */
export const headOf = (view: ActivityView, count: number): ActivityView =>
  view.entries.length <= count ? view : { ...view, entries: view.entries.slice(0, count), version: "" };

/** What of it is told of one machine; its version is nobody's, as the rest is missing. */
export const ofMachine = (view: ActivityView, vm: string): ActivityView => ({
  ...view,
  entries: view.entries.filter((entry) => entry.vm === vm),
  version: "",
});
