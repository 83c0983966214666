import type { VmRow } from "../../resources/vm/view.ts";
import { createBootReader } from "./boot-reader.ts";
import { earlierBoots, type KeptBoot, type KeptBoots, withBoot } from "./kept.ts";
import { platformPhaseOf } from "./platform-phase.ts";
import { type Boot, type BootEvent, type BootSituation, nextBoot, nothingSeen } from "./timeline.ts";

/** Where boots are kept between visits. */
export type BootStore = { read: () => KeptBoots; write: (kept: KeptBoots) => void };

export type BootSnapshot = { boot: Boot | null; earlier: readonly KeptBoot[] };

/** Watches one machine boot: told what the platform says of it and what its serial line says, it keeps the timeline. */
export class BootWatch {
  readonly #machine: string;
  readonly #store: BootStore;
  readonly #nowMs: () => number;
  readonly #listeners = new Set<() => void>();
  readonly #reader = createBootReader((sign) => this.#apply(sign));
  #situation: BootSituation = nothingSeen;
  #snapshot: BootSnapshot | null = null;

  /** `machine` names it among all machines of this browser. */
  constructor(options: { machine: string; store: BootStore; nowMs: () => number }) {
    this.#machine = options.machine;
    this.#store = options.store;
    this.#nowMs = options.nowMs;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): BootSnapshot => {
    this.#snapshot ??= {
      boot: this.#situation.boot,
      earlier: earlierBoots(this.#store.read(), this.#machine, this.#situation.boot),
    };
    return this.#snapshot;
  };

  /** Bytes of its serial line, in the order in which they came. */
  readonly hear = (bytes: Uint8Array): void => this.#reader.read(bytes);

  see(row: Pick<VmRow, "state">): void {
    this.#apply({ type: "machine", phase: platformPhaseOf(row) });
  }

  /** Somebody has just asked for its start. */
  ask(): void {
    this.#apply({ type: "asked" });
  }

  /** The start was refused, or did not get through. */
  refuse(): void {
    this.#apply({ type: "refused" });
  }

  #apply(event: BootEvent): void {
    const { boot: before } = this.#situation;
    this.#situation = nextBoot(this.#situation, event, this.#nowMs());
    const { boot } = this.#situation;
    if (boot === before) return;
    if (boot) {
      const kept = this.#store.read();
      const next = withBoot(kept, this.#machine, boot);
      if (next !== kept) this.#store.write(next);
    }
    this.#snapshot = null;
    for (const listener of this.#listeners) listener();
  }
}
