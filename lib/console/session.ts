import { api } from "../api/paths.ts";
import type { ProblemCode } from "../api/problem.ts";
import {
  type ConsoleKind,
  consoleProtocol,
  type OpenLimits,
  type TicketRequest,
  ticketProtocolPrefix,
} from "../api/requests.ts";
import { isInput } from "./input.ts";
import { type LimitWarning, LimitWatch } from "./limit-watch.ts";
import type { MachineFact } from "./machine-fact.ts";
import { nextSituation } from "./next-situation.ts";
import { outcomeOfClose, outcomeOfProblem } from "./reasons.ts";
import {
  asksWhatItWas,
  type ConsoleEvent,
  type ConsoleSituation,
  type ConsoleState,
  holdsSocket,
  isAsking,
} from "./state.ts";
import { takerIn } from "./watching/taken-over.ts";

/** The part of a browser's WebSocket that a session and its viewer use. */
export type ConsoleSocket = Pick<WebSocket, "addEventListener" | "close" | "send" | "readyState" | "binaryType">;

export type ConsoleTransport<Socket extends ConsoleSocket = WebSocket> = {
  /** Asks for a ticket; a refusal is an answer, not an exception. A request that never reached the server is `unavailable`. */
  ask: (
    request: TicketRequest,
    signal: AbortSignal,
  ) => Promise<
    { ok: true; ticket: string; limits: OpenLimits; instance: string | null } | { ok: false; code: ProblemCode }
  >;
  open: (address: string, protocols: string[]) => Socket;
  nowMs: () => number;
  /** Between 0 and 1. */
  chance: () => number;
  /** Calls back after a while; the answer takes it back. */
  after: (ms: number, callback: () => void) => () => void;
};

/** Viewers send bytes; null of none. */
const firstByteOf = (data: Parameters<ConsoleSocket["send"]>[0]): number | null => {
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)[0] ?? null;
  return data instanceof ArrayBuffer ? (new Uint8Array(data)[0] ?? null) : null;
};

/** What draws a console. It is given each open socket before the guest's first byte, and must stop using it when told to let go. */
export type ConsoleViewer<Socket extends ConsoleSocket = WebSocket> = {
  attach: (socket: Socket) => void;
  letGo: () => void;
};

/**
 * One console of one machine, for as long as its window or tab is open: asks for a ticket, opens the socket, comes back after breaks, after
 * a restart and after a move to another node. It comes back by itself only where nobody can be thrown out by it: after `evicted` and `in-use`
 * it waits for a person, and a hidden serial console waits until it is seen, because a serial line has no way to ask whether it is taken.
 */
export class ConsoleSession<Socket extends ConsoleSocket = WebSocket> {
  readonly kind: ConsoleKind;
  readonly #transport: ConsoleTransport<Socket>;
  readonly #viewer: ConsoleViewer<Socket>;
  readonly #onNotice: (text: string) => void;
  readonly #listeners = new Set<() => void>();
  #situation: ConsoleSituation;
  #socket: Socket | null = null;
  /** What the server said with the last ticket. */
  #limits: OpenLimits = { idleMs: null, lifetimeMs: null };
  #limitWatch: LimitWatch | null = null;
  /** Ends what the present state is waiting for. */
  #leave: (() => void) | null = null;
  #visible = true;
  #disposed = false;

