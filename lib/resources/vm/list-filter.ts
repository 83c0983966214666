import type { VmRow } from "./view.ts";

export const filterFields = ["status", "os", "type", "exposure", "ip", "label"] as const;
export type FilterField = (typeof filterFields)[number];

/** One wanted value. Several of one field mean any of them, as do several values of one label's key; fields and keys all together. */
export type Filter = { field: FilterField; value: string };

/** More or longer ones come from no menu; a link may hold anything. */
const mostFilters = 24;
const longestValue = 320;

const labelMatches = (row: VmRow, wanted: string): boolean =>
  row.labels.some((label) => label === wanted || (label.startsWith(wanted) && label[wanted.length] === "="));

/** The status that a filter names: the row's state, or that it is being deleted. */
export const statusOf = ({ state, deleting }: Pick<VmRow, "state" | "deleting">): string =>
  deleting ? "deleting" : state;

/** A size without a type has none of the platform's names. */
export const customType = "custom";

const tests: Record<FilterField, (row: VmRow, value: string) => boolean> = {
  status: (row, value) => statusOf(row) === value,
  // A family (`ubuntu`) or one release of it as it is shown (`Ubuntu 24.04 LTS`).
  os: ({ os }, value) => os.label === value || os.family === value,
  type: ({ size }, value) => (size.type || customType) === value,
  exposure: ({ exposure }, value) => exposure.kind === value,
  ip: ({ addresses }, value) => (addresses.public === null ? "no" : "yes") === value,
  label: labelMatches,
};

/** Filters of which one must hold, by what they are about: a field, or a label's key. */
export const alternatives = (filters: readonly Filter[]): Map<string, [Filter, ...Filter[]]> => {
  const groups = new Map<string, [Filter, ...Filter[]]>();
  for (const filter of filters) {
    const about = filter.field === "label" ? `label:${filter.value.split("=", 1)[0]}` : filter.field;
    const group = groups.get(about);
    if (group) group.push(filter);
    else groups.set(about, [filter]);
  }
  return groups;
};

/** Whether a row is wanted; made once for a whole list. */
export const filterTest = (filters: readonly Filter[]): ((row: VmRow) => boolean) => {
  const all = [...alternatives(filters).values()];
  return (row) => all.every((group) => group.some(({ field, value }) => tests[field](row, value)));
};

export const sameFilter = (one: Filter, other: Filter): boolean =>
  one.field === other.field && one.value === other.value;

/** Reads `?os=ubuntu&label=env%3Dtest`. A value that no machine has is kept: it is shown, and nothing matches it. */
export const readFilters = (getAll: (name: string) => readonly string[]): Filter[] => {
  const filters: Filter[] = [];
  for (const field of filterFields) {
    for (const value of getAll(field)) {
      const filter = { field, value: value.trim().slice(0, longestValue) };
      if (filter.value && filters.length < mostFilters && !filters.some((known) => sameFilter(known, filter)))
        filters.push(filter);
    }
  }
  return filters;
};
