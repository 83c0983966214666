/** The part of a long list that is drawn: rows `first` to before `end`. */
export type RowWindow = { first: number; end: number };

const overscan = 4;
/** The window moves in steps, so that most scroll events change nothing. */
const step = 4;

/** Which rows are drawn for what is in view. Never fewer than are seen, whatever the step. */
export const rowWindow = (scrollTop: number, viewHeight: number, rowHeight: number): RowWindow => {
  const first = Math.max(0, Math.floor((scrollTop / rowHeight - overscan) / step) * step);
  const end = Math.ceil(((scrollTop + viewHeight) / rowHeight + overscan) / step) * step;
  return { first, end };
};

/** Indexes to draw, in order; `keep` (the row with the focus) is one of them wherever it is. */
export const drawnIndexes = ({ first, end }: RowWindow, count: number, keep: number): number[] => {
  const last = Math.min(end, count);
  const indexes = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  if (keep < 0 || keep >= count || (keep >= first && keep < last)) return indexes;
  return keep < first ? [keep, ...indexes] : [...indexes, keep];
};

/** Where to scroll so that a row is wholly in view under a sticky header; the same place when it is already. */
export const scrollToShow = (
  index: number,
  rowHeight: number,
  view: { scrollTop: number; clientHeight: number; headerHeight: number },
): number => {
  const top = index * rowHeight;
  const bottom = top + rowHeight + view.headerHeight - view.clientHeight;
  if (top < view.scrollTop) return top;
  return Math.max(view.scrollTop, bottom);
};
