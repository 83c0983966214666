import type { Upstream } from "#lib/api/stream-events.ts";
import type { MissingSource, VmRow } from "#lib/resources/vm/view.ts";

/** What followers of one tenant's list are told. */
export type ListEvent =
  | { type: "delta"; version: number; asOf: string; upsert: VmRow[]; remove: string[]; missing: MissingSource[] }
  | Upstream
  /** There is a list now: take it whole. */
  | { type: "ready" }
  /** A timeline would say something else now: see `activity`. */
  | { type: "activity" }
  | { type: "forbidden" };
