/** Counts open consoles per person and per machine, so that nobody can take them all. */
export class SessionCaps {
  readonly #counts = new Map<string, number>();
  readonly #limits: { perIdentity: number; perVm: number };

  constructor(limits: { perIdentity: number; perVm: number }) {
    this.#limits = limits;
  }

  /** Whether one more would fit now. */
  hasRoom(identity: string, vm: string): boolean {
    return this.#of(`i:${identity}`) < this.#limits.perIdentity && this.#of(`v:${vm}`) < this.#limits.perVm;
  }

  /** Takes a place; call the answer once to give it back. Null when there is none. */
  take(identity: string, vm: string): (() => void) | null {
    if (!this.hasRoom(identity, vm)) return null;
    const keys = [`i:${identity}`, `v:${vm}`];
    for (const key of keys) this.#counts.set(key, this.#of(key) + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      for (const key of keys) {
        const left = this.#of(key) - 1;
        if (left > 0) this.#counts.set(key, left);
        else this.#counts.delete(key);
      }
    };
  }

  #of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }
}
