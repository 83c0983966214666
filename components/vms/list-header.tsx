import { useTranslations } from "next-intl";
import { GridPart } from "#components/table/grid-part.tsx";
import { HeaderCell } from "#components/table/header-cell.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { cx } from "#components/ui/cx.ts";
import type { OptionalColumn } from "#lib/resources/vm/list-columns.ts";
import type { ListQuery, SortKey } from "#lib/resources/vm/list-query.ts";
import { columns, rowGrid } from "./columns.ts";

type ListHeaderProps = {
  query: ListQuery;
  shown: ReadonlySet<OptionalColumn>;
  /** How much of what matches is selected; null until all of it is known. */
  selected: "none" | "some" | "all" | null;
  onSelectAll: () => void;
  onSort: (key: SortKey) => void;
};

/** The box of all rows, and column names, each sorting by itself. Stays in view over the rows. */
export const ListHeader = ({ query, shown, selected, onSelectAll, onSort }: ListHeaderProps) => {
  const t = useTranslations("vms");
  return (
    <GridPart role="rowgroup" className="sticky top-0 z-2 border-line border-b bg-surface @max-[720px]:hidden">
      <GridPart role="row" aria-rowindex={1} className={cx(rowGrid, "h-9")}>
        <GridPart role="columnheader" className="flex">
          <Checkbox
            aria-label={t("selectAll")}
            checked={selected === "all"}
            indeterminate={selected === "some"}
            disabled={selected === null}
            readOnly
            onClick={onSelectAll}
          />
        </GridPart>
        <HeaderCell name={t("column.name")} sortBy="name" query={query} onSort={onSort} />
        {columns
          .filter(({ key }) => shown.has(key))
          .map(({ key, sort, className, right }) => (
            <HeaderCell
              key={key}
              name={t(`column.${key}`)}
              sortBy={sort}
              query={query}
              onSort={onSort}
              className={cx(right && "justify-end", className)}
            />
          ))}
        <GridPart role="columnheader">
          <span className="sr-only">{t("column.actions")}</span>
        </GridPart>
      </GridPart>
    </GridPart>
  );
};
