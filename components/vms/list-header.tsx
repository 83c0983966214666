import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { GridPart } from "#components/table/grid-part.tsx";
import { cx } from "#components/ui/cx.ts";
import type { ListQuery, SortKey } from "#lib/resources/vm/list-query.ts";
import { columns, rowGrid } from "./columns.ts";

type ListHeaderProps = { query: ListQuery; onSort: (key: SortKey) => void };

/** Column names, each sorting by itself. Stays in view over the rows. */
export const ListHeader = ({ query, onSort }: ListHeaderProps) => {
  const t = useTranslations("vms");
  return (
    <GridPart role="rowgroup" className="sticky top-0 z-1 border-line border-b bg-surface @max-[720px]:hidden">
      <GridPart role="row" aria-rowindex={1} className={cx(rowGrid, "h-9")}>
        {columns.map(({ key, className, right }) => {
          const current = query.sort === key;
          const Arrow = query.descending ? ArrowDown : ArrowUp;
          return (
            <GridPart
              key={key}
              role="columnheader"
              aria-sort={current ? (query.descending ? "descending" : "ascending") : undefined}
              className={cx("flex min-w-0", right && "justify-end", className)}
            >
              <button
                type="button"
                onClick={() => onSort(key)}
                className={cx(
                  "flex min-w-0 items-center gap-1 rounded-tile text-xs hover:text-ink",
                  current ? "text-ink" : "text-ink-2",
                )}
              >
                <span className="truncate">{t(`column.${key}`)}</span>
                {current && <Arrow aria-hidden="true" className="size-3 shrink-0" />}
              </button>
            </GridPart>
          );
        })}
        <GridPart role="columnheader">
          <span className="sr-only">{t("column.actions")}</span>
        </GridPart>
      </GridPart>
    </GridPart>
  );
};
