import { useTranslations } from "next-intl";
import { EntryRow } from "#components/activity/entry-row.tsx";
import { GapsNote } from "#components/activity/gaps-note.tsx";
import { useActivity } from "#components/activity/use-activity.ts";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Card } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Glance } from "#lib/api/problem.ts";
import { paths } from "#lib/paths.ts";
import type { ActivityView } from "#lib/resources/activity/view.ts";

const shown = 10;

type RecentCardProps = { tenant: string; first: Glance<ActivityView>; className?: string };

/** The last things that happened, and the way to all of them. */
export const RecentCard = ({ tenant, first, className }: RecentCardProps) => {
  const t = useTranslations("overview.activity");
  const words = useTranslations("activity");
  const { activity, problem, retry } = useActivity(tenant, first);
  if (!activity && problem)
    return <ProblemNotice problem={problem} title={words("failed")} onRetry={retry} className={className} />;
  const unread = activity?.gaps.filter(({ part }) => part === "events") ?? [];
  return (
    <Card
      title={t("title")}
      aside={
        <Link href={paths.activity(tenant)} className="font-medium text-accent hover:underline">
          {t("all")}
        </Link>
      }
      flush
      className={className}
    >
      {!activity && (
        <div role="status" className="space-y-3 p-4">
          <p className="text-ink-2 text-sm">{words("reading")}</p>
          <Skeleton className="w-3/5" />
          <Skeleton className="w-1/2" />
        </div>
      )}
      {unread.length > 0 && (
        <div className="px-4 pt-3">
          <GapsNote gaps={unread} />
        </div>
      )}
      {activity?.entries.length === 0 && <p className="p-4 text-ink-2 text-sm">{t("none")}</p>}
      {activity && activity.entries.length > 0 && (
        <ol className="divide-y divide-line">
          {activity.entries.slice(0, shown).map((entry) => (
            <EntryRow key={entry.id} tenant={tenant} entry={entry} brief />
          ))}
        </ol>
      )}
    </Card>
  );
};
