import { useQuery } from "@tanstack/react-query";
import { problemFrom } from "#lib/api/client.ts";
import type { Glance, Problem } from "#lib/api/problem.ts";
import { queries } from "#lib/api/queries.ts";
import type { ManifestView } from "#lib/manifest/view.ts";

/** What the list's stream does not tell, such as another cloud-init, is seen this soon. */
const againEveryMs = 15_000;

export type ManifestReading = { manifest: ManifestView | null; problem: Problem | null; retry: () => void };

/** The machine's manifest: the page's own first read, then again now and then, and after every write of this page. */
export const useManifest = (tenant: string, name: string, first: Glance<ManifestView>): ManifestReading => {
  const query = useQuery({
    ...queries.manifest(tenant, name),
    initialData: first.state === "ready" ? first.data : undefined,
    refetchInterval: againEveryMs,
  });
  const manifest = query.data ?? null;
  return {
    manifest,
    problem: query.error ? problemFrom(query.error) : manifest || first.state !== "failed" ? null : first.problem,
    retry: () => void query.refetch(),
  };
};
