import type { TaskView } from "../create/task.ts";
import type { MissingSource, VmListView, VmRow } from "../resources/vm/view.ts";

/** The server says something at least this often. */
export const beatMs = 15_000;

/** What does not answer the server. Without the identity provider nobody's token can be renewed, so the cluster cannot be asked either. */
export type Outage = "cluster" | "sign-in";

/**
 * Server-sent events of `GET /api/v1/tenants/{tenant}/stream`. The event's name is `type`, its data the JSON of the whole union member,
 * its id the list's version.
 */
export type StreamEvent =
  | { type: "snapshot"; list: VmListView }
  | { type: "delta"; version: number; asOf: string; upsert: VmRow[]; remove: string[]; missing: MissingSource[] }
  /** Whether the server's own view of the cluster is current. `since` is when it became so (ISO 8601). */
  | { type: "upstream"; state: "live"; since: string }
  | { type: "upstream"; state: "down"; since: string; where: Outage }
  /** All that this person has under way or just had here, at the beginning; each change comes as a `task`. */
  | { type: "tasks"; tasks: TaskView[] }
  | { type: "task"; task: TaskView }
  /** What this person may do here now, by the version of their AccessView. */
  | { type: "access"; version: string }
  /** Nothing else was to say: the line is there. */
  | { type: "beat" }
  /** The stream is over for a reason a reconnect cannot mend. */
  | { type: "end"; code: "session-ended" | "forbidden" };
