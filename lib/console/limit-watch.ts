import type { OpenLimits } from "../api/requests.ts";

/** Which limit ends an open console soon, and when (epoch). Using the console helps against `idle`, nothing does against `lifetime`. */
export type LimitWarning = { limit: "idle" | "lifetime"; endsAtMs: number };

const longestWarningMs = 60_000;

/** How long before its end a limit is spoken of. */
const warnBefore = (limitMs: number): number => Math.min(longestWarningMs, limitMs / 2);

type Options = {
  limits: OpenLimits;
  nowMs: () => number;
  after: (ms: number, callback: () => void) => () => void;
  /** The warning has come, or gone. */
  onChange: () => void;
};

/** Follows the limits that the server puts on one open console; the server is who closes it. */
export class LimitWatch {
  readonly #options: Options;
  readonly #openedAtMs: number;
  #usedAtMs: number;
  #warning: LimitWarning | null = null;
  #cancel: () => void = () => {};

  constructor(options: Options) {
    this.#options = options;
    this.#openedAtMs = options.nowMs();
    this.#usedAtMs = this.#openedAtMs;
    this.#look();
  }

  get warning(): LimitWarning | null {
    return this.#warning;
  }

  /** Somebody uses the console. */
  noteInput(): void {
    this.#usedAtMs = this.#options.nowMs();
    if (this.#warning?.limit === "idle") this.#look();
  }

  dispose(): void {
    this.#cancel();
    this.#warning = null;
  }

  #look(): void {
    const { nowMs, after, onChange } = this.#options;
    this.#cancel();
    this.#cancel = () => {};
    const before = this.#warning;
    this.#warning = null;
    const next = this.#next();
    if (next) {
      const inMs = next.warnAtMs - nowMs();
      if (inMs <= 0) this.#warning = { limit: next.limit, endsAtMs: next.endsAtMs };
      // Input moves the end away without a new timer, so that typing costs nothing: it is looked again when the old one is due.
      else this.#cancel = after(inMs, () => this.#look());
    }
    if (before !== this.#warning) onChange();
  }

  /** The limit that is reached first. */
  #next(): (LimitWarning & { warnAtMs: number }) | null {
    const { idleMs, lifetimeMs } = this.#options.limits;
    const ends = [
      idleMs === null ? null : this.#end("idle", this.#usedAtMs, idleMs),
      lifetimeMs === null ? null : this.#end("lifetime", this.#openedAtMs, lifetimeMs),
    ];
    return ends.filter((end) => end !== null).sort((a, b) => a.endsAtMs - b.endsAtMs)[0] ?? null;
  }

  #end(limit: LimitWarning["limit"], sinceMs: number, limitMs: number): LimitWarning & { warnAtMs: number } {
    const endsAtMs = sinceMs + limitMs;
    return { limit, endsAtMs, warnAtMs: endsAtMs - warnBefore(limitMs) };
  }
}
