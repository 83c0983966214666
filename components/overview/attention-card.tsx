import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { PlatformWords } from "#components/feedback/platform-words.tsx";
import { Card } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { VmStateDot, VmStateWord } from "#components/vms/vm-state.tsx";
import { paths } from "#lib/paths.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { plainQuery, writeListQuery } from "#lib/resources/vm/list-query.ts";
import type { Figures, MachineAlert } from "./figures.ts";

type AttentionCardProps = { tenant: string; figures: Figures; className?: string };

/** What somebody should look at first, why, and what to do; one quiet line when there is nothing. */
export const AttentionCard = ({ tenant, figures, className }: AttentionCardProps) => {
  const t = useTranslations("overview.attention");
  const { alerts, alertCount, counts } = figures;
  const isCut = alertCount > alerts.length;
  return (
    <Card title={t("title")} aside={alertCount > 0 && alertCount} flush className={className}>
      {alertCount === 0 && (
        <p className="flex items-center gap-2.5 px-4 py-3.5 text-ink-2">
          <CircleCheck aria-hidden="true" className="size-4 text-running" />
          {t("none")}
        </p>
      )}
      {alertCount > 0 && (
        <ul className="divide-y divide-line">
          {alerts.map((alert) => (
            <AlertRow key={alert.name} tenant={tenant} alert={alert} />
          ))}
        </ul>
      )}
      {isCut && counts.attention > 0 && (
        <p className="border-line border-t px-4 py-2.5 text-sm">
          <Link
            href={`${paths.vms(tenant)}${writeListQuery({ ...plainQuery, group: "attention" })}`}
            className="font-medium text-accent hover:underline"
          >
            {t("all", { count: counts.attention })}
          </Link>
        </p>
      )}
    </Card>
  );
};

const AlertRow = ({ tenant, alert }: { tenant: string; alert: MachineAlert }) => {
  const t = useTranslations("overview");
  const { name, key, words } = alert;
  return (
    <li className="flex gap-3 px-4 py-3">
      <VmStateDot vm={alert} className="mt-[3px]" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link href={paths.vm(tenant, name)} className="break-all font-semibold hover:underline">
            {shownNameOfVm(name)}
          </Link>
          <VmStateWord vm={alert} className="text-sm" />
        </p>
        <p className="mt-0.5 text-sm">
          {t(`alert.${key}.what`)}.{" "}
          <span className="text-ink-2">
            <span className="font-medium">{t("attention.next")}</span> {t(`alert.${key}.next`)}
          </span>
        </p>
        {words && (
          <p className="mt-1 break-words text-ink-2 text-xs">
            {t("attention.words")} <PlatformWords most={320}>{words}</PlatformWords>
          </p>
        )}
      </div>
    </li>
  );
};
