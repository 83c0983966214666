import {
  type RecordedCombination,
  readCombinations,
  withCombination,
  writeCombinations,
} from "#lib/console/recorded-keys.ts";

const storageKey = "porthole-key-combinations";
const scopeNow = (): string => document.documentElement.dataset.scope ?? "";
const none: readonly RecordedCombination[] = [];

/** A person's own combinations in this browser, for useSyncExternalStore. A storage that is off or full keeps them for as long as the page lives. */
export const createOwnCombinations = () => {
  const listeners = new Set<() => void>();
  let own: readonly RecordedCombination[] | null = null;

  const load = (): readonly RecordedCombination[] => {
    try {
      return readCombinations(localStorage.getItem(storageKey), scopeNow());
    } catch {
      return none;
    }
  };
  const getSnapshot = (): readonly RecordedCombination[] => {
    own ??= load();
    return own;
  };
  const change = (next: readonly RecordedCombination[]): void => {
    own = next;
    try {
      localStorage.setItem(storageKey, writeCombinations(next, scopeNow()));
    } catch {
      // Full or forbidden: they stay for this page.
    }
    for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot,
    /** On the server there are none. */
    getServerSnapshot: (): readonly RecordedCombination[] => none,
    /** False without a name, a key or room for another. */
    add: (combination: RecordedCombination): boolean => {
      const next = withCombination(getSnapshot(), combination);
      if (next) change(next);
      return next !== null;
    },
    remove: (name: string): void => change(getSnapshot().filter((each) => each.name !== name)),
  };
};

export type OwnCombinations = ReturnType<typeof createOwnCombinations>;
