import type { Store } from "../storage/store.ts";
import { add, type Usage, usageOf } from "./usage.ts";

const nothing: ReadonlyMap<string, bigint> = new Map();

/** What the objects of each namespace add up to, kept along with every write: no check counts a whole namespace. */
export class NamespaceUsage {
  readonly #totals = new Map<string, Usage>();

  constructor(store: Store) {
    store.subscribe((key, { type, current, previous }) => {
      const { namespace = "" } = current.object.metadata;
      if (namespace === "") return;
      const total: Usage = this.#totals.get(namespace) ?? new Map();
      this.#totals.set(namespace, total);
      for (const [what, amount] of previous ? usageOf(key, previous.object) : nothing) add(total, what, -amount);
      for (const [what, amount] of type === "DELETED" ? nothing : usageOf(key, current.object))
        add(total, what, amount);
    });
  }

  /** By quota key; what nothing counts for may be missing or 0. */
  of(namespace: string): ReadonlyMap<string, bigint> {
    return this.#totals.get(namespace) ?? nothing;
  }
}
