"use client";
import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { Problem } from "#lib/api/problem.ts";
import type { QuotaEffect } from "#lib/create/quota.ts";
import { type QuotaLine, quotaLines } from "./quota-lines.ts";

type PlanQuotaProps = { effects: readonly QuotaEffect[]; hasQuota: boolean; problem: Problem | null };

/** What the machine takes from the tenant's quota: before, after, of how much. */
export const PlanQuota = ({ effects, hasQuota, problem }: PlanQuotaProps) => {
  const t = useTranslations("create.plan");
  const lines = quotaLines(effects);
  return (
    <div className="border-line border-t px-4 py-3">
      <h3 className="font-medium text-ink-2 text-xs">{t("quota")}</h3>
      {problem && <p className="mt-1 text-attention text-sm">{t("quotaUnread")}</p>}
      {!problem && !hasQuota && <p className="mt-1 text-ink-2 text-sm">{t("noQuota")}</p>}
      {lines.length > 0 && (
        <ul className="mt-2 space-y-2.5">
          {lines.map((line) => (
            <QuotaBar key={line.key} line={line} />
          ))}
        </ul>
      )}
    </div>
  );
};

const QuotaBar = ({ line }: { line: QuotaLine }) => {
  const t = useTranslations("create.plan");
  const { bytes, number } = useAmounts();
  const { what, before, after, hard, exceeds } = line;
  const amount = what === "memory" || what === "storage" ? bytes : (value: number) => number(value, 2);
  const label = what ? t(`what.${what}`) : line.key;
  const percent = (value: number): string => `${hard > 0 ? Math.min(100, (value / hard) * 100) : 100}%`;
  return (
    <li>
      <p className="flex items-baseline justify-between gap-3 text-xs">
        <span className="min-w-0 break-words text-ink-2">{label}</span>
        <span className="shrink-0 text-ink-2">
          <span className="sr-only">
            {t("quotaLabel", { what: label, before: amount(before), after: amount(after), hard: amount(hard) })}
          </span>
          <span aria-hidden="true">
            {t.rich("quotaOf", {
              after: amount(after),
              hard: amount(hard),
              b: (text) => <span className={cx("font-semibold", exceeds ? "text-failed" : "text-ink")}>{text}</span>,
            })}
          </span>
        </span>
      </p>
      <div aria-hidden="true" className="relative mt-1 h-1.5 overflow-hidden rounded-full bg-pressed">
        <div
          className={cx("absolute inset-y-0 left-0 transition-[width]", exceeds ? "bg-failed" : "bg-accent")}
          style={{ width: percent(after) }}
        />
        <div className="absolute inset-y-0 left-0 bg-ink-3" style={{ width: percent(before) }} />
      </div>
      {exceeds && <p className="mt-1 text-failed text-xs">{t("quotaOver", { missing: amount(after - hard) })}</p>}
    </li>
  );
};
