"use client";
import { useTranslations } from "next-intl";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { useAddressQuery } from "#components/ui/use-address-query.ts";
import type { Glance } from "#lib/api/problem.ts";
import { refOf } from "#lib/manifest/related.ts";
import type { ManifestView } from "#lib/manifest/view.ts";
import { useFramedVm } from "../vm-frame.tsx";
import { OwnObject } from "./own-object.tsx";
import { ReadingLines } from "./reading-lines.tsx";
import { RelatedCard } from "./related-card.tsx";
import { RelatedObject } from "./related-object.tsx";
import { useManifest } from "./use-manifest.ts";
import { Ways } from "./ways.tsx";

type Looked = { object: string | null };
const writeAddress = ({ object }: Looked): string => (object ? `?${new URLSearchParams({ object })}` : "");

type ManifestPageProps = { first: Glance<ManifestView>; firstObject: string | null };

/** The machine as the cluster has it, in YAML, and every object that belongs to it. */
export const ManifestPage = ({ first, firstObject }: ManifestPageProps) => {
  const t = useTranslations("manifest");
  const { tenant, vm, isGone } = useFramedVm();
  const { manifest, problem, retry } = useManifest(tenant, vm.name, first);
  const { query, setQuery } = useAddressQuery<Looked>({ object: firstObject }, writeAddress);
  const handleOpen = (object: string | null) => setQuery({ object });
  if (!manifest) {
    return problem ? (
      <ProblemNotice problem={problem} title={t("failed")} onRetry={retry} announce />
    ) : (
      <ReadingLines />
    );
  }
  const { ref: own, related } = manifest;
  const looked = refOf(query.object, related);
  const ways = <Ways of={looked ?? own} own={own} all={related} onOpen={handleOpen} />;
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(300px,1fr)] lg:gap-5">
      <div className="min-w-0 space-y-4">
        {problem && !isGone && <ProblemNotice problem={problem} title={t("stale")} onRetry={retry} announce />}
        {/* What is typed into the machine's own object stays while another one is looked at. */}
        <div hidden={looked !== null}>
          <OwnObject manifest={manifest} ways={looked ? null : ways} />
        </div>
        {looked && <RelatedObject key={query.object} tenant={tenant} of={looked} ways={ways} />}
      </div>
      <div className="min-w-0">
        <RelatedCard manifest={manifest} current={looked ?? own} onOpen={handleOpen} />
      </div>
    </div>
  );
};
