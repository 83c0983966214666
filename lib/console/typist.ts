import type { Tap } from "./typing.ts";

/**
 * Milliseconds from one tap to the next. QEMU's PS/2 keyboard holds 16 bytes and its USB keyboard 16 events, and what comes on top is lost
 * (hw/input/ps2.c, hw/input/hid.c); a tap is at most 11 and 6. A guest that polls a USB keyboard every 10 ms empties it at the middle pace;
 * the fast one is for a system that is up and reads a PS/2 keyboard, which is what KubeVirt gives a machine.
 */
export const typingPauses = { slow: 120, normal: 40, fast: 15 } as const;

export type TypingSpeed = keyof typeof typingPauses;

/** Why no more is typed: somebody pressed Stop, the connection went, nobody sees the console, or it only shows. */
export type StopReason = "asked" | "connection" | "hidden" | "looking";

export type TypistState =
  | { phase: "idle" }
  | { phase: "typing"; done: number; total: number }
  | { phase: "done"; total: number }
  | { phase: "stopped"; done: number; total: number; reason: StopReason };

type TypistOptions = {
  /** False when the tap could not go out. */
  send: (tap: Tap) => boolean;
  /** Calls back once; gives the way to call it off. */
  after: (ms: number, callback: () => void) => () => void;
};

/** Types one text at a time, a tap and a pause, and forgets it at the end. A tap goes out whole, so nothing is ever left down. */
export class Typist {
  readonly #options: TypistOptions;
  readonly #listeners = new Set<() => void>();
  #state: TypistState = { phase: "idle" };
  #taps: readonly Tap[] = [];
  #cancel = (): void => {};

  constructor(options: TypistOptions) {
    this.#options = options;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): TypistState => this.#state;

  start(taps: readonly Tap[], pauseMs: number): void {
    this.#cancel();
    this.#taps = taps;
    this.#type(0, pauseMs);
  }

  stop(reason: StopReason): void {
    if (this.#state.phase !== "typing") return;
    this.#end({ ...this.#state, phase: "stopped", reason });
  }

  #type(at: number, pauseMs: number): void {
    const total = this.#taps.length;
    const tap = this.#taps[at];
    if (!tap) {
      this.#end({ phase: "done", total });
      return;
    }
    if (!this.#options.send(tap)) {
      this.#end({ phase: "stopped", done: at, total, reason: "connection" });
      return;
    }
    this.#tell({ phase: "typing", done: at + 1, total });
    this.#cancel = this.#options.after(pauseMs, () => this.#type(at + 1, pauseMs));
  }

  #end(state: TypistState): void {
    this.#cancel();
    this.#taps = [];
    this.#tell(state);
  }

  #tell(state: TypistState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
