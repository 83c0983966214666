import type { Duplex } from "node:stream";
import { FrameScanner, type Scan } from "./frame-scanner.ts";

const maxEarlyBytes = 64 * 1024;

/**
 * Listens to a browser while upstream is being dialled: keeps what it types, and notices when it leaves, so that nobody is
 * thrown off a screen for a window that has been closed meanwhile.
 */
export class EarlyBytes {
  readonly #socket: Duplex;
  readonly #scanner: FrameScanner;
  readonly #left = new AbortController();
  #chunks: Buffer[] = [];
  #size = 0;
  /** What the browser did to be taken as gone; null when its connection simply ended. */
  stop: Scan["stop"] = null;

  constructor(socket: Duplex, maxFrameBytes: number) {
    this.#socket = socket;
    this.#scanner = new FrameScanner({ masked: true, maxFrameBytes });
    socket.on("data", this.#onData);
    socket.on("end", this.#onLeave);
    socket.on("close", this.#onLeave);
    socket.on("error", this.#onLeave);
  }

  /** Aborts when the browser closes, breaks the protocol, or is gone. */
  get left(): AbortSignal {
    return this.#left.signal;
  }

  /** Stops listening and puts what was typed back in front of the stream, paused. */
  release(): void {
    this.#socket.pause();
    this.#socket.off("data", this.#onData);
    this.#socket.off("end", this.#onLeave);
    this.#socket.off("close", this.#onLeave);
    if (this.#chunks.length > 0 && !this.#socket.readableEnded) this.#socket.unshift(Buffer.concat(this.#chunks));
    this.#chunks = [];
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    this.stop ??= this.#scanner.scan(chunk).stop;
    if (this.stop) this.#left.abort();
    if (this.#size >= maxEarlyBytes) this.#socket.pause();
  };

  readonly #onLeave = (): void => this.#left.abort();
}
