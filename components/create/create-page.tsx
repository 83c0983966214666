"use client";
import { useTranslations } from "next-intl";
import { RefreshNotice } from "#components/feedback/refresh-notice.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Reading } from "#lib/api/problem.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { CreateForm } from "./create-form.tsx";
import type { WantedLike } from "./pattern.ts";

type CreatePageProps = {
  tenant: string;
  wantedImage: string | undefined;
  like: WantedLike | null;
  catalogue: Reading<CatalogueView>;
  quota: Reading<QuotaView>;
};

/** The form, or why there is nothing to choose from. */
export const CreatePage = ({ tenant, wantedImage, like, catalogue, quota }: CreatePageProps) => {
  const t = useTranslations("create");
  if (catalogue.state === "failed")
    return (
      <div className="p-6 max-md:p-4">
        <h1 className="sr-only">{t("title")}</h1>
        <RefreshNotice problem={catalogue.problem} title={t("unread.catalogue")} />
      </div>
    );
  const { missing } = catalogue.data;
  return (
    <div className="px-6 max-md:px-4">
      {missing.length > 0 && (
        <Notice tone="attention" title={t("partial.title")} className="mt-6">
          {t("partial.body", { parts: missing.map((part) => t(`partial.part.${part}`)).join(", ") })}
        </Notice>
      )}
      <CreateForm
        tenant={tenant}
        wantedImage={wantedImage}
        like={like}
        catalogue={catalogue.data}
        quota={quota.state === "ready" ? quota.data : null}
        quotaProblem={quota.state === "failed" ? quota.problem : null}
      />
    </div>
  );
};
