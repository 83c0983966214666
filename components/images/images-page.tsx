"use client";
import { useTranslations } from "next-intl";
import { NothingRead } from "#components/feedback/nothing-read.tsx";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import type { Glance } from "#lib/api/problem.ts";
import type { OffersQuery } from "#lib/resources/image/offers.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import { tenantOf } from "#lib/resources/tenant/view.ts";
import { OffersView } from "./offers-view.tsx";
import { useOffers } from "./use-offers.ts";

type ImagesPageProps = {
  tenant: string;
  first: Glance<CatalogueView>;
  firstQuery: OffersQuery;
  mayCreate: boolean;
  /** `2026-11-21`, as the server has it. */
  today: string;
};

/** The catalogue: what machines of this tenant can be made of. */
export const ImagesPage = ({ tenant, first, ...rest }: ImagesPageProps) => {
  const t = useTranslations("images");
  const { catalogue, problem, retry } = useOffers(tenant, first);
  if (!catalogue)
    return (
      <NothingRead
        problem={problem}
        onRetry={retry}
        words={{
          reading: t("reading"),
          failed: t("failed"),
          forbidden: { title: t("forbidden.title", { tenant: tenantOf(tenant).name }), body: t("forbidden.body") },
        }}
      />
    );
  return (
    <>
      {problem && <ProblemNotice problem={problem} title={t("failed")} onRetry={retry} announce className="mb-4" />}
      <OffersView tenant={tenant} catalogue={catalogue} onRetry={retry} {...rest} />
    </>
  );
};
