import type { SortKey } from "#lib/resources/vm/list-query.ts";

/** Below this width of the list, a row is a card. The same figure is in `listWidths`. */
export const cardBelowPx = 720;
export const rowHeightPx = { table: 46, card: 84 } as const;

/** Row height and column widths by the width of the list itself, so that the rail may come and go. */
export const listWidths = [
  "[--row:84px] @min-[720px]:[--row:46px]",
  "[--columns:minmax(96px,1.3fr)_116px_20px_104px_112px_108px_60px]",
  "@min-[900px]:[--columns:minmax(108px,1.3fr)_116px_minmax(112px,1fr)_180px_112px_108px_60px]",
  "@min-[1150px]:[--columns:minmax(120px,1.3fr)_116px_minmax(178px,1fr)_192px_112px_112px_84px_46px_60px]",
].join(" ");

/** One row of the table; as a card: name, state and system at the left, address and exposure at the right, then its menu. */
export const rowGrid = [
  "grid items-center gap-x-3 px-4",
  "@min-[720px]:grid-cols-(--columns) @min-[720px]:px-3",
  "@max-[720px]:grid-cols-[14px_minmax(0,1fr)_auto_36px] @max-[720px]:grid-rows-[20px_20px_22px] @max-[720px]:content-center @max-[720px]:gap-x-2.5",
].join(" ");

/** Columns in order, with the class that decides from which width they are there. */
export const columns: readonly { key: SortKey; className: string; right?: boolean }[] = [
  { key: "name", className: "" },
  { key: "state", className: "" },
  { key: "system", className: "@max-[900px]:invisible" },
  { key: "size", className: "" },
  { key: "addresses", className: "" },
  { key: "exposure", className: "" },
  { key: "disks", className: "@max-[1150px]:hidden", right: true },
  { key: "age", className: "@max-[1150px]:hidden", right: true },
];
