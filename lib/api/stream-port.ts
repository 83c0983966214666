import type { Connection } from "./connection.ts";

/**
 * What a page tells the hub. `glance` is `watch` for one of very many tenants: read now and again instead of followed.
 * `look`: somebody looks, or the network is back. `resume`: the session that ended is there again.
 */
export type ToHub = { do: "watch" | "glance" | "leave"; tenant: string } | { do: "look" | "resume" };

/** `hold`: the page holds the lock of that name until its end. `part`: it wants nothing more. */
export type ToWorker = ToHub | { do: "hold"; lock: string } | { do: "part" };

/** What the hub tells a page: an event as the server wrote it (JSON), or how current the tenant's state is. */
export type FromHub = { tenant: string; event: string } | { tenant: string; connection: Connection };

/** A page's line to the hub. */
export type HubLine = { send: (message: ToHub) => void; close: () => void };
