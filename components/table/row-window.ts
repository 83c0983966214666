/** Where the entries of a long list stand: rows of one height, headings of another. */
export type Layout = { count: number; topOf: (index: number) => number };

/** The part of a long list that is drawn: entries `first` to before `end`. */
export type RowWindow = { first: number; end: number };

const overscan = 3;
/** The window moves in steps of so many rows, so that most scroll events change nothing. */
export const stepRows = 3;

/** The entry that stands at a height. */
const indexAt = ({ count, topOf }: Layout, y: number): number => {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (topOf(middle) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** Which entries are drawn for what is in view. Never fewer than are seen, whatever the step. */
export const rowWindow = (layout: Layout, top: number, viewHeight: number): RowWindow => ({
  first: Math.max(0, indexAt(layout, top) - overscan),
  end: Math.min(layout.count, indexAt(layout, top + viewHeight) + 1 + overscan),
});

/** Indexes to draw, in order; `keep` (the entry with the focus) is one of them wherever it is. */
export const drawnIndexes = ({ first, end }: RowWindow, count: number, keep: number): number[] => {
  const indexes = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
  if (keep < 0 || keep >= count || (keep >= first && keep < end)) return indexes;
  return keep < first ? [keep, ...indexes] : [...indexes, keep];
};

/** Where to scroll so that an entry is wholly in view under a sticky header; the same place when it is already. */
export const scrollToShow = (
  { top, height }: { top: number; height: number },
  view: { scrollTop: number; clientHeight: number; headerHeight: number },
): number => {
  const bottom = top + height + view.headerHeight - view.clientHeight;
  if (top < view.scrollTop) return top;
  return Math.max(view.scrollTop, bottom);
};
