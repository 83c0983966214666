import type { TaskView } from "../create/task.ts";
import type { MissingSource, VmListView, VmRow } from "../resources/vm/view.ts";

/** The server says something at least this often. */
export const beatMs = 15_000;

/**
 * Server-sent events of `GET /api/v1/tenants/{tenant}/stream`. The event's name is `type`, its data the JSON of the whole union member,
 * its id the list's version.
 */
export type StreamEvent =
  | { type: "snapshot"; list: VmListView }
  | { type: "delta"; version: number; asOf: string; upsert: VmRow[]; remove: string[]; missing: MissingSource[] }
  /** Whether the server's own view of the cluster is current. `since` is when it became so (ISO 8601). */
  | { type: "upstream"; state: "live" | "down"; since: string }
  /** All that this person has under way or just had here, at the beginning; each change comes as a `task`. */
  | { type: "tasks"; tasks: TaskView[] }
  | { type: "task"; task: TaskView }
  /** What this person may do here now, by the version of their AccessView. */
  | { type: "access"; version: string }
  /** Nothing else was to say: the line is there. */
  | { type: "beat" }
  /** The stream is over for a reason a reconnect cannot mend. */
  | { type: "end"; code: "session-ended" | "forbidden" };
