import { useTranslations } from "next-intl";
import { GridPart } from "#components/table/grid-part.tsx";
import { HeaderCell } from "#components/table/header-cell.tsx";
import { cx } from "#components/ui/cx.ts";
import type { FleetQuery, FleetSort } from "#lib/resources/fleet/fleet.ts";
import { columns, rowGrid } from "./columns.ts";

type FleetHeaderProps = { query: FleetQuery; onSort: (key: FleetSort) => void };

/** Column names; those that sort are buttons. Stays in view over the rows. */
export const FleetHeader = ({ query, onSort }: FleetHeaderProps) => {
  const t = useTranslations("fleet.column");
  return (
    <GridPart role="rowgroup" className="sticky top-0 z-1 border-line border-b bg-surface @max-[720px]:hidden">
      <GridPart role="row" aria-rowindex={1} className={cx(rowGrid, "h-9")}>
        {columns.map(({ key, sort, className }) => (
          <HeaderCell key={key} name={t(key)} sortBy={sort} query={query} onSort={onSort} className={className} />
        ))}
      </GridPart>
    </GridPart>
  );
};
