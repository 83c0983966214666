import type { SpecKey, SpecMap } from "./node.ts";

/** What a map says of a key: by its name, or by what other keys are; null where it has no such key. */
export const named = (map: SpecMap, name: string): SpecKey | null => {
  if (Object.hasOwn(map.keys, name)) return map.keys[name] ?? null;
  if (!map.others || (map.named && !new RegExp(map.named, "u").test(name))) return null;
  return { node: map.others, words: map.othersWords };
};
