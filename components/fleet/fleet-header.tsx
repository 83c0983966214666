import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { GridPart } from "#components/table/grid-part.tsx";
import { cx } from "#components/ui/cx.ts";
import type { FleetQuery, FleetSort } from "#lib/resources/fleet/fleet.ts";
import { columns, rowGrid } from "./columns.ts";

type FleetHeaderProps = { query: FleetQuery; onSort: (key: FleetSort) => void };

/** Column names; those that sort are buttons. Stays in view over the rows. */
export const FleetHeader = ({ query, onSort }: FleetHeaderProps) => {
  const t = useTranslations("fleet.column");
  const Arrow = query.descending ? ArrowDown : ArrowUp;
  return (
    <GridPart role="rowgroup" className="sticky top-0 z-1 border-line border-b bg-surface @max-[720px]:hidden">
      <GridPart role="row" aria-rowindex={1} className={cx(rowGrid, "h-9")}>
        {columns.map(({ key, sort, className }) => {
          const isCurrent = query.sort === sort;
          return (
            <GridPart
              key={key}
              role="columnheader"
              aria-sort={isCurrent ? (query.descending ? "descending" : "ascending") : undefined}
              className={cx("flex min-w-0 text-ink-2 text-xs", className)}
            >
              {sort ? (
                <button
                  type="button"
                  onClick={() => onSort(sort)}
                  className={cx("flex min-w-0 items-center gap-1 rounded-tile hover:text-ink", isCurrent && "text-ink")}
                >
                  <span className="truncate">{t(key)}</span>
                  {isCurrent && <Arrow aria-hidden="true" className="size-3 shrink-0" />}
                </button>
              ) : (
                <span className="truncate">{t(key)}</span>
              )}
            </GridPart>
          );
        })}
      </GridPart>
    </GridPart>
  );
};
