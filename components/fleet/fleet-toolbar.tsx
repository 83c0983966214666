import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { type DotShape, StateDot, type Tone } from "#components/ui/state-dot.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { FleetQuery, FleetShown } from "#lib/resources/fleet/fleet.ts";
import { type VmGroup, vmGroups } from "#lib/resources/vm/groups.ts";

const dots: Record<VmGroup, { shape: DotShape; tone: Tone }> = {
  running: { shape: "full", tone: "running" },
  progress: { shape: "half", tone: "working" },
  stopped: { shape: "ring", tone: "off" },
  attention: { shape: "diamond", tone: "failed" },
  unknown: { shape: "ring", tone: "attention" },
};

type FleetToolbarProps = { query: FleetQuery; shown: FleetShown; onChange: (part: Partial<FleetQuery>) => void };

/** State tabs with counts over all tenants, then the search; both are in the page's address. */
export const FleetToolbar = ({ query, shown, onChange }: FleetToolbarProps) => {
  const t = useTranslations("fleet");
  const { number } = useAmounts();
  const groups = vmGroups.filter((group) => group !== "unknown" || shown.counts.unknown > 0 || query.group === group);
  return (
    <search className="flex flex-col gap-3 px-6 pt-4 pb-3 max-md:gap-2 max-md:px-4 max-md:pt-3">
      <fieldset className="-mx-1 flex gap-1 overflow-x-auto px-1 py-0.5">
        <legend className="sr-only">{t("tabs.label")}</legend>
        <Tab current={query.group === null} onChoose={() => onChange({ group: null })}>
          {t("tabs.all")} <span className="font-normal text-ink-2 max-md:hidden">{number(shown.total)}</span>
        </Tab>
        {groups.map((group) => (
          <Tab key={group} current={query.group === group} onChoose={() => onChange({ group })}>
            <StateDot {...dots[group]} />
            <span className="max-md:sr-only">{t(`tabs.${group}`)}</span>
            <span className="font-normal text-ink-2">{number(shown.counts[group])}</span>
          </Tab>
        ))}
      </fieldset>
      <div className="flex items-center gap-3">
        <TextInput
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          value={query.text}
          maxLength={200}
          onChange={(event) => onChange({ text: event.target.value })}
          className="max-w-[340px] max-md:max-w-none"
        />
        <p className="ml-auto whitespace-nowrap text-ink-2 text-xs max-md:hidden">
          {t("count", { shown: number(shown.rows.length), total: number(shown.total) })}
        </p>
      </div>
    </search>
  );
};

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
