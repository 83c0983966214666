import { isMap, isNode, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { Fix, Found } from "../finding.ts";
import { faultsOf } from "../spec/check.ts";
import { nodesAt } from "../spec/nodes-at.ts";
import type { Config } from "./config.ts";
import { nameOf, onOneLine } from "./place.ts";
import { pathId } from "./schema.ts";

const knows = (path: readonly (string | number)[], name: string): boolean =>
  nodesAt(path).some((node) => node.is === "map" && Object.hasOwn(node.keys, name));

/** Keys that stand too deep or not deep enough: said once for what was moved, instead of once per key. */
export const indentationFindings = (config: Config, said: Set<string>): Found[] => {
  const root = config.document.contents;
  if (!isMap(root)) return [];
  const pairs = root.items.filter((pair) => isScalar(pair.key));
  return wrapped(config, pairs, said) ?? lost(config, pairs, said);
};

/** Everything below one key that cloud-init does not know: `cloud-config:` and then what was meant, most of it known at the margin. */
const wrapped = (config: Config, pairs: readonly Pair[], said: Set<string>): Found[] | null => {
  const [only] = pairs;
  if (!only || pairs.length > 1 || !isNode(only.key) || knows([], nameOf(only.key))) return null;
  const { value } = only;
  // Netplan and others begin with a `version`, too: it tells nothing.
  const names = isMap(value) ? value.items.map(({ key }) => nameOf(key)).filter((name) => name !== "version") : [];
  const inner = names.filter((name) => knows([], name));
  const isText = isScalar(value) && typeof value.value === "string" && /^#cloud-config\s*$/m.test(value.value);
  if (inner.length * 2 <= names.length && !isText) return null;
  said.add(pathId([nameOf(only.key)]));
  return [
    {
      rule: "wrapped",
      severity: "error",
      ...keyRange(config.text, only.key),
      values: { key: nameOf(only.key).slice(0, 60), inner: inner.slice(0, 3).join(", ") },
      fix: isMap(value) && !value.flow ? unwrap(config.text, only.key, value) : undefined,
    },
  ];
};

const unwrap = (text: string, key: Node, value: Node): Fix | undefined => {
  const from = lineStart(text, key.range?.[0] ?? 0);
  const first = lineStart(text, value.range?.[0] ?? 0);
  const depth = (value.range?.[0] ?? 0) - first;
  if (first <= from || depth <= 0 || !/^\s*$/.test(text.slice(first, first + depth))) return undefined;
  const changes = [{ from, to: first, insert: "" }];
  for (const { index, 0: line } of text.slice(first).matchAll(/^.*$/gm)) {
    const blanks = Math.min(depth, /^ */.exec(line)?.[0].length ?? 0);
    if (blanks > 0) changes.push({ from: first + index, to: first + index + blanks, insert: "" });
  }
  return { id: "unwrap", changes };
};

const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

/** A key at the margin that only means something below the one before it: indentation got lost on the way. */
const lost = (config: Config, pairs: readonly Pair[], said: Set<string>): Found[] => {
  const found: Found[] = [];
  let parent: Pair | null = null;
  const needing = new Map<string, boolean>();
  for (const pair of pairs) {
    const name = nameOf(pair.key);
    if (parent && isNode(pair.key) && belongsTo(nameOf(parent.key), parent, name, config, needing)) {
      const parentName = nameOf(parent.key);
      said.add(pathId([name]));
      said.add(pathId([parentName]));
      const last = found.at(-1);
      if (last?.values?.parent === parentName) last.values.count = Number(last.values.count) + 1;
      else
        found.push({
          rule: "lostIndentation",
          severity: "error",
          ...keyRange(config.text, pair.key),
          values: { key: name, parent: parentName, count: 1 },
        });
    } else if (knows([], name)) parent = pair;
  }
  return found;
};

/** Known below the key before; also one that is known at the margin, too, where that key has nothing below it and needs it. */
const belongsTo = (
  parent: string,
  { value }: Pair,
  name: string,
  { value: config }: Config,
  needing: Map<string, boolean>,
): boolean => {
  const isBelow = knows([parent], name) || knows([parent, 0], name);
  if (!isBelow) return false;
  if (!knows([], name)) return true;
  const isEmpty = value === null || (isScalar(value) && value.value === null);
  if (!isEmpty || isSeq(value)) return false;
  // Asked once for each name, however often that one stands there.
  const needs = needing.get(parent) ?? faultsOf({ [parent]: config[parent] }).length > 0;
  needing.set(parent, needs);
  return needs;
};

const keyRange = (text: string, key: Node) => onOneLine(text, key.range?.[0] ?? 0, key.range?.[1] ?? 0);
