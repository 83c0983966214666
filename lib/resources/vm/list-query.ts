import { groupOf, type VmGroup, vmGroups } from "./groups.ts";
import { type OptionalColumn, readColumns, writeColumns } from "./list-columns.ts";
import { type Filter, filterTest, readFilters } from "./list-filter.ts";
import { type GroupBy, groupRows, type RowGroup, readGroupBy, stateOrder } from "./list-group.ts";
import type { VmRow } from "./view.ts";

const sortKeys = ["name", "state", "system", "size", "addresses", "exposure", "disks", "age"] as const;
export type SortKey = (typeof sortKeys)[number];

/** What of the list a person looks at; lives in the page's address. */
export type ListQuery = {
  text: string;
  group: VmGroup | null;
  filters: readonly Filter[];
  sort: SortKey;
  descending: boolean;
  by: GroupBy | null;
  /** Null: those that the person has chosen for all lists. */
  columns: readonly OptionalColumn[] | null;
};

export const plainQuery: ListQuery = {
  text: "",
  group: null,
  filters: [],
  sort: "name",
  descending: false,
  by: null,
  columns: null,
};

/** Reads `?q=web&state=running&os=ubuntu&sort=-age`; names it does not know are left out, values it does not know are kept. */
export const readListQuery = (getAll: (name: string) => readonly string[]): ListQuery => {
  const get = (name: string) => getAll(name)[0];
  const sort = get("sort") ?? "";
  const key = sort.replace(/^-/, "");
  const group = vmGroups.find((known) => known === get("state")) ?? null;
  // A state that is no tab of its own (`?state=paused`) is a filter like others.
  const states = group ? getAll("status") : [...getAll("state"), ...getAll("status")];
  return {
    text: (get("q") ?? "").slice(0, 200),
    group,
    filters: readFilters((field) => (field === "status" ? states : getAll(field))),
    sort: sortKeys.find((known) => known === key) ?? plainQuery.sort,
    descending: sort.startsWith("-") && sortKeys.some((known) => known === key),
    by: readGroupBy(get("by")),
    columns: readColumns(get("columns")),
  };
};

/** The opposite of `readListQuery`: `""` for the plain list. */
export const writeListQuery = ({ text, group, filters, sort, descending, by, columns }: ListQuery): string => {
  const parameters = new URLSearchParams();
  if (text.trim()) parameters.set("q", text.trim());
  if (group) parameters.set("state", group);
  for (const { field, value } of filters) parameters.append(field, value);
  if (sort !== plainQuery.sort || descending) parameters.set("sort", `${descending ? "-" : ""}${sort}`);
  if (by) parameters.set("by", by);
  if (columns) parameters.set("columns", writeColumns(columns));
  const written = parameters.toString();
  return written && `?${written}`;
};

// A row never changes in place, so its text is made once, however often one types.
const texts = new WeakMap<VmRow, string>();

const textOf = (row: VmRow): string => {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const { name, addresses, os, size, labels } = row;
  const text = [name, addresses.public, addresses.private, os.label, size.type, ...labels].join("\n").toLowerCase();
  texts.set(row, text);
  return text;
};

const names = new Intl.Collator("en", { numeric: true });

const addressOf = ({ addresses }: VmRow): string | null => {
  const address = addresses.public ?? addresses.private;
  return address === null ? null : address.replace(/\d+/g, (digits) => digits.padStart(3, "0"));
};

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

/** Whether anything narrows the list. */
export const isNarrowed = ({ text, group, filters }: ListQuery): boolean =>
  text.trim() !== "" || group !== null || filters.length > 0;

/** What takes everything away that narrows the list. */
export const everything = { text: "", group: null, filters: [] } as const satisfies Partial<ListQuery>;

// A list never changes in place either: while one types, it is put in order once.
const orders = new WeakMap<readonly VmRow[], { by: string; rows: readonly VmRow[] }>();

const inOrder = (rows: readonly VmRow[], query: ListQuery): readonly VmRow[] => {
  const by = `${query.sort} ${query.descending}`;
  const known = orders.get(rows);
  if (known?.by === by) return known.rows;
  const ordered = sorted([...rows], query);
  orders.set(rows, { by, rows: ordered });
  return ordered;
};

export type ListShown = {
  /** What matches, in order. */
  rows: VmRow[];
  /** Of these rows, in order; null where nothing is grouped. */
  groups: RowGroup[] | null;
  total: number;
  /** Of all rows, whatever is searched. */
  counts: Record<VmGroup, number>;
};

/** Filters and sorts the whole list; fast enough for 5,000 rows at every key. */
export const showList = (rows: readonly VmRow[], query: ListQuery): ListShown => {
  const counts = { running: 0, progress: 0, stopped: 0, attention: 0, unknown: 0 };
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  const isWanted = query.filters.length > 0 ? filterTest(query.filters) : null;
  const matching: VmRow[] = [];
  for (const row of inOrder(rows, query)) {
    const group = groupOf(row.state);
    counts[group] += 1;
    if (query.group && query.group !== group) continue;
    if (isWanted && !isWanted(row)) continue;
    if (words.length > 0 && !words.every((word) => textOf(row).includes(word))) continue;
    matching.push(row);
  }
  const grouped = query.by ? groupRows(matching, query.by) : { rows: matching, groups: null };
  return { ...grouped, total: rows.length, counts };
};
