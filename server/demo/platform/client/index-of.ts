import { type KubeObject, keyOf } from "../object.ts";
import type { Informer } from "./informer.ts";

/** Looks objects of an informer up by what they say, without going through all of them; begun before listeners that use it. */
export const indexOf = <T extends KubeObject>(
  informer: Informer<T>,
  keysOf: (object: T) => string[],
): ((key: string) => T[]) => {
  const found = new Map<string, Map<string, T>>();
  const known = new Map<string, string[]>();
  informer.on(({ type, object }) => {
    const id = keyOf(object);
    for (const key of known.get(id) ?? []) {
      const others = found.get(key);
      others?.delete(id);
      if (others?.size === 0) found.delete(key);
    }
    known.delete(id);
    if (type === "deleted") return;
    const keys = keysOf(object);
    known.set(id, keys);
    for (const key of keys) {
      const others = found.get(key) ?? new Map<string, T>();
      found.set(key, others.set(id, object));
    }
  });
  return (key) => [...(found.get(key)?.values() ?? [])];
};
