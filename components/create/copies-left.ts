const key = "porthole-copies-left";
const most = 20;

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const scopeNow = (): string => document.documentElement.dataset.scope ?? "";

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === "string");

/** Names by tenant; nothing of what somebody else began in this tab. */
const readKept = (text: string | null, scope: string): [string, readonly string[]][] => {
  const kept: unknown = JSON.parse(text ?? "null");
  if (typeof kept !== "object" || kept === null || !("scope" in kept) || kept.scope !== scope) return [];
  if (!("left" in kept) || typeof kept.left !== "object" || kept.left === null) return [];
  return Object.entries(kept.left).flatMap(([tenant, names]: [string, unknown]) =>
    isNames(names) ? [[tenant, names.slice(0, most)]] : [],
  );
};

/** Names of machines that were not begun when the page was closed: nothing else of them outlives it, as it may hold secrets. */
export const createCopiesLeft = (storage: () => Store, scope = scopeNow) => {
  const listeners = new Set<() => void>();
  const none: readonly string[] = [];
  let known: Map<string, readonly string[]> | null = null;

  const all = (): Map<string, readonly string[]> => {
    try {
      known ??= new Map(readKept(storage().getItem(key), scope()));
    } catch {
      known = new Map();
    }
    return known;
  };
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    read: (tenant: string): readonly string[] => all().get(tenant) ?? none,
    readOnServer: (): readonly string[] => none,
    /** Whether nothing is left in any tenant. */
    isEmpty: (): boolean => all().size === 0,
    write: (tenant: string, names: readonly string[]): void => {
      const left = all();
      if (names.length === 0) left.delete(tenant);
      else left.set(tenant, names);
      try {
        if (left.size === 0) storage().removeItem(key);
        else storage().setItem(key, JSON.stringify({ scope: scope(), left: Object.fromEntries(left) }));
      } catch {
        // A browser that keeps nothing: then nobody is told after a reload, only asked before it.
      }
      for (const listener of [...listeners]) listener();
    },
  };
};

/** Of this tab: another one has machines of its own. */
export const copiesLeft = createCopiesLeft(() => sessionStorage);
