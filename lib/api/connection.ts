import type { Outage } from "./stream-events.ts";

/**
 * How current what a page shows of a tenant is. `polling`: read again every few seconds, since something on the way keeps streams back;
 * `stale`: nobody vouches for it since `since`; `ended`: only signing in, another tenant or a reload helps.
 */
export type Connection = {
  state: "connecting" | "live" | "polling" | "stale" | "ended";
  /** ISO 8601: when this state began. */
  since: string;
  code?: "session-ended" | "forbidden" | "outdated";
  /** Stale because the server is reached but one of these does not answer it; otherwise the server itself is not reached. */
  where?: Outage;
};
