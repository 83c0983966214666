"use client";
import { HardDrive } from "lucide-react";
import { useTranslations } from "next-intl";
import { NothingRead } from "#components/feedback/nothing-read.tsx";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import type { Glance } from "#lib/api/problem.ts";
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
  if (!data)
    return (
      <NothingRead
        problem={problem}
        onRetry={retry}
        words={{
          reading: t("reading"),
          failed: t("failed"),
          forbidden: { title: t("forbidden.title", { tenant: tenantOf(tenant).name }), body: t("forbidden.body") },
        }}
        icon={<HardDrive aria-hidden="true" className="size-4 text-ink-3" />}
      />
    );
  return (
    <>
      {problem && <ProblemNotice problem={problem} title={t("failed")} onRetry={retry} announce className="mb-4" />}
      <DisksView tenant={tenant} view={data} {...rest} />
    </>
  );
};
