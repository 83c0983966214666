import type { Cast } from "./asciicast.ts";

type Options = {
  cast: Cast;
  /** The terminal as it was in the beginning, of this size. */
  reset: (columns: number, rows: number) => void;
  write: (text: string) => void;
  resize: (columns: number, rows: number) => void;
  nowMs: () => number;
  /** Calls back after a while; the answer takes it back. */
  after: (ms: number, callback: () => void) => () => void;
  onChange: () => void;
};

/** So often the time moves on while nothing happens. */
const tickMs = 250;

/** Plays a recording into a terminal: at any speed, from any time. */
export class Player {
  readonly #options: Options;
  #next = 0;
  #atMs = 0;
  /** When `#atMs` was so, by the clock; null while it stands. */
  #sinceMs: number | null = null;
  #speed = 1;
  #cancel: (() => void) | null = null;

  constructor(options: Options) {
    this.#options = options;
    options.reset(options.cast.columns, options.cast.rows);
  }

  get atMs(): number {
    const { cast, nowMs } = this.#options;
    const passed = this.#sinceMs === null ? 0 : (nowMs() - this.#sinceMs) * this.#speed;
    return Math.min(cast.durationMs, this.#atMs + passed);
  }

  get isPlaying(): boolean {
    return this.#sinceMs !== null;
  }

  play(): void {
    if (this.isPlaying) return;
    if (this.#atMs >= this.#options.cast.durationMs) this.#show(0);
    this.#sinceMs = this.#options.nowMs();
    this.#go();
  }

  pause(): void {
    this.#atMs = this.atMs;
    this.#sinceMs = null;
    this.#cancel?.();
    this.#options.onChange();
  }

  setSpeed(speed: number): void {
    this.#atMs = this.atMs;
    if (this.isPlaying) this.#sinceMs = this.#options.nowMs();
    this.#speed = speed;
    if (this.isPlaying) this.#go();
  }

  seek(ms: number): void {
    this.#show(ms);
    if (this.isPlaying) {
      this.#sinceMs = this.#options.nowMs();
      this.#go();
    } else this.#options.onChange();
  }

  dispose(): void {
    this.#cancel?.();
    this.#sinceMs = null;
  }

  /** The terminal as it was at that time; going back means from the beginning. */
  #show(ms: number): void {
    const { cast, reset } = this.#options;
    if (ms < this.#atMs) {
      reset(cast.columns, cast.rows);
      this.#next = 0;
    }
    this.#atMs = Math.max(0, Math.min(cast.durationMs, ms));
    this.#writeUntil(this.#atMs);
  }

  #writeUntil(ms: number): void {
    const { cast, write, resize } = this.#options;
    for (; ; this.#next += 1) {
      const event = cast.events[this.#next];
      if (!event || event.atMs > ms) return;
      if (event.type === "output") write(event.text);
      else resize(event.columns, event.rows);
    }
  }

  #go(): void {
    const { cast, after, onChange } = this.#options;
    this.#cancel?.();
    const now = this.atMs;
    this.#writeUntil(now);
    if (now >= cast.durationMs) {
      this.pause();
      return;
    }
    const next = cast.events[this.#next]?.atMs ?? cast.durationMs;
    this.#cancel = after(Math.min(tickMs, Math.max(1, (next - now) / this.#speed)), () => this.#go());
    onChange();
  }
}
