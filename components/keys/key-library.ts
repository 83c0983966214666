import { sshKeyProblem } from "#lib/create/ssh-key.ts";
import { withComment } from "./public-key.ts";

const storageKey = "porthole-ssh-keys";
const libraryLimit = 50;

export type KeyStorage = Pick<Storage, "getItem" | "setItem">;

/** Calls when another tab changed what is stored; gives the way to stop. */
type Watch = (changed: () => void) => () => void;

const watchOtherTabs: Watch = (changed) => {
  const handle = ({ key }: StorageEvent) => key === storageKey && changed();
  addEventListener("storage", handle);
  return () => removeEventListener("storage", handle);
};

const none: readonly string[] = [];

/**
 * The public keys remembered in this browser, outside React: give `subscribe` and `getSnapshot` to useSyncExternalStore. Reads and writes only
 * lines that are public keys; where storage is closed to us (private windows), it remembers for as long as the page lives.
 */
export const createKeyLibrary = (storage: () => KeyStorage | null, watch: Watch = () => () => {}) => {
  let unwatch = () => {};
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
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const reload = () => {
    keys = null;
    tell();
  };
  const getSnapshot = (): readonly string[] => (keys ??= load());
  const change = (next: readonly string[]) => {
    keys = next.filter(isPublicKey).slice(0, libraryLimit);
    try {
      storage()?.setItem(storageKey, JSON.stringify(keys));
    } catch {
      // Full or forbidden: the keys stay for this page.
    }
    tell();
  };

  return {
    subscribe: (listener: () => void) => {
      if (listeners.size === 0) unwatch = watch(reload);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) unwatch();
      };
    },
    getSnapshot,
    /** On the server there is no library. */
    getServerSnapshot: (): readonly string[] => none,
    add: (lines: readonly string[]) => change([...new Set([...getSnapshot(), ...lines])]),
    rename: (line: string, comment: string) =>
      change(getSnapshot().map((key) => (key === line ? withComment(line, comment) : key))),
    forget: (line: string) => change(getSnapshot().filter((key) => key !== line)),
  };
};

/** The library of this browser, one for every page and tab. */
export const createBrowserKeyLibrary = () => createKeyLibrary(() => localStorage, watchOtherTabs);

export type KeyLibrary = ReturnType<typeof createKeyLibrary>;

const isPublicKey = (line: unknown): line is string => typeof line === "string" && sshKeyProblem(line) === null;
