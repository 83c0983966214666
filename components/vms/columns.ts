import type { Density, OptionalColumn } from "#lib/resources/vm/list-columns.ts";
import type { SortKey } from "#lib/resources/vm/list-query.ts";

/** Below this width of the list, a row is a card. The same figure is in `listWidths`. */
export const cardBelowPx = 720;
export const headingHeightPx = 36;
const tableRowPx: Record<Density, number> = { comfortable: 46, compact: 36 };
const cardRowPx = 84;

const isCardAt = (width: number): boolean => width < cardBelowPx;
export const rowHeights: Record<Density, (width: number) => number> = {
  comfortable: (width) => (isCardAt(width) ? cardRowPx : tableRowPx.comfortable),
  compact: (width) => (isCardAt(width) ? cardRowPx : tableRowPx.compact),
};

/** Row height and columns by the width of the list itself, so that the rail may come and go; the figures are in `listStyle`. */
export const listWidths = [
  "[--row:84px] @min-[720px]:[--row:var(--table-row)]",
  "[--columns:var(--narrow)] @min-[900px]:[--columns:var(--middle)] @min-[1150px]:[--columns:var(--wide)]",
].join(" ");

type Tracks = readonly [narrow: string | null, middle: string | null, wide: string | null];

const tracks: Record<OptionalColumn, Tracks> = {
  state: ["104px", "108px", "112px"],
  system: ["20px", "minmax(104px,1fr)", "minmax(156px,1.1fr)"],
  size: ["100px", "172px", "196px"],
  addresses: ["104px", "112px", "112px"],
  exposure: ["100px", "108px", "112px"],
  labels: [null, null, "minmax(80px,0.9fr)"],
  disks: [null, null, "84px"],
  age: [null, null, "46px"],
};
/** With labels there is less room for the others. */
const besideLabels: Partial<Record<OptionalColumn, string>> = {
  state: "104px",
  system: "minmax(96px,1.2fr)",
  exposure: "104px",
};

/** Custom properties of a list with these columns. */
export const listStyle = (columns: ReadonlySet<OptionalColumn>, density: Density): Record<`--${string}`, string> => {
  const template = (at: 0 | 1 | 2, name: string, actions: string) => {
    const chosen = columnOrder.flatMap((column) => {
      const track = columns.has(column) ? tracks[column][at] : null;
      if (track === null) return [];
      return [(at === 2 && columns.has("labels") && besideLabels[column]) || track];
    });
    return ["16px", name, ...chosen, actions].join(" ");
  };
  return {
    "--table-row": `${tableRowPx[density]}px`,
    "--narrow": template(0, "minmax(96px,1.3fr)", "60px"),
    "--middle": template(1, "minmax(104px,1.3fr)", "88px"),
    "--wide": template(2, "minmax(100px,1fr)", "88px"),
  };
};

/** One row of the table; as a card: name, state and system at the left, address and exposure at the right, then its menu. */
export const rowGrid = [
  "grid items-center px-4",
  "@min-[720px]:grid-cols-(--columns) @min-[720px]:gap-x-2.5 @min-[720px]:px-3",
  "@max-[720px]:grid-cols-[16px_minmax(0,1fr)_auto_36px] @max-[720px]:grid-rows-[20px_20px_22px] @max-[720px]:content-center @max-[720px]:gap-x-2.5",
].join(" ");

/** Columns in order; by which each can be sorted, and from which width it is there. */
export const columns: readonly { key: OptionalColumn; sort?: SortKey; className?: string; right?: boolean }[] = [
  { key: "state", sort: "state" },
  { key: "system", sort: "system", className: "@max-[900px]:invisible" },
  { key: "size", sort: "size" },
  { key: "addresses", sort: "addresses" },
  { key: "exposure", sort: "exposure" },
  { key: "labels", className: "@max-[1150px]:hidden" },
  { key: "disks", sort: "disks", className: "@max-[1150px]:hidden", right: true },
  { key: "age", sort: "age", className: "@max-[1150px]:hidden", right: true },
];
const columnOrder = columns.map(({ key }) => key);
