import { useTranslations } from "next-intl";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { RefreshNotice } from "#components/feedback/refresh-notice.tsx";
import { useConnection } from "#components/shell/live.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Problem, ProblemCode } from "#lib/api/problem.ts";
import type { Outage } from "#lib/api/stream-events.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";

/** There is no list to show: why it could not be read, or, without a problem, that it is still being read. */
export const Unread = ({ tenant, problem }: { tenant: string; problem: Problem | null }) =>
  problem ? <NotRead tenant={tenant} problem={problem} /> : <NotYetRead tenant={tenant} />;

/** The list is on its way; when the cluster turns out not to answer, that is said instead. */
const NotYetRead = ({ tenant }: { tenant: string }) => {
  const t = useTranslations("vms");
  const { state, code, where } = useConnection();
  if (state === "ended" && code === "forbidden") return <NotRead tenant={tenant} problem={problemOf("forbidden")} />;
  if (state === "stale" && where) return <NotRead tenant={tenant} problem={problemOf(codeOf[where])} />;
  return (
    <div className="px-6 py-3 max-md:px-4" aria-busy="true">
      <p role="status" className="text-ink-2 text-sm">
        {t("reading")}
      </p>
      {placeholders.map((width) => (
        <div key={width} className="flex h-12 items-center border-line border-b">
          <Skeleton className={width} />
        </div>
      ))}
    </div>
  );
};

const placeholders = ["w-3/5", "w-1/2", "w-2/3", "w-2/5", "w-3/4"];
const codeOf = { cluster: "unavailable", "sign-in": "sign-in-unavailable" } as const satisfies Record<
  Outage,
  ProblemCode
>;
const problemOf = (code: ProblemCode): Problem => ({ type: "about:blank", status: 0, code });

/** Nothing is known: either this role may not list, or the read failed. Never an empty list. */
const NotRead = ({ tenant, problem }: { tenant: string; problem: Problem }) => {
  const t = useTranslations("vms");
  if (problem.code === "forbidden")
    return (
      <EmptyState drawing="lens" title={t("forbidden.title")}>
        {t("forbidden.body", { tenant: tenantOf(tenant).name })}
      </EmptyState>
    );
  return <RefreshNotice problem={problem} title={t("failed.title")} className="m-6 max-md:m-4" />;
};
