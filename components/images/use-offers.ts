import { useQuery } from "@tanstack/react-query";
import { problemFrom } from "#lib/api/client.ts";
import type { Glance, Problem } from "#lib/api/problem.ts";
import { queries } from "#lib/api/queries.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";

/** A catalogue changes by the day. */
const freshForMs = 5 * 60_000;

export type Offers = {
  catalogue: CatalogueView | null;
  /** Why the last read failed, also while an older catalogue is still shown. */
  problem: Problem | null;
  isReading: boolean;
  retry: () => void;
};

/** The catalogue: what came with the page, else asked for now. */
export const useOffers = (tenant: string, first: Glance<CatalogueView>): Offers => {
  const query = useQuery({
    ...queries.catalogue(tenant),
    initialData: first.state === "ready" ? first.data : undefined,
    staleTime: freshForMs,
    // Why it failed is known already: asking again is for the person to say.
    enabled: first.state !== "failed",
  });
  const catalogue = query.data ?? null;
  return {
    catalogue,
    problem: query.error ? problemFrom(query.error) : catalogue || first.state !== "failed" ? null : first.problem,
    isReading: query.isFetching,
    retry: () => void query.refetch(),
  };
};
