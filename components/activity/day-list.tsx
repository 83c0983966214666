import { useLocale, useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { useTick } from "#components/ui/use-tick.ts";
import { dayOf, formatDay } from "#lib/i18n/formats.ts";
import type { ActivityEntry } from "#lib/resources/activity/view.ts";
import { EntryRow } from "./entry-row.tsx";

const dayMs = 24 * 3600 * 1000;

/** Entries under the day on which they last happened, in the reader's own time zone. */
export const DayList = ({ tenant, entries }: { tenant: string; entries: readonly ActivityEntry[] }) => {
  const t = useTranslations("activity");
  const locale = useLocale();
  // The server does not know the reader's zone: the first drawing is in UTC on both sides.
  const zone = useHydrated() ? undefined : "UTC";
  const now = new Date(useTick());
  const today = dayOf(now.toISOString(), zone);
  const yesterday = dayOf(new Date(now.getTime() - dayMs).toISOString(), zone);
  const days = Map.groupBy(entries, ({ at }) => dayOf(at, zone));
  const titleOf = (day: string, at: string): string => {
    if (day === today) return t("today");
    return day === yesterday ? t("yesterday") : formatDay(locale, at, now, zone);
  };
  return [...days].map(([day, ofDay]) => (
    <Card key={day} title={titleOf(day, ofDay[0]?.at ?? "")} flush>
      <ol className="divide-y divide-line">
        {ofDay.map((entry) => (
          <EntryRow key={entry.id} tenant={tenant} entry={entry} />
        ))}
      </ol>
    </Card>
  ));
};
