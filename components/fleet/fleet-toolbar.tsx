import { useTranslations } from "next-intl";
import { SearchField } from "#components/ui/search-field.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { StateTabs } from "#components/vms/state-tabs.tsx";
import type { FleetQuery, FleetShown, FleetTenant } from "#lib/resources/fleet/fleet.ts";
import { FleetReading } from "./fleet-tenants.tsx";

type FleetToolbarProps = {
  query: FleetQuery;
  shown: FleetShown;
  tenants: readonly FleetTenant[];
  onChange: (part: Partial<FleetQuery>) => void;
};

/** State tabs with counts over all tenants, then the search; both are in the page's address. */
export const FleetToolbar = ({ query, shown, tenants, onChange }: FleetToolbarProps) => {
  const t = useTranslations("fleet");
  const { number } = useAmounts();
  return (
    <search className="relative flex flex-col gap-3 px-6 pt-4 pb-3 max-md:gap-2 max-md:px-4 max-md:pt-3">
      <StateTabs
        area="fleet"
        current={query.group}
        total={shown.total}
        counts={shown.counts}
        onChoose={(group) => onChange({ group })}
      />
      <div className="flex items-center gap-3">
        <SearchField
          label={t("search")}
          placeholder={t("search")}
          value={query.text}
          onChange={(text) => onChange({ text })}
          className="max-w-[340px]"
        />
        <FleetReading tenants={tenants} />
        <p className="ml-auto whitespace-nowrap text-ink-2 text-xs max-md:hidden">
          {t("count", { shown: number(shown.rows.length), total: number(shown.total) })}
        </p>
      </div>
    </search>
  );
};
