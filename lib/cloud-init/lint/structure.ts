import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import type { Found } from "../finding.ts";
import { isMergeKey, nameOf, onOneLine } from "./place.ts";

/** Tags that PyYAML's safe loader knows; with any other it refuses the whole text. */
const knownTags = /^tag:yaml\.org,2002:(str|int|float|bool|null|seq|map|binary|set|omap|pairs|timestamp|merge)$/;

/** More than this is no configuration that a person wrote, however its anchors make it of a few lines. */
const mostNodes = 50_000;
const mostAliases = 500;
/** Of each rule: whoever has more mistakes of one kind has seen it. */
const mostOfEach = 50;

export type Structure = { found: Found[]; mayUnfold: boolean; targets: ReadonlyMap<Node, Node> };

/**
 * What the shape of a document says before any key is known: names given twice, tags, anchors. `mayUnfold`: its aliases lead somewhere, and
 * not to too much.
 */
export const structureFindings = (text: string, document: Document.Parsed): Structure => {
  const found: Found[] = [];
  const count = new Map<Found["rule"], number>();
  const add: Add = (rule, severity, node, values) => {
    const before = count.get(rule) ?? 0;
    count.set(rule, before + 1);
    if (before >= mostOfEach) return;
    const [from, to] = node.range ?? [0, 0];
    found.push({ rule, severity, ...onOneLine(text, from, to), values: values?.() });
  };
  const weights = new Map<Node, number>();
  const anchors = new Map<string, Node>();
  const targets = new Map<Node, Node>();
  let alias: Node | null = null;
  let merge: Node | null = null;
  let aliases = 0;
  let unknown = false;

  /** How many nodes it would be with every alias written out, without writing one out. */
  const weigh = (node: unknown): number => {
    if (!isNode(node)) return 1;
    if (isAlias(node)) {
      alias ??= node;
      aliases += 1;
      const target = anchors.get(node.source);
      if (target) {
        targets.set(node, target);
        return weights.get(target) ?? Number.POSITIVE_INFINITY;
      }
      unknown = true;
      add("unknownAlias", "error", node, () => ({ name: node.source.slice(0, 60) }));
      return 1;
    }
    if (node.tag && !knownTags.test(node.tag) && found.length < mostOfEach) addTag(text, node, node.tag, found);
    // YAML 1.1 gives `=` a meaning of its own, for which PyYAML's safe loader has nothing.
    if (isScalar(node) && node.type === "PLAIN" && node.source === "=")
      add("yamlTag", "error", node, () => ({ tag: "=" }));
    if (isScalar(node) && node.type === "PLAIN") addJoined(text, node, found);
    if (node.anchor) {
      const { anchor } = node;
      if (anchors.has(anchor)) add("anchorTwice", "error", node, () => ({ name: anchor.slice(0, 60) }));
      anchors.set(anchor, node);
    }
    let weight = 1;
    if (isSeq(node)) for (const item of node.items) weight += weigh(item);
    if (isMap(node)) {
      addRepeated(text, node, add);
      for (const { key, value } of node.items) {
        if (isNode(key) && isMergeKey(key)) merge ??= key;
        if (isNode(key) && !isAlias(key) && !isWord(key)) add("complexKey", "error", key);
        weight += weigh(key) + weigh(value);
      }
    }
    weights.set(node, weight);
    return weight;
  };
  const weight = weigh(document.contents);
  const isBomb = aliases > mostAliases || (aliases > 0 && weight > mostNodes);
  if (alias && !unknown) add(isBomb ? "aliasBomb" : "anchors", isBomb ? "error" : "info", alias);
  if (merge) add("mergeKey", "info", merge);
  return { found, mayUnfold: !isBomb && !unknown && !count.has("complexKey"), targets };
};

/** Not a list, not a map, and not what is missing in front of a colon. */
const isWord = (key: Node): boolean => isScalar(key) && key.range?.[0] !== key.range?.[1];

type Add = (rule: Found["rule"], severity: Found["severity"], node: Node, values?: () => Found["values"]) => void;

const addRepeated = (text: string, map: YAMLMap, add: Add): void => {
  const seen = new Map<string, number>();
  for (const { key } of map.items) {
    if (!isScalar(key) || isMergeKey(key)) continue;
    const name = nameOf(key);
    const before = seen.get(name);
    if (before !== undefined)
      add("duplicateKey", "error", key, () => ({ key: name.slice(0, 60), first: lineAt(text, before) }));
    seen.set(name, key.range?.[0] ?? 0);
  }
};

const addTag = (text: string, node: Node, tag: string, found: Found[]): void => {
  const from = node.range?.[0] ?? 0;
  const written = /!\S*\s+(?:&\S+\s+)?$/.exec(text.slice(Math.max(0, from - 300), from));
  const at = onOneLine(text, written ? from - written[0].length : from, node.range?.[1] ?? from);
  found.push({ rule: "yamlTag", severity: "error", ...at, values: { tag: tag.slice(0, 60) } });
};

/** A line that begins with a dash and yet goes on the value above: it stands deeper than its neighbours. */
const addJoined = (text: string, { range }: Node, found: Found[]): void => {
  const [from, to] = range ?? [0, 0];
  const joined = /\n[ ]*(?=- )/.exec(text.slice(from, to));
  if (!joined || found.length >= mostOfEach) return;
  const start = from + joined.index + joined[0].length;
  found.push({ rule: "joinedLine", severity: "error", ...onOneLine(text, start, to) });
};

/** Counts from 1. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;
