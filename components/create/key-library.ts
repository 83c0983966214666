import { sshKeyProblem } from "#lib/create/ssh-key.ts";

const storageKey = "porthole-ssh-keys";
const libraryLimit = 50;

export type KeyStorage = Pick<Storage, "getItem" | "setItem">;

const none: readonly string[] = [];

/**
 * The public keys remembered in this browser, outside React: give `subscribe` and `getSnapshot` to useSyncExternalStore. Reads and writes only
 * lines that are public keys; where storage is closed to us (private windows), it remembers for as long as the page lives.
 */
export const createKeyLibrary = (storage: () => KeyStorage | null) => {
  const listeners = new Set<() => void>();
  let keys: readonly string[] | null = null;

  const load = (): readonly string[] => {
    try {
      const stored: unknown = JSON.parse(storage()?.getItem(storageKey) ?? "[]");
      return Array.isArray(stored) ? stored.filter(isPublicKey).slice(0, libraryLimit) : none;
    } catch {
      return none;
    }
  };
  const getSnapshot = (): readonly string[] => (keys ??= load());
  const change = (next: readonly string[]) => {
    keys = next.filter(isPublicKey).slice(0, libraryLimit);
    try {
      storage()?.setItem(storageKey, JSON.stringify(keys));
    } catch {
      // Full or forbidden: the keys stay for this page.
    }
    for (const listener of listeners) listener();
  };

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getSnapshot,
    /** On the server there is no library. */
    getServerSnapshot: (): readonly string[] => none,
    add: (lines: readonly string[]) => change([...new Set([...getSnapshot(), ...lines])]),
    forget: (line: string) => change(getSnapshot().filter((key) => key !== line)),
  };
};

export type KeyLibrary = ReturnType<typeof createKeyLibrary>;

const isPublicKey = (line: unknown): line is string => typeof line === "string" && sshKeyProblem(line) === null;
