import { CircleAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Card } from "#components/ui/card.tsx";
import { cx } from "#components/ui/cx.ts";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { Reading } from "#lib/api/problem.ts";
import { type GaugeLevel, type QuotaGauge, quotaGauges } from "#lib/resources/quota/gauges.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { useQuota } from "./use-quota.ts";

type QuotaCardProps = { tenant: string; first: Reading<QuotaView>; className?: string };

/** How much of the tenant's quota is taken, one gauge for each thing people count. */
export const QuotaCard = ({ tenant, first, className }: QuotaCardProps) => {
  const t = useTranslations("overview.quota");
  const { quota, problem, retry } = useQuota(tenant, first);
  const gauges = quota ? quotaGauges(quota) : [];
  if (!quota && problem && problem.code !== "forbidden")
    return <ProblemNotice problem={problem} title={t("failed")} onRetry={retry} className={className} />;
  return (
    <Card title={t("title")} className={className}>
      {!quota && <p className="text-ink-2 text-sm">{t("forbidden")}</p>}
      {quota && gauges.length === 0 && <p className="text-ink-2 text-sm">{t("none")}</p>}
      {gauges.length > 0 && (
        <ul className="space-y-3.5">
          {gauges.map((gauge) => (
            <Gauge key={gauge.key} gauge={gauge} />
          ))}
        </ul>
      )}
    </Card>
  );
};

const looks: Record<GaugeLevel, { bar: string; word: string }> = {
  free: { bar: "bg-accent", word: "" },
  // Not by colour alone: a word and a sign stand beside it.
  near: { bar: "bg-attention", word: "text-attention" },
  full: { bar: "bg-failed", word: "text-failed" },
};

const Gauge = ({ gauge }: { gauge: QuotaGauge }) => {
  const t = useTranslations("overview.quota");
  const { bytes, number } = useAmounts();
  const { what, key, used, hard, share, level } = gauge;
  const amount = what === "memory" || what === "storage" ? bytes : (value: number) => number(value, 2);
  const label = what ? t(`what.${what}`) : key;
  const Sign = level === "full" ? CircleAlert : TriangleAlert;
  return (
    <li>
      <p className="flex items-baseline justify-between gap-3 text-sm">
        <span className="min-w-0 break-words">{label}</span>
        <span className="shrink-0 text-ink-2">
          {t.rich("of", {
            used: amount(used),
            hard: amount(hard),
            b: (text) => <span className="font-semibold text-ink">{text}</span>,
          })}
        </span>
      </p>
      {/* What it shows is said above it. */}
      <div aria-hidden="true" className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-pressed">
        <div className={cx("h-full rounded-full", looks[level].bar)} style={{ width: `${share * 100}%` }} />
      </div>
      {level !== "free" && (
        <p className={cx("mt-1 flex items-center gap-1.5 text-xs", looks[level].word)}>
          <Sign aria-hidden="true" className="size-3.5" />
          {t(level)}
        </p>
      )}
    </li>
  );
};
