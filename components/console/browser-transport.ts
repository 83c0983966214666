import { client, problemFrom } from "#lib/api/client.ts";
import type { ConsoleKind, OpenLimits } from "#lib/api/requests.ts";
import type { ConsoleTransport } from "#lib/console/session.ts";
import { clientOf } from "./watching/client-of.ts";

const noLimits: OpenLimits = { idleMs: null, lifetimeMs: null };

/** How this tab's console reaches our server. `isViewOnly`: whether what is opened next has no keyboard. */
export const browserTransport = (
  of: { tenant: string; name: string; kind: ConsoleKind },
  isViewOnly: () => boolean = () => false,
): ConsoleTransport => ({
  ask: async (request, signal) => {
    try {
      const asked = { ...request, client: clientOf(of), viewOnly: isViewOnly() };
      // A replica that is about to be replaced may not know of limits, nor of instances.
      const answer = await client.consoleTicket(of.tenant, of.name, asked, signal);
      const { ticket, limits = noLimits, instance = null } = answer;
      return { ok: true, ticket, limits, instance };
    } catch (error) {
      return { ok: false, code: problemFrom(error).code };
    }
  },
  open: (address, protocols) => {
    const url = new URL(address, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    return new WebSocket(url, protocols);
  },
  nowMs: () => Date.now(),
  chance: () => Math.random(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
});
