import { ArrowDown, ArrowUp } from "lucide-react";
import { cx } from "#components/ui/cx.ts";
import { GridPart } from "./grid-part.tsx";

type HeaderCellProps<Key extends string> = {
  name: string;
  /** What clicking it sorts by; without one it only names. */
  sortBy: Key | undefined;
  query: { sort: Key; descending: boolean };
  onSort: (key: Key) => void;
  className?: string;
};

/** The name of a column; where it sorts, a button with the direction. */
export const HeaderCell = <Key extends string>({ name, sortBy, query, onSort, className }: HeaderCellProps<Key>) => {
  const current = query.sort === sortBy;
  const Arrow = query.descending ? ArrowDown : ArrowUp;
  return (
    <GridPart
      role="columnheader"
      aria-sort={current ? (query.descending ? "descending" : "ascending") : undefined}
      className={cx("flex min-w-0 text-xs", className)}
    >
      {sortBy ? (
        <button
          type="button"
          onClick={() => onSort(sortBy)}
          className={cx(
            "flex min-w-0 items-center gap-1 rounded-tile hover:text-ink",
            current ? "text-ink" : "text-ink-2",
          )}
        >
          <span className="truncate">{name}</span>
          {current && <Arrow aria-hidden="true" className="size-3 shrink-0" />}
        </button>
      ) : (
        <span className="truncate text-ink-2">{name}</span>
      )}
    </GridPart>
  );
};
