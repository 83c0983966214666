import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { StateDot } from "#components/ui/state-dot.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { groupDots } from "#components/vms/group-dots.ts";
import { paths } from "#lib/paths.ts";
import { type VmGroup, vmGroups } from "#lib/resources/vm/groups.ts";
import { plainQuery, writeListQuery } from "#lib/resources/vm/list-query.ts";
import type { Figures } from "./figures.ts";

type StatesCardProps = { tenant: string; figures: Figures; className?: string };

/** How many machines are in which state, each leading to just those in the list. */
export const StatesCard = ({ tenant, figures: { total, counts }, className }: StatesCardProps) => {
  const t = useTranslations("overview.states");
  const { number } = useAmounts();
  // "Unknown" appears only when something is: with full rights nothing should be.
  const groups = vmGroups.filter((group) => group !== "unknown" || counts.unknown > 0);
  return (
    <Card
      title={t("title")}
      aside={
        <Link href={paths.vms(tenant)} className="hover:text-ink hover:underline">
          {t("total", { count: total })}
        </Link>
      }
      flush
      className={className}
    >
      <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-b-card bg-line *:bg-surface *:last:odd:col-span-2">
        {groups.map((group) => (
          <li key={group}>
            <StateTile tenant={tenant} group={group} count={counts[group]} shown={number(counts[group])} />
          </li>
        ))}
      </ul>
    </Card>
  );
};

type StateTileProps = { tenant: string; group: VmGroup; count: number; shown: string };

const StateTile = ({ tenant, group, count, shown }: StateTileProps) => {
  const t = useTranslations("overview.states");
  const word = useTranslations("vms.tabs")(group);
  return (
    <Link
      href={`${paths.vms(tenant)}${writeListQuery({ ...plainQuery, group })}`}
      aria-label={t("link", { count, state: word })}
      className="flex items-center gap-2.5 px-4 py-3 -outline-offset-2 transition-colors hover:bg-raised"
    >
      <StateDot {...groupDots[group]} />
      <span className="min-w-0 flex-1 truncate text-ink-2 text-sm">{word}</span>
      <span className="font-semibold text-section">{shown}</span>
    </Link>
  );
};
