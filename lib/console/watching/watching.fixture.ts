import type { ProblemCode } from "../../api/problem.ts";
import type { TicketRequest } from "../../api/requests.ts";
import { FarSocket } from "../session.fixture.ts";
import type { ConsoleTransport } from "../session.ts";

/** A socket that says how much of what it was given has not left yet. */
export class WatchedSocket extends FarSocket {
  bufferedAmount = 0;

  says(data: string | Uint8Array): void {
    const given = typeof data === "string" ? data : Uint8Array.from(data).buffer;
    this.dispatchEvent(Object.assign(new Event("message"), { data: given }));
  }
}

/** The transport of a page that watches or shows, and its clock, by hand. */
export const watchingWorld = () => {
  const asked: TicketRequest[] = [];
  const sockets: WatchedSocket[] = [];
  const timers = new Set<{ due: number; callback: () => void }>();
  let refusal: ProblemCode | null = null;
  let nowMs = 0;
  const transport: ConsoleTransport = {
    ask: async (request) => {
      asked.push(request);
      const limits = { idleMs: null, lifetimeMs: null };
      return refusal ? { ok: false, code: refusal } : { ok: true, ticket: `t${asked.length}`, limits, instance: null };
    },
    open: (address, protocols) => {
      const socket = new WatchedSocket(address, protocols);
      sockets.push(socket);
      // It has every part of a browser's socket that is used here.
      return socket as unknown as WebSocket;
    },
    nowMs: () => nowMs,
    chance: () => 0,
    after: (ms, callback) => {
      const timer = { due: nowMs + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  const settle = async () => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  const wait = async (ms: number) => {
    nowMs += ms;
    for (const timer of [...timers].filter(({ due }) => due <= nowMs)) {
      timers.delete(timer);
      timer.callback();
    }
    await settle();
  };
  const last = (): WatchedSocket => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  };
  const refuse = (code: ProblemCode | null) => {
    refusal = code;
  };
  return { transport, asked, sockets, settle, wait, last, refuse };
};
