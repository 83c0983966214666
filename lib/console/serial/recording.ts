import type { Cast, CastEvent } from "./asciicast.ts";

/** So much text is kept in memory; a recording that is longer ends by itself. */
export const mostRecordedCharacters = 16 * 1024 * 1024;
/** What arrives within so short a time is one event. */
const togetherMs = 10;

type Options = {
  title: string;
  columns: number;
  rows: number;
  nowMs: () => number;
  /** It is full. */
  onFull: () => void;
};

/** What a guest says, with its times, in memory alone. What a person types is not in it, unless the guest shows it. */
export class Recording {
  readonly #options: Options;
  readonly #startedMs: number;
  readonly #decoder = new TextDecoder();
  readonly #events: CastEvent[] = [];
  #size: { columns: number; rows: number };
  #characters = 0;
  #isFull = false;

  constructor(options: Options) {
    this.#options = options;
    this.#startedMs = options.nowMs();
    this.#size = { columns: options.columns, rows: options.rows };
  }

  hear(bytes: Uint8Array): void {
    if (this.#isFull) return;
    const text = this.#decoder.decode(bytes, { stream: true });
    if (text === "") return;
    const atMs = this.#atMs;
    const last = this.#events.at(-1);
    if (last?.type === "output" && atMs - last.atMs < togetherMs) last.text += text;
    else this.#events.push({ atMs, type: "output", text });
    this.#characters += text.length;
    if (this.#characters < mostRecordedCharacters) return;
    this.#isFull = true;
    this.#options.onFull();
  }

  resize(columns: number, rows: number): void {
    if (this.#isFull || (columns === this.#size.columns && rows === this.#size.rows)) return;
    this.#size = { columns, rows };
    this.#events.push({ atMs: this.#atMs, type: "resize", columns, rows });
  }

  cast(): Cast {
    const { title, columns, rows } = this.#options;
    const startedAt = Math.floor(this.#startedMs / 1000);
    return { columns, rows, startedAt, title, events: [...this.#events], durationMs: this.#events.at(-1)?.atMs ?? 0 };
  }

  get #atMs(): number {
    return this.#options.nowMs() - this.#startedMs;
  }
}
