import { statusOf } from "./list-filter.ts";
import { type VmRow, type VmState, vmStates } from "./view.ts";

/** What rows are put together by: a column, or the values of one label, `label:env`. */
export type GroupBy = "state" | "system" | "type" | `label:${string}`;

/** Rows of one value, together. Null: what the rows have none of, always last. */
export type RowGroup = { value: string | null; count: number };

const isLabel = (by: string): by is `label:${string}` => /^label:.{1,320}$/.test(by);

export const readGroupBy = (text: string | null | undefined): GroupBy | null => {
  if (text === "state" || text === "system" || text === "type") return text;
  return text && isLabel(text) ? text : null;
};

const readerOf = (by: GroupBy): ((row: VmRow) => string | null) => {
  if (by === "state") return statusOf;
  if (by === "system") return ({ os }) => os.label || null;
  if (by === "type") return ({ size }) => size.type || null;
  const start = `${by.slice("label:".length)}=`;
  return ({ labels }) => labels.find((label) => label.startsWith(start))?.slice(start.length) ?? null;
};

/** What wants a look first. */
export const stateOrder: readonly VmState[] = [
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

const names = new Intl.Collator("en", { numeric: true });
const placeOf = (value: string): number => {
  const state = vmStates.find((known) => known === value);
  return state ? stateOrder.indexOf(state) : stateOrder.length;
};

/** Puts rows of one value side by side, each group in the order its rows came. */
export const groupRows = (rows: readonly VmRow[], by: GroupBy): { rows: VmRow[]; groups: RowGroup[] } => {
  const read = readerOf(by);
  const members = new Map<string | null, VmRow[]>();
  for (const row of rows) {
    const value = read(row);
    const known = members.get(value);
    if (known) known.push(row);
    else members.set(value, [row]);
  }
  const ordered = [...members].sort(([a], [b]) => {
    if (a === null || b === null) return a === null ? 1 : -1;
    return by === "state" ? placeOf(a) - placeOf(b) : names.compare(a, b);
  });
  return {
    rows: ordered.flatMap(([, group]) => group),
    groups: ordered.map(([value, group]) => ({ value, count: group.length })),
  };
};
