import type { StoredObject } from "./stored-object.ts";

export type Change = {
  revision: number;
  type: "ADDED" | "MODIFIED" | "DELETED";
  current: StoredObject;
  previous?: StoredObject;
};

/** The bounded history of one resource: what a watch replays, and who listens now. */
export class ResourceLog {
  readonly #capacity: number;
  readonly #listeners = new Set<(change: Change) => void>();
  #changes: Change[] = [];
  #forgottenUpTo: number;

  constructor(capacity: number, startRevision: number) {
    this.#capacity = capacity;
    this.#forgottenUpTo = startRevision;
  }

  /** The newest revision that can no longer be replayed. */
  get forgottenUpTo(): number {
    return this.#forgottenUpTo;
  }

  append(change: Change): void {
    this.#changes.push(change);
    // Not at every change: dropping the first of many moves all the others.
    if (this.#changes.length > this.#capacity * 1.25) this.#trimTo(this.#capacity);
    for (const listener of this.#listeners) listener(change);
  }

  /** Changes after `revision`, or undefined when some of them are forgotten. */
  since(revision: number): Change[] | undefined {
    if (revision < this.#forgottenUpTo) return undefined;
    let low = 0;
    let high = this.#changes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#changes[middle]?.revision ?? 0) <= revision) low = middle + 1;
      else high = middle;
    }
    return this.#changes.slice(low);
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #trimTo(length: number): void {
    const dropped = this.#changes.splice(0, this.#changes.length - length);
    this.#forgottenUpTo = dropped.at(-1)?.revision ?? this.#forgottenUpTo;
  }
}
