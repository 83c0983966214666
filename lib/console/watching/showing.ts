import { api } from "../../api/paths.ts";
import { type ConsoleKind, consoleProtocol, ticketProtocolPrefix } from "../../api/requests.ts";
import type { ConsoleTransport } from "../session.ts";
import { aliveEveryMs, aliveMessage, maxShownBytes, pausedMessage } from "./frames.ts";
import { readNotice, type Watcher } from "./notices.ts";

type Message = Uint8Array<ArrayBuffer>;

/** What a console shows. The first message given shows everything, as does the next one after `again`. */
export type ShownSource = {
  begin: (give: (message: Message) => void) => { again: () => void; end: () => void };
};

/** A line that takes no more than this is not given more. */
const mostBacklogBytes = 512 * 1024;
const againAfterMs = 2_000;

type Options = {
  kind: ConsoleKind;
  transport: ConsoleTransport;
  /** Whether the page can be seen; a hidden one shows nothing. */
  isVisible: () => boolean;
  onChange: () => void;
};

/**
 * The holder's side of being watched: KubeVirt gives a console one place, so what others see of it comes from the page that has it.
 * Nothing is sent before our server has named who watches, and those names are what the page shows.
 */
export class Showing {
  readonly #options: Options;
  #watchers: readonly Watcher[] = [];
  #source: ShownSource | null = null;
  #socket: WebSocket | null = null;
  #running: ReturnType<ShownSource["begin"]> | null = null;
  /** Ends what is waited for: a ticket, or the time to try again. */
  #leave: (() => void) | null = null;
  #stopAlive: (() => void) | null = null;
  #hasDropped = false;

  constructor(options: Options) {
    this.#options = options;
  }

  get watchers(): readonly Watcher[] {
    return this.#watchers;
  }

  /** The console is open and can be shown. */
  attach(source: ShownSource): void {
    this.#source = source;
  }

  /** The console is over, and with it everybody's watching. */
  letGo(): void {
    this.#source = null;
    this.#setWatchers([]);
  }

  /** What our server says on the console's socket. */
  hear(text: string): void {
    const notice = readNotice(text);
    if (notice?.type === "watchers" && this.#source) this.#setWatchers(notice.watchers);
  }

  /** The page was hidden or can be seen again. */
  lookAgain(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#stopRunning();
    this.#run();
  }

  #setWatchers(watchers: readonly Watcher[]): void {
    const before = this.#watchers;
    if (before.length === 0 && watchers.length === 0) return;
    this.#watchers = watchers;
    this.#options.onChange();
    if (watchers.length === 0) this.#close();
    else if (!this.#socket && !this.#leave) this.#open();
    // Who comes later needs what was to be seen before.
    else if (watchers.some(({ id }) => !before.some((known) => known.id === id))) this.#running?.again();
  }

  #open(): void {
    const { kind, transport } = this.#options;
    const asked = new AbortController();
    this.#leave = () => asked.abort();
    transport
      .ask({ kind, use: "show" }, asked.signal)
      .catch(() => ({ ok: false }) as const)
      .then((answer) => {
        if (asked.signal.aborted) return;
        this.#leave = null;
        if (answer.ok) this.#connect(answer.ticket);
        else this.#openLater();
      });
  }

  #openLater(): void {
    this.#leave = this.#options.transport.after(againAfterMs, () => {
      this.#leave = null;
      if (this.#watchers.length > 0) this.#open();
    });
  }

  #connect(ticket: string): void {
    const protocols = [consoleProtocol, `${ticketProtocolPrefix}${ticket}`];
    const socket = this.#options.transport.open(api.watchSocket("show", this.#options.kind), protocols);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      if (socket === this.#socket) this.#run();
    });
    socket.addEventListener("message", ({ data }) => {
      if (typeof data === "string" && readNotice(data)?.type === "again") this.#running?.again();
    });
    socket.addEventListener("close", () => {
      if (socket !== this.#socket) return;
      this.#stopRunning();
      this.#socket = null;
      if (this.#watchers.length > 0) this.#openLater();
    });
  }

  #run(): void {
    if (!this.#options.isVisible()) {
      this.#socket?.send(pausedMessage());
      return;
    }
    this.#running = this.#source?.begin((message) => this.#give(message)) ?? null;
    this.#keepAlive();
  }

  #keepAlive(): void {
    this.#stopAlive = this.#options.transport.after(aliveEveryMs, () => {
      if (this.#hasDropped && this.#hasRoom()) {
        this.#hasDropped = false;
        this.#running?.again();
      } else this.#give(aliveMessage());
      this.#keepAlive();
    });
  }

  #hasRoom(): boolean {
    return (this.#socket?.bufferedAmount ?? 0) < mostBacklogBytes;
  }

  #give(message: Message): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    if (message.length <= maxShownBytes && this.#hasRoom()) this.#socket.send(message);
    else this.#hasDropped = true;
  }

  #stopRunning(): void {
    this.#stopAlive?.();
    this.#stopAlive = null;
    this.#running?.end();
    this.#running = null;
    this.#hasDropped = false;
  }

  #close(): void {
    this.#leave?.();
    this.#leave = null;
    this.#stopRunning();
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
  }
}
