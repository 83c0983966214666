/** Machines that are marked, each by `markOf`. */
export type Selection = ReadonlySet<string>;

export const noSelection: Selection = new Set();

type Marked = { name: string; uid: string };

/** By name and how the uid begins: neither another machine that takes over the name is marked with it, nor one whose uid begins so, too. */
export const markOf = ({ name, uid }: Marked): string => `${name} ${uid}`;

/** Marks or unmarks everything from one row to another, both included, as they stand in the list. */
export const selectRange = (
  selection: Selection,
  rows: readonly Marked[],
  { from, to, on }: { from: number; to: number; on: boolean },
): Selection => {
  const next = new Set(selection);
  for (const row of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (on) next.add(markOf(row));
    else next.delete(markOf(row));
  }
  return next;
};

/** How much of these rows is marked: what the box of all of them shows. */
export const selectedOf = (selection: Selection, rows: readonly Marked[]): "none" | "some" | "all" => {
  if (selection.size === 0 || rows.length === 0) return "none";
  const marked = rows.reduce((count, row) => count + (selection.has(markOf(row)) ? 1 : 0), 0);
  return marked === 0 ? "none" : marked === rows.length ? "all" : "some";
};

/** Marks all of these rows, or none of them if all are marked; others stay as they are. */
export const toggleAll = (selection: Selection, rows: readonly Marked[]): Selection =>
  selectRange(selection, rows, { from: 0, to: rows.length - 1, on: selectedOf(selection, rows) !== "all" });
