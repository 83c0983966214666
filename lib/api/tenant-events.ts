import { encodeTable } from "./row-encoder.ts";
import type { ListEvent } from "./stream-events.ts";
import type { TenantState } from "./tenant-state.ts";

/** What to tell somebody who knows nothing yet, so that they know the same. */
export const eventsOf = (tenant: string, { list, tasks, access, activity }: TenantState): ListEvent[] => [
  ...(list ? [{ type: "snapshot" as const, tenant, ...list, rows: encodeTable(list.rows) }] : []),
  ...(tasks ? [{ type: "tasks" as const, tenant, tasks: [...tasks] }] : []),
  ...(access === null ? [] : [{ type: "access" as const, tenant, version: access }]),
  ...(activity === null ? [] : [{ type: "activity" as const, tenant, version: activity }]),
];
