import { expect, test } from "vitest";
import { WebSocket } from "ws";
import type { ConsoleKind } from "#lib/api/requests.ts";
import { ConsoleSession, type ConsoleTransport } from "#lib/console/session.ts";
import { useGateways } from "./testing-gateways.ts";

const use = useGateways();

type Gateway = Awaited<ReturnType<typeof use.gatewayOf>>;

/** A page's own session object, before a real gateway. */
const sessionOf = ({ ticket, port, origin }: Gateway, kind: ConsoleKind): ConsoleSession<globalThis.WebSocket> => {
  const transport: ConsoleTransport = {
    ask: async ({ takeOver = false }) => ({
      ok: true,
      // One page, so its places are its own.
      ticket: await ticket({ kind, takeOver, client: `page-of-the-${kind}-test` }),
      limits: { idleMs: null, lifetimeMs: null },
      instance: null,
    }),
    open: (address, protocols) => {
      const options = { headers: { cookie: "session=ada" }, origin };
      const socket = new WebSocket(`ws://127.0.0.1:${port}${address}`, protocols, options);
      // A browser says nothing of a socket that is closed before it opened.
      socket.on("error", () => {});
      // ws has all that a session uses of a browser's own.
      return socket as unknown as globalThis.WebSocket;
    },
    nowMs: () => Date.now(),
    chance: () => 0,
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
  };
  return new ConsoleSession({ kind, machine: "on", transport, viewer: { attach: () => {}, letGo: () => {} } });
};

const openAt = (upstream: typeof use.upstream): number =>
  upstream.guests.filter((guest) => guest.readyState === 1).length;

test("however fast one switches and reconnects, each console has one upstream socket, and none when it is left", async () => {
  const gateway = await use.gatewayOf();
  const sessions = [sessionOf(gateway, "vnc"), sessionOf(gateway, "serial")] as const;
  for (const session of sessions) session.start();
  for (let turn = 0; turn < 40; turn += 1) {
    for (const [at, session] of sessions.entries()) {
      session.setVisible(turn % 2 === at);
      if (turn % 3 === 0) session.connect({ takeOver: turn % 2 === 0 });
      if (turn % 5 === 0) session.disconnect();
      if (turn % 7 === 0) session.resume();
    }
    // Some get as far as their ticket, some as far as the guest.
    if (turn % 4 === 0) await expect.poll(() => sessions.some(({ state }) => state.phase !== "asking")).toBe(true);
    else await new Promise<void>((resolve) => setImmediate(resolve));
  }
  for (const session of sessions) session.connect({ takeOver: true });
  await expect.poll(() => sessions.map(({ state }) => state.phase)).toEqual(["connected", "connected"]);
  await expect.poll(() => openAt(use.upstream)).toBe(2);
  expect(use.upstream.plainRequests).toBe(0);
  for (const session of sessions) session.dispose();
  await expect.poll(() => openAt(use.upstream)).toBe(0);
});
