import type { ProblemCode } from "../api/problem.ts";
import type { OpenLimits, TicketRequest } from "../api/requests.ts";
import type { MachineFact } from "./machine-fact.ts";
import { ConsoleSession, type ConsoleSocket, type ConsoleTransport } from "./session.ts";

/** A socket whose far side is the test. */
export class FarSocket extends EventTarget implements ConsoleSocket {
  binaryType: BinaryType = "blob";
  readyState: WebSocket["readyState"] = WebSocket.CONNECTING;
  closedHere = false;
  readonly address: string;
  readonly protocols: string[];

  constructor(address: string, protocols: string[]) {
    super();
    this.address = address;
    this.protocols = protocols;
  }

  readonly sent: unknown[] = [];

  send(data: unknown): void {
    this.sent.push(data);
  }

  close(): void {
    this.closedHere = true;
  }

  opens(): void {
    this.readyState = WebSocket.OPEN;
    this.dispatchEvent(new Event("open"));
    this.dispatchEvent(Object.assign(new Event("message"), { data: new ArrayBuffer(0) }));
  }

  ends(code: number, reason = ""): void {
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason }));
  }
}

/** One session whose transport, clock and viewer are the test. */
export const world = (kind: "vnc" | "serial" = "vnc", machine: MachineFact = "on") => {
  const asked: TicketRequest[] = [];
  const sockets: FarSocket[] = [];
  const viewer: string[] = [];
  const limits: OpenLimits = { idleMs: null, lifetimeMs: null };
  let refusal: ProblemCode | null = null;
  let instance: string | null = null;
  let nowMs = 0;
  let timer: { due: number; callback: () => void } | null = null;
  const transport: ConsoleTransport<FarSocket> = {
    ask: async (request) => {
      asked.push(request);
      return refusal ? { ok: false, code: refusal } : { ok: true, ticket: `t${asked.length}`, limits, instance };
    },
    open: (address, protocols) => {
      const socket = new FarSocket(address, protocols);
      sockets.push(socket);
      return socket;
    },
    nowMs: () => nowMs,
    chance: () => 0,
    after: (ms, callback) => {
      timer = { due: nowMs + ms, callback };
      return () => {
        timer = null;
      };
    },
  };
  const session = new ConsoleSession({
    kind,
    machine,
    transport,
    viewer: { attach: () => viewer.push("attach"), letGo: () => viewer.push("let go") },
  });
  const settle = async () => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  const wait = async (ms: number) => {
    nowMs += ms;
    if (timer && timer.due <= nowMs) timer.callback();
    await settle();
  };
  const last = (): FarSocket => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  };
  const refuse = (code: ProblemCode | null) => {
    refusal = code;
  };
  const runsAs = (mark: string | null) => {
    instance = mark;
  };
  const connected = async () => {
    session.start();
    await settle();
    last().opens();
  };
  return { limits, session, asked, sockets, viewer, settle, wait, last, refuse, runsAs, connected };
};
