import { useMemo, useState } from "react";
import { createSections } from "#components/table/sections.ts";
import type { GroupBy, RowGroup } from "#lib/resources/vm/list-group.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";

/** Of a heading; no machine is called so. */
const headingId = (value: string | null): string => (value === null ? "group" : `group:${value}`);

/** What stands where in the list: rows, and headings where they are grouped. */
export const useListPlaces = (
  rows: readonly VmRow[],
  { by, groups, count }: { by: GroupBy | null; groups: readonly RowGroup[] | null; count: number },
) => {
  // Closed groups of each way of grouping: going back to one finds it as it was left.
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const closedKey = (id: string) => `${by} ${id}`;

  const sections = useMemo(
    () =>
      groups &&
      createSections(
        groups.map(({ value, count: size }) => {
          const key = headingId(value);
          return { key, count: size, open: !closed.has(`${by} ${key}`) };
        }),
      ),
    [groups, closed, by],
  );

  const entryOf = (key: string | null): number => {
    if (key === null) return -1;
    const row = rows.findIndex(({ name }) => name === key);
    if (!sections) return row;
    return row >= 0 ? sections.entryOf(row) : sections.headingOf(sections.sections.findIndex((one) => one.key === key));
  };

  return {
    sections,
    count: sections?.count ?? count,
    entryOf,
    toggle: (id: string, open?: boolean) =>
      setClosed((now) => {
        const key = closedKey(id);
        const next = new Set(now);
        if (open ?? now.has(key)) next.delete(key);
        else next.add(key);
        return next;
      }),
    /** Rows in view of the person: those of closed groups are not. */
    visible: (): readonly VmRow[] => {
      if (!sections) return rows;
      let start = 0;
      return sections.sections.flatMap(({ count: size, open }) => {
        const members = open ? rows.slice(start, start + size) : [];
        start += size;
        return members;
      });
    },
  };
};
