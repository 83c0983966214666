import { customType, type FilterField, statusOf } from "./list-filter.ts";
import { stateOrder } from "./list-group.ts";
import { type ListQuery, showList } from "./list-query.ts";
import type { VmRow } from "./view.ts";

/** A value that rows have, and how many of them. */
export type Facet = { value: string; count: number };

const valuesOf: Record<FilterField, (row: VmRow) => readonly string[]> = {
  status: (row) => [statusOf(row)],
  // Of an unknown system nothing can be chosen.
  os: ({ os }) => (os.label ? [os.label] : []),
  type: ({ size }) => [size.type || customType],
  exposure: ({ exposure }) => [exposure.kind],
  ip: ({ addresses }) => [addresses.public === null ? "no" : "yes"],
  label: ({ labels }) => labels,
};

const names = new Intl.Collator("en", { numeric: true });
const exposures = ["private", "ports", "whole"];
const inOwnOrder: Partial<Record<FilterField, readonly string[]>> = {
  status: [...stateOrder, "deleting"],
  exposure: exposures,
  ip: ["yes", "no"],
};

/** More are found by searching. */
export const mostFacets = 200;

/**
 * The values of one field, with how many rows choosing each would show: all else that narrows the list holds, what is chosen of this field
 * does not. What is chosen and no row has is listed with 0.
 */
export const facetsOf = (rows: readonly VmRow[], query: ListQuery, field: FilterField): Facet[] => {
  const others = query.filters.filter((filter) => filter.field !== field);
  const counts = new Map<string, number>();
  for (const { value } of query.filters.filter((filter) => filter.field === field)) counts.set(value, 0);
  for (const row of showList(rows, { ...query, filters: others, by: null }).rows)
    for (const value of valuesOf[field](row)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const order = inOwnOrder[field];
  const placeOf = (value: string) => {
    const at = order?.indexOf(value) ?? 0;
    return at < 0 ? (order?.length ?? 0) : at;
  };
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => placeOf(a.value) - placeOf(b.value) || names.compare(a.value, b.value));
};

/** Keys of labels, the most used first: what rows can be grouped by. */
export const labelKeysOf = (rows: readonly VmRow[]): string[] => {
  const counts = new Map<string, number>();
  for (const { labels } of rows)
    for (const label of labels) {
      const [key = ""] = label.split("=", 1);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return [...counts].sort(([a, inA], [b, inB]) => inB - inA || names.compare(a, b)).map(([key]) => key);
};
