import { useLocale, useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import type { ActivityGap } from "#lib/resources/activity/view.ts";

/** What of the timeline is missing and why: because of the role, or just now. */
export const GapsNote = ({ gaps }: { gaps: readonly ActivityGap[] }) => {
  const t = useTranslations("activity.gap");
  const locale = useLocale();
  const named = (some: readonly ActivityGap[]) =>
    new Intl.ListFormat(locale).format(some.map(({ part }) => t(`part.${part}`)));
  const forbidden = gaps.filter(({ code }) => code === "forbidden");
  const failed = gaps.filter(({ code }) => code !== "forbidden");
  return (
    <>
      {failed.length > 0 && <Notice tone="attention" title={t("failed", { what: named(failed) })} />}
      {forbidden.length > 0 && <p className="text-ink-2 text-xs">{t("forbidden", { what: named(forbidden) })}</p>}
    </>
  );
};
