"use client";
import { useTranslations } from "next-intl";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { Problem, Reading } from "#lib/api/problem.ts";
import { paths } from "#lib/paths.ts";
import type { DiskDetailView } from "#lib/resources/disk/view.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { DiskDetail } from "./disk-detail.tsx";
import { useDisk } from "./use-disks.ts";

type DiskPageProps = { tenant: string; name: string; first: Reading<DiskDetailView>; access: VmAccess };

/** One disk, or why it cannot be shown. What is known stays while it is read again. */
export const DiskPage = ({ tenant, name, first, access }: DiskPageProps) => {
  const t = useTranslations("disks");
  const { data, problem, isReading, retry } = useDisk(tenant, name, first);
  const isGone = problem?.code === "not-found";
  if (data)
    return (
      <DiskDetail tenant={tenant} view={data} access={access} isGone={isGone}>
        {problem && !isGone && <ProblemNotice problem={problem} title={t("stale")} onRetry={retry} announce />}
      </DiskDetail>
    );
  if (problem && !isReading) return <NoDisk tenant={tenant} name={name} problem={problem} onRetry={retry} />;
  return (
    <p role="status" className="p-6 max-md:p-4">
      {t("loading", { name })}
    </p>
  );
};

type NoDiskProps = { tenant: string; name: string; problem: Problem; onRetry: () => void };

const NoDisk = ({ tenant, name, problem, onRetry }: NoDiskProps) => {
  const t = useTranslations("disks");
  const back = (
    <LinkButton href={paths.disks(tenant)} kind="primary">
      {t("back")}
    </LinkButton>
  );
  if (problem.code === "not-found")
    return (
      <EmptyState heading="h1" drawing="lens" title={t("gone.title", { name, tenant })} action={back}>
        {t("gone.body")}
      </EmptyState>
    );
  if (problem.code === "forbidden")
    return (
      <EmptyState heading="h1" drawing="lens" title={t("forbidden.title", { tenant })} action={back}>
        {t("forbidden.body")}
      </EmptyState>
    );
  return (
    <div className="p-6 max-md:p-4">
      <h1 className="sr-only">{name}</h1>
      <ProblemNotice problem={problem} title={t("unread", { name })} onRetry={onRetry} announce />
    </div>
  );
};
