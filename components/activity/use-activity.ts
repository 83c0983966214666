import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLiveList } from "#components/shell/live.tsx";
import { problemFrom } from "#lib/api/client.ts";
import type { Glance, Problem } from "#lib/api/problem.ts";
import { activityKey, queries } from "#lib/api/queries.ts";
import type { ActivityView } from "#lib/resources/activity/view.ts";

/** What happens without a change of any machine is asked for this often; an answer without news is empty. */
const againEveryMs = 15_000;
/** Events follow the change they are about. */
const afterwardsMs = 2_000;

export type ActivityReading = {
  activity: ActivityView | null;
  /** Why the last read failed, also while older entries are still shown. */
  problem: Problem | null;
  retry: () => void;
};

/** A tenant's timeline: what came with the page, and anew whenever a machine changes. */
export const useActivity = (tenant: string, first: Glance<ActivityView>): ActivityReading => {
  const queryClient = useQueryClient();
  const changedAt = useLiveList()?.asOf.slice(0, "2026-01-01T00:00:00".length);
  const query = useQuery({
    ...queries.activity(tenant, () => queryClient.getQueryData(activityKey(tenant))),
    initialData: first.state === "ready" ? first.data : undefined,
    refetchInterval: againEveryMs,
  });

  // Once a second at most, however much changes.
  useEffect(() => {
    if (!changedAt) return;
    const ask = () => void queryClient.invalidateQueries({ queryKey: activityKey(tenant) }, { cancelRefetch: false });
    ask();
    const timer = setTimeout(ask, afterwardsMs);
    return () => clearTimeout(timer);
  }, [queryClient, tenant, changedAt]);

  const activity = query.data ?? null;
  return {
    activity,
    problem: query.error ? problemFrom(query.error) : activity || first.state !== "failed" ? null : first.problem,
    retry: () => void query.refetch(),
  };
};
