import type { TaskView } from "../create/task.ts";
import type { MissingSource } from "../resources/vm/view.ts";
import type { Table } from "./row-codec.ts";

/** The server says something at least this often. */
export const beatMs = 15_000;

/** What does not answer the server. Without the identity provider nobody's token can be renewed, so the cluster cannot be asked either. */
export type Outage = "cluster" | "sign-in";

/** Whether the server's own view of the cluster is current; `since` is when it became so (ISO 8601). */
export type Upstream =
  | { type: "upstream"; state: "live"; since: string }
  | { type: "upstream"; state: "down"; since: string; where: Outage };

/** Written into the address: a page that is older than the server must not misread what it says. */
export const streamFormat = "3";

/** More tenants than anybody has open; each is an entry of the address, which proxies cut at eight kilobytes. */
export const mostLists = 40;

/** Which state of which list: a version counts within its epoch only. */
type ListHead = { tenant: string; epoch: string; version: number; asOf: string; missing: MissingSource[] };

/** The list whole. */
export type SnapshotEvent = { type: "snapshot"; rows: Table } & ListHead;

/** What whoever has version `since` lacks of the version that is now; nothing, when they are equal. Rows come whole. */
export type DeltaEvent = { type: "delta"; since: number; upsert: Table; remove: string[] } & ListHead;

/**
 * Server-sent events of `GET /api/v1/stream?list={tenant}[@{epoch}.{version}]&list=…`: each is one `data:` line, the JSON of a union member.
 */
export type StreamEvent =
  | SnapshotEvent
  | DeltaEvent
  | ({ tenant: string } & Upstream)
  /** All that this person has under way or just had here, at the beginning; each change comes as a `task`. */
  | { type: "tasks"; tenant: string; tasks: TaskView[] }
  | { type: "task"; tenant: string; task: TaskView }
  /** What this person may do here now, by the version of their AccessView. */
  | { type: "access"; tenant: string; version: string }
  /** Names what a timeline of this tenant would be made of now; null where nobody tells of a change, so that it must be asked for. */
  | { type: "activity"; tenant: string; version: string | null }
  /** This person may not, or may no longer, read this list: nothing more comes of it. */
  | { type: "refused"; tenant: string }
  /** Nothing else was to say: the line is there. */
  | { type: "beat" }
  /** The stream is over for a reason a reconnect cannot mend. */
  | { type: "end"; code: "session-ended" };

export type ListEvent = Exclude<StreamEvent, { type: "beat" | "end" }>;
