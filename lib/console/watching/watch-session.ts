import { api } from "../../api/paths.ts";
import { type ConsoleKind, consoleProtocol, ticketProtocolPrefix } from "../../api/requests.ts";
import type { ConsoleTransport } from "../session.ts";
import { aliveEveryMs, readShown, type Shown } from "./frames.ts";
import { readNotice } from "./notices.ts";
import { shownName } from "./person-name.ts";

/** Why watching is over; each is a key of messages `watching.over.<reason>`. */
export type WatchEnd = "over" | "forbidden" | "session-ended" | "too-many" | "unavailable";

export type WatchState =
  | { phase: "asking" }
  /** `holder`: whose console it is; `pause`: why nothing comes. */
  | { phase: "watching"; holder: string; pause: "first" | "hidden" | "silent" | null }
  | { phase: "ended"; reason: WatchEnd; holder: string | null };

/** The page that shows says something at least as often as `aliveEveryMs`. */
const silentAfterMs = 3 * aliveEveryMs;

const endOf = (code: number): WatchEnd => {
  if (code === 4412) return "over";
  if (code === 4403) return "forbidden";
  if (code === 4401) return "session-ended";
  return code === 4429 ? "too-many" : "unavailable";
};

/** One look at somebody's console, until either side leaves. It sends nothing, and a page that is watched cannot make it. */
export class WatchSession {
  readonly #listeners = new Set<() => void>();
  readonly #transport: ConsoleTransport;
  readonly #onShown: (shown: Shown) => void;
  readonly #gone = new AbortController();
  #state: WatchState = { phase: "asking" };
  #socket: WebSocket | null = null;
  #stopSilence: (() => void) | null = null;

  constructor(kind: ConsoleKind, transport: ConsoleTransport, onShown: (shown: Shown) => void) {
    this.#transport = transport;
    this.#onShown = onShown;
    transport
      .ask({ kind, use: "watch" }, this.#gone.signal)
      .catch(() => ({ ok: false, code: "unavailable" }) as const)
      .then((answer) => {
        if (this.#gone.signal.aborted) return;
        if (answer.ok) this.#open(kind, answer.ticket);
        else if (answer.code === "forbidden" || answer.code === "session-ended") this.#end(answer.code);
        else this.#end(answer.code === "too-many-requests" ? "too-many" : "unavailable");
      });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly getState = (): WatchState => this.#state;

  dispose(): void {
    this.#gone.abort();
    this.#stopSilence?.();
    this.#listeners.clear();
    this.#socket?.close(1000);
  }

  #open(kind: ConsoleKind, ticket: string): void {
    const protocols = [consoleProtocol, `${ticketProtocolPrefix}${ticket}`];
    const socket = this.#transport.open(api.watchSocket("watch", kind), protocols);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      if (this.#gone.signal.aborted) return;
      if (typeof data === "string") this.#hear(data);
      else if (data instanceof ArrayBuffer) this.#see(new Uint8Array(data));
    });
    socket.addEventListener("close", ({ code }) => {
      this.#stopSilence?.();
      if (!this.#gone.signal.aborted) this.#end(endOf(code));
    });
  }

  #hear(text: string): void {
    const notice = readNotice(text);
    if (notice?.type !== "holder") return;
    this.#set({ phase: "watching", holder: shownName(notice.name), pause: "first" });
    this.#waitForSilence();
  }

  #see(bytes: Uint8Array<ArrayBuffer>): void {
    const shown = readShown(bytes);
    if (!shown || this.#state.phase !== "watching") return;
    this.#waitForSilence();
    const { holder, pause } = this.#state;
    const next = shown.kind === "paused" ? "hidden" : shown.kind === "alive" && pause === "first" ? "first" : null;
    if (next !== pause) this.#set({ phase: "watching", holder, pause: next });
    this.#onShown(shown);
  }

  #waitForSilence(): void {
    this.#stopSilence?.();
    this.#stopSilence = this.#transport.after(silentAfterMs, () => {
      // A hidden page has said that it will be silent.
      if (this.#state.phase === "watching" && this.#state.pause !== "hidden")
        this.#set({ ...this.#state, pause: "silent" });
    });
  }

  #end(reason: WatchEnd): void {
    this.#set({ phase: "ended", reason, holder: this.#state.phase === "watching" ? this.#state.holder : null });
  }

  #set(state: WatchState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
