import { type Document, isMap, isNode, isScalar, isSeq, type Node, type Pair, stringify, type YAMLSeq } from "yaml";
import type { TextChange } from "../finding.ts";
import { nameOf } from "../lint/place.ts";
import type { Addition, RecipeItem } from "../recipes.ts";

/** What is written, with the line ends of the text it goes into. */
export type Sheet = { text: string; document: Document.Parsed; eol: string };

type Placed = { changes: TextChange[]; appended: string } | "taken" | "shape";

/** Where one addition goes in a text that keeps all it has: lines below what is there, or new keys for the end of it. */
export const placed = ({ text, document, eol }: Sheet, addition: Addition): Placed => {
  const root = document.contents;
  const pair = isMap(root) ? root.items.findLast(({ key }) => nameOf(key) === addition.key) : undefined;
  const depth = isMap(root) && root.range ? columnOf(text, root.range[0]) : 0;
  if (!pair) return { changes: [], appended: indented(blockOf(addition), depth, eol) };
  if ("value" in addition) return isSame(dataOf(pair.value), addition.value) ? { changes: [], appended: "" } : "taken";
  const change = listChange(text, pair, addition.items, depth, eol);
  return typeof change === "string" ? change : { changes: change, appended: "" };
};

const listChange = (
  text: string,
  { key, value }: Pair,
  items: readonly RecipeItem[],
  depth: number,
  eol: string,
): TextChange[] | "shape" => {
  const isEmpty = value === null || (isScalar(value) && value.value === null && !value.tag && !value.anchor);
  if (isEmpty && isNode(key)) {
    const at = lineEnd(text, (isNode(value) ? value.range?.[1] : undefined) ?? key.range?.[1] ?? 0);
    return [{ from: at, to: at, insert: eol + indented(linesOf(items, true), depth + 2, eol).trimEnd() }];
  }
  if (!isSeq(value)) return "shape";
  const there = value.items.map(dataOf);
  const missing = items.filter((one) => !one.ifNew && !there.some((item) => isSame(item, one.value)));
  if (missing.length === 0) return [];
  return value.flow ? flowChange(value, missing) : blockChange(text, value, missing, eol);
};

const flowChange = ({ items, range }: YAMLSeq, missing: readonly RecipeItem[]): TextChange[] | "shape" => {
  const last: unknown = items.at(-1);
  const end = isNode(last) ? last.range?.[1] : range?.[0];
  if (end === undefined) return "shape";
  const words = missing.map(({ value }) => JSON.stringify(value)).join(", ");
  return isNode(last)
    ? [{ from: end, to: end, insert: `, ${words}` }]
    : [{ from: end + 1, to: end + 1, insert: words }];
};

const blockChange = (
  text: string,
  list: YAMLSeq,
  missing: readonly RecipeItem[],
  eol: string,
): TextChange[] | "shape" => {
  const last: unknown = list.items.at(-1);
  const start = list.range?.[0];
  const end = isNode(last) ? last.range?.[1] : undefined;
  if (start === undefined || end === undefined) return "shape";
  const lines = indented(linesOf(missing, false), columnOf(text, start), eol);
  // A text of many lines ends after its last line break, anything else in front of one, or where the text ends.
  const at = text[end - 1] === "\n" ? end : lineEnd(text, end);
  if (text[at - 1] === "\n") return [{ from: at, to: at, insert: lines }];
  return [{ from: at, to: at, insert: eol + lines.trimEnd() }];
};

const lineEnd = (text: string, at: number): number => {
  const end = text.slice(at).search(/\r?\n/);
  return end < 0 ? text.length : at + end;
};

const columnOf = (text: string, at: number): number => at - (text.lastIndexOf("\n", at - 1) + 1);

const written = { version: "1.1", lineWidth: 0, singleQuote: true } as const;

const blockOf = (addition: Addition): string =>
  "value" in addition
    ? stringify({ [addition.key]: addition.value }, written)
    : `${addition.key}:\n${indented(linesOf(addition.items, true), 2, "\n")}`;

const linesOf = (items: readonly RecipeItem[], isNew: boolean): string =>
  items
    .filter(({ ifNew }) => isNew || !ifNew)
    .map(({ value, remark }) => (remark ? `# ${remark}\n` : "") + stringify([value], written))
    .join("");

const indented = (lines: string, by: number, eol: string): string =>
  lines.replaceAll(/^(?=.)/gm, " ".repeat(by)).replaceAll("\n", eol);

const dataOf = (node: unknown): unknown => (isNode(node) ? plain(node) : null);

/** Without aliases: what is compared is what somebody wrote out. */
const plain = (node: Node): unknown => {
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map(dataOf);
  return isMap(node) ? Object.fromEntries(node.items.map(({ key, value }) => [nameOf(key), dataOf(value)])) : null;
};

export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .map(([key, inner]) => [key, sorted(inner)])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
};