  constructor(options: {
    kind: ConsoleKind;
    machine: MachineFact;
    transport: ConsoleTransport<Socket>;
    viewer: ConsoleViewer<Socket>;
    /** What our server says beside the guest (watching/notices.ts). */
    onNotice?: (text: string) => void;
  }) {
    this.kind = options.kind;
    this.#transport = options.transport;
    this.#viewer = options.viewer;
    this.#onNotice = options.onNotice ?? (() => {});
    this.#situation = {
      kind: options.kind,
      machine: options.machine,
      state: { phase: "waiting-for-boot", dial: null },
    };
  }

  get state(): ConsoleState {
    return this.#situation.state;
  }

  /** The limit that closes this console soon, if one does. */
  get warning(): LimitWarning | null {
    return this.#limitWatch?.warning ?? null;
  }

  /** Tells the server that somebody is there, without a word to the guest. */
  stay(): void {
    if (this.state.phase === "connected") this.#socket?.send(new Uint8Array(0));
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Connects if the machine is there, or begins to wait for it. */
  start(): void {
    this.setMachine(this.#situation.machine);
    if (this.state.phase === "waiting-for-boot" && this.#situation.machine === "unknown") this.resume();
  }

  setMachine(machine: MachineFact): void {
    this.#apply({ type: "machine", machine });
  }

  /** A hidden serial console does not take the line by itself. */
  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (!visible) return;
    if (isAsking(this.state) && !this.#leave) this.#enter(false);
    this.hurry();
  }

  /** Something changed for the better (the network is back, the page is seen again): what waits to come back does so now. */
  hurry(): void {
    if (this.state.phase === "lost") this.#apply({ type: "retry-due" });
  }

  /** A person wants the console now. */
  connect({ takeOver = false }: { takeOver?: boolean } = {}): void {
    this.#dropSocket();
    this.#apply({ type: "connect", takeOver }, true);
  }

  /** What kept it away is over; nobody asked for it just now, so a hidden serial console still waits until it is seen. */
  resume(): void {
    this.#dropSocket();
    this.#apply({ type: "connect", takeOver: false });
  }

  /** `moved`: into another window, which has the place now. */
  disconnect(reason: "closed" | "moved" = "closed"): void {
    this.#dropSocket();
    this.#apply({ type: "disconnect", reason });
  }

  /** The viewer could not read what the guest sent. */
  fail(reason: "display-failed" | "display-too-large" = "display-failed"): void {
    if (!this.#socket) return;
    this.#dropSocket();
    this.#apply({ type: "closed", reason });
  }

  dispose(): void {
    this.#disposed = true;
    this.#leave?.();
    this.#leave = null;
    this.#listeners.clear();
    this.#dropSocket();
  }

  #apply(event: ConsoleEvent, byPerson = false): void {
    if (this.#disposed) return;
    const before = this.#situation;
    this.#situation = nextSituation(before, event, this.#transport.nowMs(), this.#transport.chance());
    if (this.#situation.state === before.state) return;
    this.#leave?.();
    this.#leave = null;
    if (!holdsSocket(this.state)) this.#dropSocket();
    this.#enter(byPerson);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #enter(byPerson: boolean): void {
    const { state } = this;
    const dial = state.phase === "waiting-for-boot" ? state.dial : null;
    if (isAsking(state)) {
      const takeOver = state.phase === "asking" && state.takeOver;
      if (byPerson || this.#visible || this.kind === "vnc") this.#ask({ takeOver, atBoot: dial !== null });
    } else if (asksWhatItWas(state)) this.#ask({ takeOver: false, atBoot: false });
    else if (state.phase === "connecting" && !this.#socket) this.#open(state.ticket);
    else if (dial?.step === "open") this.#open(dial.ticket);
    else if (dial?.step === "later") this.#waitUntil(dial.retryAtMs);
    else if (state.phase === "lost" || state.phase === "settling") this.#waitUntil(state.retryAtMs);
  }

  #waitUntil(atMs: number): void {
    const wait = Math.max(0, atMs - this.#transport.nowMs());
    this.#leave = this.#transport.after(wait, () => this.#apply({ type: "retry-due" }));
  }

  #ask({ takeOver, atBoot }: { takeOver: boolean; atBoot: boolean }): void {
    const asked = new AbortController();
    this.#leave = () => asked.abort();
    this.#transport
      .ask({ kind: this.kind, takeOver, ...(atBoot && { atBoot }) }, asked.signal)
      .catch(() => ({ ok: false, code: "unavailable" }) as const)
      .then((answer) => {
        if (asked.signal.aborted) return;
        if (answer.ok) this.#limits = answer.limits;
        this.#apply(
          answer.ok
            ? { type: "granted", ticket: answer.ticket, instance: answer.instance }
            : { type: "refused", reason: outcomeOfProblem(answer.code) },
        );
      });
  }

  #open(ticket: string): void {
    const protocols = [consoleProtocol, `${ticketProtocolPrefix}${ticket}`];
    const socket = this.#transport.open(api.consoleSocket(this.kind), protocols);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    let hasOpened = false;
    socket.addEventListener("open", () => {
      hasOpened = true;
    });
    // A guest speaks in bytes, so text is our server's; it comes to no viewer.
    socket.addEventListener("message", (event) => {
      if (typeof event.data !== "string") return;
      event.stopImmediatePropagation();
      if (socket === this.#socket) this.#onNotice(event.data);
    });
    // The socket opens before the guest's stream does, to be able to say why it does not; its first, empty frame says that it did.
    socket.addEventListener(
      "message",
      () => {
        if (socket !== this.#socket) return;
        this.#watchLimits(socket);
        this.#viewer.attach(socket);
        this.#apply({ type: "opened" });
      },
      { once: true },
    );
    socket.addEventListener("close", ({ code, reason }) => {
      if (socket !== this.#socket) return;
      this.#letGo();
      const by = takerIn(reason);
      this.#apply({ type: "closed", reason: outcomeOfClose(code, hasOpened), ...(by !== undefined && { by }) });
    });
  }

  #dropSocket(): void {
    const socket = this.#socket;
    if (!socket) return;
    this.#letGo();
    socket.close(1000);
  }

  #letGo(): void {
    this.#socket = null;
    this.#limitWatch?.dispose();
    this.#limitWatch = null;
    this.#viewer.letGo();
  }

  /** Counts as the server does: by what is sent. */
  #watchLimits(socket: Socket): void {
    const { nowMs, after } = this.#transport;
    const watch = new LimitWatch({ limits: this.#limits, nowMs, after, onChange: () => this.#tell() });
    this.#limitWatch = watch;
    const send = socket.send.bind(socket);
    socket.send = (data) => {
      if (isInput(this.kind, firstByteOf(data))) watch.noteInput();
      send(data);
    };
  }
}
