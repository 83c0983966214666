/** Rows that stand together under a heading of their own. */
export type Section = { key: string; count: number; open: boolean };

/** What stands at a place of the list. `headings` and `rows`: how many of each are above it. */
export type Place = { section: number; row: number | null; headings: number; rows: number };

type Start = { entry: number; row: number; shown: number };

/** Where headings and rows of a list in sections stand; a section that is closed shows its heading alone. */
export const createSections = (sections: readonly Section[]) => {
  const starts: Start[] = [];
  let entry = 0;
  let row = 0;
  let shown = 0;
  for (const { count, open } of sections) {
    starts.push({ entry, row, shown });
    entry += 1 + (open ? count : 0);
    shown += open ? count : 0;
    row += count;
  }

  /** The last section that begins at or before it. */
  const lastWhere = (begins: (start: Start) => boolean): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const start = starts[middle];
      if (start && begins(start)) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  return {
    sections,
    /** Headings and the rows of open sections. */
    count: entry,
    at: (index: number): Place => {
      const section = lastWhere((start) => start.entry <= index);
      const start = starts[section] ?? { entry: 0, row: 0, shown: 0 };
      const inside = index - start.entry - 1;
      return inside < 0
        ? { section, row: null, headings: section, rows: start.shown }
        : { section, row: start.row + inside, headings: section + 1, rows: start.shown + inside };
    },
    /** Where a section's heading stands. */
    headingOf: (section: number): number => starts[section]?.entry ?? -1,
    /** Where a row stands; its section's heading when that is closed. */
    entryOf: (rowIndex: number): number => {
      const section = lastWhere((start) => start.row <= rowIndex);
      const start = starts[section];
      if (!start) return -1;
      return sections[section]?.open ? start.entry + 1 + rowIndex - start.row : start.entry;
    },
  };
};

export type Sections = ReturnType<typeof createSections>;
