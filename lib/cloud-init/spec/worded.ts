import type { SpecMap, SpecNode } from "./node.ts";

/**
 * The same description with a message id at every key: its path without the steps of lists, `each` for a name that people choose, and `_`
 * at the end where the key has keys of its own. A structure that several keys share has its words at `home`.
 */
export const worded = (node: SpecNode, at = ""): SpecNode => {
  if (node.is === "list") return { ...node, of: worded(node.of, at) };
  if (node.is === "oneOf") return { ...node, of: node.of.map((one) => worded(one, at)) };
  return node.is === "map" ? { ...node, ...wordedKeys(node, node.home ?? at) } : node;
};

const wordedKeys = ({ keys, others }: SpecMap, home: string): Pick<SpecMap, "keys" | "others" | "othersWords"> => ({
  keys: Object.fromEntries(
    Object.entries(keys).map(([name, key]) => {
      const at = below(home, name);
      return [name, { ...key, node: worded(key.node, at), words: idOf(key.node, at) }];
    }),
  ),
  others: others && worded(others, below(home, "each")),
  othersWords: others && others.is !== "any" ? idOf(others, below(home, "each")) : "",
});

const below = (home: string, name: string): string => (home ? `${home}.${name}` : name);

const idOf = (node: SpecNode, at: string): string => (hasWordsBelow(node, at) ? `${at}._` : at);

const hasWordsBelow = (node: SpecNode, at: string): boolean => {
  if (node.is === "list") return hasWordsBelow(node.of, at);
  if (node.is === "oneOf") return node.of.some((one) => hasWordsBelow(one, at));
  if (node.is !== "map" || (node.home ?? at) !== at) return false;
  return Object.keys(node.keys).length > 0 || (node.others !== null && node.others.is !== "any");
};
