import { Bookmark, Columns3, Download, ListFilter } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { iconButtonClass } from "#components/ui/icon-button-class.ts";
import { PanelButton } from "#components/ui/panel-button.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { ListLook } from "#lib/resources/vm/list-columns.ts";
import type { ListQuery, ListShown } from "#lib/resources/vm/list-query.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { displayPanel, exportPanel, filterChips, filterPanel, groupRow, viewsPanel } from "./list-tools.ts";
import { SearchBox } from "./search-box.tsx";
import { StateTabs } from "./state-tabs.tsx";

type ListToolbarProps = {
  tenant: string;
  query: ListQuery;
  look: ListLook;
  /** All rows, whatever is searched. */
  rows: readonly VmRow[];
  shown: Pick<ListShown, "total" | "counts" | "rows"> & { matching: number };
  onChange: (part: Partial<ListQuery>) => void;
  onLook: (look: ListLook) => void;
  /** Somebody is about to narrow the list. */
  onReach: () => void;
};

/** State tabs with counts; then search and filters, which are in the page's address, and how the list is looked at. */
export const ListToolbar = ({ tenant, query, look, rows, shown, onChange, onLook, onReach }: ListToolbarProps) => {
  const t = useTranslations("vms");
  const { number } = useAmounts();
  return (
    <search onFocus={onReach} className="flex flex-col gap-3 px-6 pt-4 pb-3 max-md:gap-2 max-md:px-4 max-md:pt-3">
      <StateTabs
        area="vms"
        current={query.group}
        total={shown.total}
        counts={shown.counts}
        onChoose={(group) => onChange({ group })}
      />
      <div className="flex items-start gap-2">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
          <SearchBox text={query.text} onChange={(text) => onChange({ text })} />
          <PanelButton
            label={t("filter.button")}
            align="start"
            onReach={() => {
              filterPanel.soon();
              filterChips.soon();
            }}
            triggerClass="flex h-8 items-center gap-2 rounded-control border border-line-strong border-dashed px-2.5 font-medium text-sm hover:bg-raised max-md:h-10 max-md:px-3"
            trigger={
              <>
                <ListFilter aria-hidden="true" className="size-4" />
                <span className="max-md:hidden">{t("filter.button")}</span>
              </>
            }
          >
            {() => <filterPanel.Part query={query} rows={rows} onChange={onChange} />}
          </PanelButton>
          {query.filters.length > 0 && (
            <filterChips.Part filters={query.filters} onChange={(filters) => onChange({ filters })} />
          )}
        </div>
        <p className="ml-auto self-center whitespace-nowrap text-ink-2 text-xs max-md:hidden">
          {t("count", { shown: number(shown.matching), total: number(shown.total) })}
        </p>
        <div className="flex h-8 items-center max-md:h-10">
          <Tool label={t("tools.views")} icon={<Bookmark aria-hidden="true" className="size-4" />} later={viewsPanel}>
            {(close) => <viewsPanel.Part {...{ tenant, query, look, close }} onOpen={onChange} />}
          </Tool>
          <Tool label={t("tools.display")} icon={<Columns3 aria-hidden="true" className="size-4" />} later={display}>
            {() => <displayPanel.Part {...{ query, look, rows, onLook }} onChange={onChange} />}
          </Tool>
          <Tool label={t("tools.export")} icon={<Download aria-hidden="true" className="size-4" />} later={exportPanel}>
            {(close) => <exportPanel.Part {...{ tenant, look, close }} rows={shown.rows} />}
          </Tool>
        </div>
      </div>
    </search>
  );
};

/** Rows are put under headings there. */
const display = {
  soon: () => {
    displayPanel.soon();
    groupRow.soon();
  },
};

type ToolProps = {
  label: string;
  icon: ReactNode;
  later: { soon: () => void };
  children: (close: () => void) => ReactNode;
};

const Tool = ({ label, icon, later, children }: ToolProps) => (
  <PanelButton label={label} trigger={icon} triggerClass={cx(iconButtonClass, "max-md:mx-0")} onReach={later.soon}>
    {children}
  </PanelButton>
);
