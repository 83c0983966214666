import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLiveList } from "#components/shell/live.tsx";
import { problemFrom } from "#lib/api/client.ts";
import type { Problem, Reading } from "#lib/api/problem.ts";
import { queries } from "#lib/api/queries.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";

/** The cluster counts a moment after a machine or disk comes or goes. */
const countedAfterMs = 1_500;
const againEveryMs = 60_000;

/** The tenant's quota: what came with the page, and anew when the number of its machines or what they run changes. */
export const useQuota = (
  tenant: string,
  first: Reading<QuotaView>,
): { quota: QuotaView | null; problem: Problem | null; retry: () => void } => {
  const queryClient = useQueryClient();
  const rows = useLiveList()?.rows;
  const running = rows?.filter(({ state }) => state === "running").length;
  const query = useQuery({
    ...queries.quota(tenant),
    initialData: first.state === "ready" ? first.data : undefined,
    refetchInterval: againEveryMs,
  });
  const count = rows?.length;
  useEffect(() => {
    if (count === undefined || running === undefined) return;
    const { queryKey } = queries.quota(tenant);
    const timer = setTimeout(() => void queryClient.invalidateQueries({ queryKey }), countedAfterMs);
    return () => clearTimeout(timer);
  }, [queryClient, tenant, count, running]);

  const quota = query.data ?? null;
  const problem = query.error ? problemFrom(query.error) : quota || first.state === "ready" ? null : first.problem;
  return { quota, problem, retry: () => void query.refetch() };
};
