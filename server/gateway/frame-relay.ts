import type { Duplex } from "node:stream";
import type { Chunks } from "./chunks.ts";
import { FrameScanner, type Scan } from "./frame-scanner.ts";

export type RelayOptions = {
  from: Chunks;
  to: Duplex;
  /** Whether `from` is a browser, whose frames are masked. */
  masked: boolean;
  maxFrameBytes: number;
  /** Told the first byte of what the sender says. */
  onMessage?: (firstByte: number | null) => void;
  /** The sender closed the stream or broke the protocol; nothing more of it will be forwarded. */
  onStop: (reason: NonNullable<Scan["stop"]>) => void;
};

/** TLS takes nothing at once: that so little was written, pings among it, says nothing of who is to read it. */
const smallBytes = 4096;

/**
 * One direction of a console: raw chunks from one socket to the other, with room at frame boundaries for frames of our own.
 * A receiver that does not read pauses the sender, so memory stays bounded by the sockets' own buffers.
 */
export class FrameRelay {
  readonly #options: RelayOptions;
  readonly #scanner: FrameScanner;
  #inserted: Buffer[] = [];
  #messages: Buffer[] = [];
  #last: Buffer | null = null;
  #over = false;
  #isPaused = false;
  /** Since the last look: the sender said something; the receiver took what had piled up for it. */
  #heard = false;
  #drained = false;
  #mostWaiting = 0;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#scanner = new FrameScanner(options);
  }

  start(): void {
    this.#options.from.start((chunk) => this.#forward(chunk));
  }

  /** Whether the receiver has not yet taken what it was sent. */
  get isStalled(): boolean {
    return this.#isPaused;
  }

  /** Whether the sender has ever answered a ping. */
  get hasPonged(): boolean {
    return this.#scanner.hasPonged;
  }

  /** What each end did since the last look. */
  look(): { heard: boolean; drained: boolean } {
    const seen = { heard: this.#heard, drained: this.#drained };
    this.#heard = false;
    this.#drained = false;
    return seen;
  }

  /** Puts a whole message of our own between two of the sender's. */
  insertMessage(frame: Buffer): void {
    if (this.#over || this.#last) return;
    if (this.#scanner.atMessageBoundary) this.#write(frame);
    else this.#messages.push(frame);
  }

  /** Puts a control frame of our own into the stream, at once or at the next boundary. */
  insert(frame: Buffer): void {
    if (this.#over || this.#last) return;
    if (this.#scanner.atBoundary) this.#write(frame);
    else this.#inserted.push(frame);
  }

  /** Sends one last frame at the next boundary and forwards nothing after it. True when it has been written already. */
  finish(frame: Buffer): boolean {
    if (this.#over) return true;
    if (!this.#scanner.atBoundary) {
      this.#last ??= frame;
      return false;
    }
    this.#end(frame);
    return true;
  }

  /**
   * The sender went away, perhaps in the middle of a frame, at whose end the receiver would be told. With `maxPadding` a short rest is made
   * up of zero bytes, so that the receiver still learns why; else it is cut off, as nothing else can be said inside of a frame.
   */
  finishAfterCut(maxPadding: number): void {
    const { to } = this.#options;
    const { missing } = this.#scanner;
    if (this.#over || missing === 0 || !this.#last) return;
    if (missing > maxPadding) to.destroy();
    else {
      this.#write(Buffer.alloc(missing));
      this.#end(this.#last);
    }
  }

  #forward(chunk: Buffer): void {
    this.#heard = true;
    if (this.#over) return;
    const { forward, boundary, messageBoundary, stop } = this.#scanner.scan(chunk);
    let at = 0;
    if (this.#messages.length > 0 && messageBoundary >= 0) {
      if (messageBoundary > 0) this.#write(forward.subarray(0, messageBoundary));
      for (const message of this.#messages) this.#write(message);
      this.#messages = [];
      at = messageBoundary;
    }
    const own = this.#inserted.length > 0 || this.#last !== null;
    if (!own || boundary < 0) {
      if (forward.length > at) this.#write(at === 0 ? forward : forward.subarray(at));
    } else {
      if (boundary > at) this.#write(forward.subarray(at, boundary));
      for (const frame of this.#inserted) this.#write(frame);
      this.#inserted = [];
      if (this.#last) {
        this.#end(this.#last);
        return;
      }
      if (boundary < forward.length) this.#write(forward.subarray(boundary));
    }
    if (stop) this.#options.onStop(stop);
  }

  #write(bytes: Buffer): void {
    const { from, to } = this.#options;
    if (to.destroyed || to.writableEnded) return;
    to.write(bytes, this.#onWritten);
    // What a socket took at once does not wait, however much it was.
    this.#mostWaiting = Math.max(this.#mostWaiting, to.writableLength);
    if (this.#isPaused || to.writableLength === 0) return;
    this.#isPaused = true;
    from.pause();
  }

  readonly #onWritten = (): void => {
    const { from, to } = this.#options;
    if (!this.#isPaused || this.#over || to.writableLength > 0) return;
    this.#isPaused = false;
    if (this.#mostWaiting > smallBytes) this.#drained = true;
    this.#mostWaiting = 0;
    from.resume();
  };

  #end(frame: Buffer): void {
    const { from, to } = this.#options;
    this.#over = true;
    if (!to.destroyed && !to.writableEnded) to.end(frame);
    // What the sender still says is read and dropped, so that its own end is noticed.
    from.drop();
  }
}
