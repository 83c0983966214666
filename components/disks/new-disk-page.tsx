"use client";
import { useTranslations } from "next-intl";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { RefreshNotice } from "#components/feedback/refresh-notice.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Reading } from "#lib/api/problem.ts";
import { paths } from "#lib/paths.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { NewDiskForm } from "./new-disk-form.tsx";

type NewDiskPageProps = {
  tenant: string;
  /** Null: this person may not make disks. */
  catalogue: Reading<CatalogueView> | null;
  quota: Reading<QuotaView> | null;
  copyOf: string | undefined;
};

/** The form for a disk by itself, or why there is none. */
export const NewDiskPage = ({ tenant, catalogue, quota, copyOf }: NewDiskPageProps) => {
  const t = useTranslations("disks");
  const create = useTranslations("create");
  if (!catalogue)
    return (
      <EmptyState
        heading="h1"
        drawing="lens"
        title={t("new.forbidden", { tenant })}
        action={
          <LinkButton href={paths.disks(tenant)} kind="primary">
            {t("back")}
          </LinkButton>
        }
      >
        {t("mayNotCreate")}
      </EmptyState>
    );
  if (catalogue.state === "failed")
    return (
      <div className="p-6 max-md:p-4">
        <h1 className="sr-only">{t("new.title")}</h1>
        <RefreshNotice problem={catalogue.problem} title={create("unread.catalogue")} />
      </div>
    );
  const { missing } = catalogue.data;
  const limits = quota?.state === "ready" ? quota.data : null;
  return (
    <div className="space-y-4 px-6 py-6 max-md:px-4">
      {missing.length > 0 && (
        <Notice tone="attention" title={create("partial.title")}>
          {create("partial.body", { parts: missing.map((part) => create(`partial.part.${part}`)).join(", ") })}
        </Notice>
      )}
      <NewDiskForm tenant={tenant} catalogue={catalogue.data} quota={limits} copyOf={copyOf} />
    </div>
  );
};
