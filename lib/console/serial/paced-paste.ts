import { Echo } from "./echo.ts";

export type PasteProgress = {
  /** Pieces that the guest has shown, or had time to. */
  done: number;
  total: number;
};

/** `secret`: the guest asked for a password in the middle of it, which the next line must not become. */
export type PasteEnd = "done" | "stopped" | "secret";

type Options = {
  pieces: readonly string[];
  /** False: it cannot be sent now, and is tried again. */
  send: (text: string) => boolean;
  /** Whether the guest asks for something secret now. */
  isAskingSecret: () => boolean;
  /** False where the guest's program shows a paste only when it has all of it. */
  hasEcho: boolean;
  /** Calls back after a while; the answer takes it back. */
  after: (ms: number, callback: () => void) => () => void;
  onProgress: (progress: PasteProgress) => void;
  onEnd: (end: PasteEnd) => void;
};

/** So long the guest has to show what it was sent. */
export const echoBoundMs = 1000;
/** After two pieces that did not come back it seems not to echo: then each has so long. */
export const silentBoundMs = 100;
const blindMs = 15;
const againMs = 500;
/** What follows an echo, such as a prompt, comes before the next line is sent. */
const breathMs = 10;

/** Types a paste as a patient person would: a line at a time, the next when the guest has shown the one before. */
export class PacedPaste {
  readonly #options: Options;
  readonly #echo = new Echo();
  #at = 0;
  #misses = 0;
  #cancel: (() => void) | null = null;
  #waiting = false;
  #ended = false;

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    this.#next();
  }

  /** What the guest says meanwhile. */
  hear(bytes: Uint8Array): void {
    this.#echo.hear(bytes);
    if (!this.#waiting || !this.#options.hasEcho || !this.#echo.isComplete) return;
    this.#misses = 0;
    this.#wait(breathMs, false);
  }

  stop(): void {
    this.#end("stopped");
  }

  #next(): void {
    const { pieces, send, isAskingSecret, onProgress, hasEcho } = this.#options;
    const piece = pieces[this.#at];
    onProgress({ done: this.#at, total: pieces.length });
    // The first piece may well be the secret itself: that was asked before.
    if (piece === undefined || (this.#at > 0 && isAskingSecret())) {
      this.#end(piece === undefined ? "done" : "secret");
      return;
    }
    this.#echo.expect(piece);
    if (!send(piece)) {
      this.#cancel = this.#options.after(againMs, () => this.#next());
      return;
    }
    this.#at += 1;
    this.#wait(!hasEcho ? blindMs : this.#misses < 2 ? echoBoundMs : silentBoundMs, true);
  }

  #wait(ms: number, forEcho: boolean): void {
    this.#cancel?.();
    this.#waiting = forEcho;
    this.#cancel = this.#options.after(ms, () => {
      if (forEcho) this.#misses += 1;
      this.#waiting = false;
      this.#next();
    });
  }

  #end(end: PasteEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#waiting = false;
    this.#cancel?.();
    this.#options.onEnd(end);
  }
}
