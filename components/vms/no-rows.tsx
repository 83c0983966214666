import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { RefreshNotice } from "#components/feedback/refresh-notice.tsx";
import { useConnection } from "#components/shell/live.tsx";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Problem } from "#lib/api/problem.ts";
import { paths } from "#lib/paths.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";

/** The list is empty, truthfully: the cluster said so. */
export const NoMachines = ({ tenant, mayCreate }: { tenant: string; mayCreate: boolean }) => {
  const t = useTranslations("vms.empty");
  const action = (
    <LinkButton kind="primary" href={paths.vmNew(tenant)} icon={<Plus aria-hidden="true" className="size-4" />}>
      {t("action")}
    </LinkButton>
  );
  return (
    <EmptyState title={t("title")} action={mayCreate && action}>
      {t(mayCreate ? "body" : "mayNot")}
    </EmptyState>
  );
};

export const NoMatch = ({ total, onShowAll }: { total: number; onShowAll: () => void }) => {
  const t = useTranslations("vms.noMatch");
  return (
    <EmptyState drawing="lens" title={t("title")} action={<Button onClick={onShowAll}>{t("action")}</Button>}>
      {t("body", { total })}
    </EmptyState>
  );
};

/** The list is on its way; when the cluster turns out not to answer, that is said instead. */
export const NotYetRead = ({ tenant }: { tenant: string }) => {
  const t = useTranslations("vms");
  const { state, code, where } = useConnection();
  if (state === "ended" && code === "forbidden") return <NotRead tenant={tenant} problem={problemOf("forbidden")} />;
  if (state === "stale" && where === "cluster") return <NotRead tenant={tenant} problem={problemOf("unavailable")} />;
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
const problemOf = (code: "forbidden" | "unavailable"): Problem => ({ type: "about:blank", status: 0, code });

/** Nothing is known: either this role may not list, or the read failed. Never an empty list. */
export const NotRead = ({ tenant, problem }: { tenant: string; problem: Problem }) => {
  const t = useTranslations("vms");
  if (problem.code === "forbidden")
    return (
      <EmptyState drawing="lens" title={t("forbidden.title")}>
        {t("forbidden.body", { tenant: tenantOf(tenant).name })}
      </EmptyState>
    );
  return <RefreshNotice problem={problem} title={t("failed.title")} className="m-6 max-md:m-4" />;
};
