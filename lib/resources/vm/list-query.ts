import { groupOf, type VmGroup, vmGroups } from "./groups.ts";
import type { VmRow, VmState } from "./view.ts";

export const sortKeys = ["name", "state", "system", "size", "addresses", "exposure", "disks", "age"] as const;
export type SortKey = (typeof sortKeys)[number];

/** What of the list a person looks at; lives in the page's address. */
export type ListQuery = { text: string; group: VmGroup | null; sort: SortKey; descending: boolean };

export const plainQuery: ListQuery = { text: "", group: null, sort: "name", descending: false };

/** Reads `?q=web&state=running&sort=-age`; what it does not know is left out. */
export const readListQuery = (get: (name: string) => string | null | undefined): ListQuery => {
  const sort = get("sort") ?? "";
  const key = sort.replace(/^-/, "");
  return {
    text: (get("q") ?? "").slice(0, 200),
    group: vmGroups.find((group) => group === get("state")) ?? null,
    sort: sortKeys.find((known) => known === key) ?? plainQuery.sort,
    descending: sort.startsWith("-") && sortKeys.some((known) => known === key),
  };
};

/** The opposite of `readListQuery`: `""` for the plain list. */
export const writeListQuery = ({ text, group, sort, descending }: ListQuery): string => {
  const parameters = new URLSearchParams();
  if (text.trim()) parameters.set("q", text.trim());
  if (group) parameters.set("state", group);
  if (sort !== plainQuery.sort || descending) parameters.set("sort", `${descending ? "-" : ""}${sort}`);
  const written = parameters.toString();
  return written && `?${written}`;
};

// A row never changes in place, so its text is made once, however often one types.
const texts = new WeakMap<VmRow, string>();

const textOf = (row: VmRow): string => {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const { name, addresses, os, size } = row;
  const text = [name, addresses.public, addresses.private, os.label, size.type].join("\n").toLowerCase();
  texts.set(row, text);
  return text;
};

const names = new Intl.Collator("en", { numeric: true });

const addressOf = ({ addresses }: VmRow): string | null => {
  const address = addresses.public ?? addresses.private;
  return address === null ? null : address.replace(/\d+/g, (digits) => digits.padStart(3, "0"));
};

const stateOrder: readonly VmState[] = [
  "attention",
  "unknown",
  "provisioning",
  "starting",
  "migrating",
  "stopping",
  "running",
  "paused",
  "stopped",
];

/** What a column is sorted by: numbers or texts, null for unknown, which is last in both directions. */
const sortValues: Record<Exclude<SortKey, "name">, (row: VmRow) => number | string | null> = {
  state: ({ state }) => stateOrder.indexOf(state),
  system: ({ os }) => os.label.toLowerCase(),
  // CPU first, then memory: memory never reaches a pebibyte.
  size: ({ size }) => (size.cpu === null ? null : size.cpu + (size.memoryBytes ?? 0) / 2 ** 50),
  addresses: addressOf,
  exposure: ({ exposure }) => ["private", "ports", "whole"].indexOf(exposure.kind),
  disks: ({ disks }) => disks.totalBytes,
  // The youngest has the smallest age.
  age: ({ createdAt }) => -Date.parse(createdAt),
};

const byName = (a: VmRow, b: VmRow) => names.compare(a.name, b.name);

const sorted = (rows: VmRow[], { sort, descending }: ListQuery): VmRow[] => {
  const direction = descending ? -1 : 1;
  if (sort === "name") return rows.sort((a, b) => direction * byName(a, b));
  const values = new Map(rows.map((row) => [row, sortValues[sort](row)]));
  return rows.sort((a, b) => {
    const left = values.get(a) ?? null;
    const right = values.get(b) ?? null;
    if (left === right) return byName(a, b);
    if (left === null || right === null) return left === null ? 1 : -1;
    return direction * (left < right ? -1 : 1);
  });
};

export type ListShown = {
  /** What matches, in order. */
  rows: VmRow[];
  total: number;
  /** Of all rows, whatever is searched. */
  counts: Record<VmGroup, number>;
};

/** Filters and sorts the whole list; fast enough for 5,000 rows at every key. */
export const showList = (rows: readonly VmRow[], query: ListQuery): ListShown => {
  const counts = { running: 0, progress: 0, stopped: 0, attention: 0, unknown: 0 };
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  const matching: VmRow[] = [];
  for (const row of rows) {
    const group = groupOf(row.state);
    counts[group] += 1;
    if (query.group && query.group !== group) continue;
    if (words.length > 0 && !words.every((word) => textOf(row).includes(word))) continue;
    matching.push(row);
  }
  return { rows: sorted(matching, query), total: rows.length, counts };
};
