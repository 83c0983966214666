"use client";
import { useTranslations } from "next-intl";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Glance, Problem } from "#lib/api/problem.ts";
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
  if (!catalogue) return problem ? <NotRead tenant={tenant} problem={problem} onRetry={retry} /> : <Reading />;
  return (
    <>
      {problem && <ProblemNotice problem={problem} title={t("failed")} onRetry={retry} announce className="mb-4" />}
      <OffersView tenant={tenant} catalogue={catalogue} onRetry={retry} {...rest} />
    </>
  );
};

const Reading = () => {
  const t = useTranslations("images");
  return (
    <div aria-busy="true">
      <p role="status" className="text-ink-2 text-sm">
        {t("reading")}
      </p>
      {["w-3/5", "w-1/2", "w-2/3", "w-2/5"].map((width) => (
        <div key={width} className="flex h-14 items-center border-line border-b">
          <Skeleton className={width} />
        </div>
      ))}
    </div>
  );
};

/** Nothing is known: never an empty catalogue. */
const NotRead = ({ tenant, problem, onRetry }: { tenant: string; problem: Problem; onRetry: () => void }) => {
  const t = useTranslations("images");
  if (problem.code === "forbidden")
    return (
      <EmptyState drawing="lens" title={t("forbidden.title", { tenant: tenantOf(tenant).name })}>
        {t("forbidden.body")}
      </EmptyState>
    );
  return <ProblemNotice problem={problem} title={t("failed")} onRetry={onRetry} announce />;
};
