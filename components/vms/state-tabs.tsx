import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { StateDot } from "#components/ui/state-dot.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { type VmGroup, vmGroups } from "#lib/resources/vm/groups.ts";
import { groupDots } from "./group-dots.ts";

type StateTabsProps = {
  /** The messages that have the words: those of the page that is there. */
  area: "vms" | "fleet";
  current: VmGroup | null;
  total: number;
  counts: Record<VmGroup, number>;
  onChoose: (group: VmGroup | null) => void;
};

/** Machines by state, with counts; one is chosen, or all are. */
export const StateTabs = ({ area, current, total, counts, onChoose }: StateTabsProps) => {
  const t = useTranslations(`${area}.tabs`);
  const { number } = useAmounts();
  // "Unknown" appears only when something is: with full rights nothing should be.
  const groups = vmGroups.filter((group) => group !== "unknown" || counts.unknown > 0 || current === group);
  return (
    <fieldset className="-mx-1 flex gap-1 overflow-x-auto px-1 py-0.5">
      <legend className="sr-only">{t("label")}</legend>
      <Tab current={current === null} onChoose={() => onChoose(null)}>
        {t("all")} <span className="font-normal text-ink-2 max-md:hidden">{number(total)}</span>
      </Tab>
      {groups.map((group) => (
        <Tab key={group} current={current === group} onChoose={() => onChoose(group)}>
          <StateDot {...groupDots[group]} />
          <span className="max-md:sr-only">{t(group)}</span>
          <span className="font-normal text-ink-2">{number(counts[group])}</span>
        </Tab>
      ))}
    </fieldset>
  );
};

const Tab = ({ current, onChoose, children }: { current: boolean; onChoose: () => void; children: ReactNode }) => (
  <button
    type="button"
    aria-pressed={current}
    onClick={onChoose}
    className={cx(
      "flex h-8 shrink-0 items-center gap-2 rounded-control px-3 font-medium transition-colors max-md:h-10 max-md:px-3",
      current ? "bg-pressed text-ink" : "text-ink-2 hover:bg-raised",
    )}
  >
    {children}
  </button>
);
