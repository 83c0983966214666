import type { FleetSort } from "#lib/resources/fleet/fleet.ts";

/** Below this width of the list, a row is a card. The same figure is in `fleetWidths`. */
export const cardBelowPx = 720;
export const rowHeightPx = { table: 46, card: 64 } as const;

/** Row height and column widths by the width of the list itself, so that the rail may come and go. */
export const fleetWidths = [
  "[--row:64px] @min-[720px]:[--row:46px]",
  "[--columns:minmax(120px,1.2fr)_minmax(110px,1fr)_128px_20px_116px]",
  "@min-[900px]:[--columns:minmax(120px,1.2fr)_minmax(120px,1fr)_128px_minmax(112px,0.9fr)_116px_112px]",
  "@min-[1150px]:[--columns:minmax(140px,1.3fr)_minmax(140px,1fr)_128px_minmax(150px,1fr)_150px_116px_112px_52px]",
].join(" ");

/** One row of the table; as a card: name above tenant, address above state. */
export const rowGrid = [
  "grid items-center gap-x-3 px-4",
  "@min-[720px]:grid-cols-(--columns) @min-[720px]:px-3",
  "@max-[720px]:grid-cols-[14px_minmax(0,1fr)_auto] @max-[720px]:grid-rows-[20px_20px] @max-[720px]:content-center @max-[720px]:gap-x-2.5",
].join(" ");

type ColumnKey = FleetSort | "system" | "size" | "addresses" | "exposure";

/** Columns in order, with the class that decides from which width they are there. */
export const columns: readonly { key: ColumnKey; sort?: FleetSort; className: string }[] = [
  { key: "name", sort: "name", className: "" },
  { key: "tenant", sort: "tenant", className: "" },
  { key: "state", sort: "state", className: "" },
  { key: "system", className: "@max-[900px]:invisible" },
  { key: "size", className: "@max-[1150px]:hidden" },
  { key: "addresses", className: "" },
  { key: "exposure", className: "@max-[900px]:hidden" },
  { key: "age", sort: "age", className: "justify-end @max-[1150px]:hidden" },
];
