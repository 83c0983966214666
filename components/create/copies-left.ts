const key = "porthole-copies-left";
const most = 20;

type Kept = { tenant: string; names: string[] };
type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const isKept = (value: unknown): value is Kept =>
  typeof value === "object" &&
  value !== null &&
  "tenant" in value &&
  typeof value.tenant === "string" &&
  "names" in value &&
  Array.isArray(value.names) &&
  value.names.every((name) => typeof name === "string");

/** Names of machines that were not begun when the page was closed: nothing else of them outlives it, as it may hold secrets. */
export const createCopiesLeft = (storage: () => Store) => {
  const listeners = new Set<() => void>();
  const none: readonly string[] = [];
  let known: { tenant: string; names: readonly string[] } | null = null;

  const load = (tenant: string): readonly string[] => {
    try {
      const kept: unknown = JSON.parse(storage().getItem(key) ?? "null");
      return isKept(kept) && kept.tenant === tenant ? kept.names.slice(0, most) : none;
    } catch {
      return none;
    }
  };
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    read: (tenant: string): readonly string[] => {
      if (known?.tenant !== tenant) known = { tenant, names: load(tenant) };
      return known.names;
    },
    readOnServer: (): readonly string[] => none,
    write: (tenant: string, names: readonly string[]): void => {
      known = { tenant, names };
      try {
        if (names.length === 0) storage().removeItem(key);
        else storage().setItem(key, JSON.stringify({ tenant, names }));
      } catch {
        // A browser that keeps nothing: then nobody is told after a reload, only asked before it.
      }
      for (const listener of [...listeners]) listener();
    },
  };
};

/** Of this tab: another one has machines of its own. */
export const copiesLeft = createCopiesLeft(() => sessionStorage);
