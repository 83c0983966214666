import { Bookmark, Columns3, Download, ListFilter } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { iconButtonClass } from "#components/ui/icon-button-class.ts";
import { PanelButton } from "#components/ui/panel-button.tsx";
import { StateDot } from "#components/ui/state-dot.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { vmGroups } from "#lib/resources/vm/groups.ts";
import type { ListLook } from "#lib/resources/vm/list-columns.ts";
import type { ListQuery, ListShown } from "#lib/resources/vm/list-query.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { FilterChips } from "./filter-chips.tsx";
import { groupDots } from "./group-dots.ts";
import { displayPanel, exportPanel, filterPanel, viewsPanel } from "./list-tools.ts";
import { SearchBox } from "./search-box.tsx";

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
  // "Unknown" appears only when something is: with full rights nothing should be.
  const groups = vmGroups.filter((group) => group !== "unknown" || shown.counts.unknown > 0 || query.group === group);
  return (
    <search onFocus={onReach} className="flex flex-col gap-3 px-6 pt-4 pb-3 max-md:gap-2 max-md:px-4 max-md:pt-3">
      <fieldset className="-mx-1 flex gap-1 overflow-x-auto px-1 py-0.5">
        <legend className="sr-only">{t("tabs.label")}</legend>
        <Tab current={query.group === null} onChoose={() => onChange({ group: null })}>
          {t("tabs.all")} <span className="font-normal text-ink-2 max-md:hidden">{number(shown.total)}</span>
        </Tab>
        {groups.map((group) => (
          <Tab key={group} current={query.group === group} onChoose={() => onChange({ group })}>
            <StateDot {...groupDots[group]} />
            <span className="max-md:sr-only">{t(`tabs.${group}`)}</span>
            <span className="font-normal text-ink-2">{number(shown.counts[group])}</span>
          </Tab>
        ))}
      </fieldset>
      <div className="flex items-start gap-2">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
          <SearchBox text={query.text} onChange={(text) => onChange({ text })} />
          <PanelButton
            label={t("filter.button")}
            align="start"
            onReach={filterPanel.soon}
            triggerClass="flex h-8 items-center gap-2 rounded-control border border-line-strong border-dashed px-2.5 font-medium text-sm hover:bg-raised max-md:px-2"
            trigger={
              <>
                <ListFilter aria-hidden="true" className="size-4" />
                <span className="max-md:hidden">{t("filter.button")}</span>
              </>
            }
          >
            {() => <filterPanel.Part query={query} rows={rows} onChange={onChange} />}
          </PanelButton>
          <FilterChips filters={query.filters} onChange={(filters) => onChange({ filters })} />
        </div>
        <p className="ml-auto self-center whitespace-nowrap text-ink-2 text-xs max-md:hidden">
          {t("count", { shown: number(shown.matching), total: number(shown.total) })}
        </p>
        <div className="flex h-8 items-center">
          <Tool label={t("tools.views")} icon={<Bookmark aria-hidden="true" className="size-4" />} later={viewsPanel}>
            {(close) => <viewsPanel.Part {...{ tenant, query, look, close }} onOpen={onChange} />}
          </Tool>
          <Tool
            label={t("tools.display")}
            icon={<Columns3 aria-hidden="true" className="size-4" />}
            later={displayPanel}
          >
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

type ToolProps = {
  label: string;
  icon: ReactNode;
  later: { soon: () => void };
  children: (close: () => void) => ReactNode;
};

const Tool = ({ label, icon, later, children }: ToolProps) => (
  <PanelButton label={label} trigger={icon} triggerClass={iconButtonClass} onReach={later.soon}>
    {children}
  </PanelButton>
);

const Tab = ({ current, onChoose, children }: { current: boolean; onChoose: () => void; children: ReactNode }) => (
  <button
    type="button"
    aria-pressed={current}
    onClick={onChoose}
    className={cx(
      "flex h-8 shrink-0 items-center gap-2 rounded-control px-3 font-medium transition-colors max-md:px-2.5",
      current ? "bg-pressed text-ink" : "text-ink-2 hover:bg-raised",
    )}
  >
    {children}
  </button>
);
