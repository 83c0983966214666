"use client";
import { HardDrive } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Glance, Problem } from "#lib/api/problem.ts";
import type { DisksQuery } from "#lib/resources/disk/query.ts";
import type { DiskListView } from "#lib/resources/disk/view.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { DisksView } from "./disks-view.tsx";
import { useDisks } from "./use-disks.ts";

type DisksPageProps = {
  tenant: string;
  first: Glance<DiskListView>;
  firstQuery: DisksQuery;
  /** Whether this person may make disks here. */
  mayCreate: boolean;
};

/** The disks of a tenant, or why there are none to show. */
export const DisksPage = ({ tenant, first, ...rest }: DisksPageProps) => {
  const t = useTranslations("disks");
  const { data, problem, retry } = useDisks(tenant, first);
  if (!data) return problem ? <NotRead tenant={tenant} problem={problem} onRetry={retry} /> : <Reading />;
  return (
    <>
      {problem && <ProblemNotice problem={problem} title={t("failed")} onRetry={retry} announce className="mb-4" />}
      <DisksView tenant={tenant} view={data} {...rest} />
    </>
  );
};

const Reading = () => {
  const t = useTranslations("disks");
  return (
    <div aria-busy="true">
      <p role="status" className="text-ink-2 text-sm">
        {t("reading")}
      </p>
      {["w-3/5", "w-1/2", "w-2/3", "w-2/5"].map((width) => (
        <div key={width} className="flex h-14 items-center gap-3 border-line border-b">
          <HardDrive aria-hidden="true" className="size-4 text-ink-3" />
          <Skeleton className={width} />
        </div>
      ))}
    </div>
  );
};

/** Nothing is known: never an empty list. */
const NotRead = ({ tenant, problem, onRetry }: { tenant: string; problem: Problem; onRetry: () => void }) => {
  const t = useTranslations("disks");
  if (problem.code === "forbidden")
    return (
      <EmptyState drawing="lens" title={t("forbidden.title", { tenant: tenantOf(tenant).name })}>
        {t("forbidden.body")}
      </EmptyState>
    );
  return <ProblemNotice problem={problem} title={t("failed")} onRetry={onRetry} announce />;
};
