import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useActivityVersion, useConnection, useLiveList, useTasks } from "#components/shell/live.tsx";
import { problemFrom } from "#lib/api/client.ts";
import type { Glance, Problem } from "#lib/api/problem.ts";
import { activityKey, queries } from "#lib/api/queries.ts";
import type { ActivityView } from "#lib/resources/activity/view.ts";

/** Where the stream does not tell of news it is asked for this often; an answer without news is empty. */
const againEveryMs = 15_000;
/** Events follow the change they are about. */
const afterwardsMs = 2_000;

export type ActivityReading = {
  activity: ActivityView | null;
  /** Why the last read failed, also while older entries are still shown. */
  problem: Problem | null;
  retry: () => void;
};

/** A tenant's timeline: what came with the page, and anew when the stream tells of news; while it cannot, at every change of a machine. */
export const useActivity = (tenant: string, first: Glance<ActivityView>): ActivityReading => {
  const queryClient = useQueryClient();
  const changedAt = useLiveList()?.asOf.slice(0, "2026-01-01T00:00:00".length);
  const version = useActivityVersion();
  const { state } = useConnection();
  const isTold = version !== null && (state === "live" || state === "polling");
  const tasks = useTasks()
    .map((task) => `${task.id} ${task.state}`)
    .join();
  const query = useQuery({
    ...queries.activity(tenant, () => queryClient.getQueryData(activityKey(tenant))),
    initialData: first.state === "ready" ? first.data : undefined,
    // What failed comes back without news; what is forbidden does not come back.
    refetchInterval: ({ state: { status, data } }) =>
      isTold && status === "success" && !data?.gaps.some(({ part, code }) => part === "events" && code !== "forbidden")
        ? false
        : againEveryMs,
  });

  const news = isTold ? `${version} ${tasks}` : changedAt;
  const askedAt = useRef<string>(undefined);
  const { isFetching } = query;
  // Once a second at most, however much changes. An answer that is on its way does not know the news yet: it is asked again after it.
  useEffect(() => {
    if (!news || isFetching || askedAt.current === news) return;
    askedAt.current = news;
    void queryClient.invalidateQueries({ queryKey: activityKey(tenant) });
  }, [queryClient, tenant, news, isFetching]);
  useEffect(() => {
    if (!changedAt || isTold) return;
    const ask = () => void queryClient.invalidateQueries({ queryKey: activityKey(tenant) }, { cancelRefetch: false });
    const timer = setTimeout(ask, afterwardsMs);
    return () => clearTimeout(timer);
  }, [queryClient, tenant, changedAt, isTold]);

  const activity = query.data ?? null;
  return {
    activity,
    problem: query.error ? problemFrom(query.error) : activity || first.state !== "failed" ? null : first.problem,
    retry: () => void query.refetch(),
  };
};
