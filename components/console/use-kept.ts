import { useSyncExternalStore } from "react";

const changed = "porthole-kept";

const listen = (listener: () => void): (() => void) => {
  addEventListener(changed, listener);
  addEventListener("storage", listener);
  return () => {
    removeEventListener(changed, listener);
    removeEventListener("storage", listener);
  };
};

/** One of a few words, kept in this browser. Where storage is shut it is what it was. */
export const useKept = <Word extends string>(
  key: string,
  words: readonly Word[],
  first: Word,
): [Word, (word: Word) => void] => {
  const read = (): Word => {
    try {
      const kept = localStorage.getItem(key);
      return words.find((word) => word === kept) ?? first;
    } catch {
      return first;
    }
  };
  const keep = (word: Word): void => {
    try {
      localStorage.setItem(key, word);
    } catch {
      // Private windows may refuse; the choice then lasts as long as nothing asks for it.
    }
    dispatchEvent(new Event(changed));
  };
  return [useSyncExternalStore(listen, read, () => first), keep];
};
