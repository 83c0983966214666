import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair } from "yaml";

export type Range = { from: number; to: number };
type Path = readonly (string | number)[];

/** What a key is called once it is read. */
export const nameOf = (key: unknown): string => (isScalar(key) ? String(key.value) : String(key));

/** A document and where its aliases lead. */
export type Tree = { document: Document.Parsed; targets: ReadonlyMap<Node, Node> };

/** What stands behind a node: an alias is what it stands for. */
const behind = (node: unknown, { targets }: Tree): Node | null => {
  const found = isAlias(node) ? targets.get(node) : node;
  return isNode(found) ? found : null;
};

/** The pair of a map that counts: of two with one name the later one, and none that is merged in unless there is no own one. */
export const pairOf = (map: Node | null, name: string, tree: Tree, seen = new Set<Node>()): Pair | null => {
  // What many lines merge is looked through once.
  if (!isMap(map) || seen.has(map)) return null;
  seen.add(map);
  const own = map.items.findLast(({ key }) => nameOf(key) === name);
  if (own) return own;
  for (const { key, value } of map.items) {
    if (!isMergeKey(key)) continue;
    const merged = behind(value, tree);
    const sources = isSeq(merged) ? merged.items : [merged];
    for (const source of sources) {
      const found = pairOf(behind(source, tree), name, tree, seen);
      if (found) return found;
    }
  }
  return null;
};

/** `<<`, which the reader knows by a symbol. */
export const isMergeKey = (key: unknown): boolean => isScalar(key) && typeof key.value === "symbol";

/** The node at a path, with the key in front of it; null where nothing stands there. */
export const nodeAt = (tree: Tree, path: Path): { key: Node | null; value: Node | null } | null => {
  let key: Node | null = null;
  let value = behind(tree.document.contents, tree);
  for (const step of path) {
    if (typeof step === "number" && isSeq(value)) {
      const item: unknown = value.items[step];
      if (!isNode(item)) return null;
      [key, value] = [null, behind(item, tree)];
    } else {
      const pair: Pair | null = pairOf(value, String(step), tree);
      if (!pair) return null;
      key = isNode(pair.key) ? pair.key : null;
      value = behind(pair.value, tree);
    }
  }
  return { key, value };
};

/** Where a path is seen in the text: its key or its value, at most one line of it, or the nearest thing around it. */
export const placeOf = (read: Tree & { text: string }, path: Path, at: "key" | "value"): Range => {
  const { text, document } = read;
  for (let length = path.length; length >= 0; length--) {
    const found = nodeAt(read, path.slice(0, length));
    const node = found && (at === "key" || length < path.length ? (found.key ?? found.value) : seen(found));
    if (node?.range) return onOneLine(text, node.range[0], node.range[1]);
  }
  return onOneLine(text, document.range[0], document.range[1]);
};

/** A value of many lines, and one that is not there, is shown at its key. */
const seen = ({ key, value }: { key: Node | null; value: Node | null }): Node | null => {
  const isEmpty = isScalar(value) && value.range?.[0] === value.range?.[1];
  return key && (isEmpty || value === null || isMap(value) || isSeq(value)) ? key : value;
};

/** The first line of a range, its blanks at the end left out. */
export const onOneLine = (text: string, from: number, to: number): Range => {
  const line = text.slice(from, to).split(/\r?\n/, 1)[0] ?? "";
  const end = from + line.trimEnd().length;
  return { from, to: Math.max(end, Math.min(from + 1, text.length)) };
};
