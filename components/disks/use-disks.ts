import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useActivityVersion, useLiveList } from "#components/shell/live.tsx";
import { problemFrom } from "#lib/api/client.ts";
import type { Glance, Problem, Reading } from "#lib/api/problem.ts";
import { disksKey, queries } from "#lib/api/queries.ts";
import { isSettled } from "#lib/resources/disk/state.ts";
import type { DiskDetailView, DiskListView, DiskRow } from "#lib/resources/disk/view.ts";

/** Besides the stream's news: what the server answers from what it watches anyway, and with nothing where nothing has changed. */
const quietMs = 10_000;
const movingMs = 2_000;

/** Null: not looked at yet, or why there is none. */
export type DiskReading<T> = { data: T | null; problem: Problem | null; isReading: boolean; retry: () => void };

const everyMs = (disks: readonly DiskRow[] | undefined): number =>
  disks?.some(({ state, askedBytes, realBytes }) => {
    const isGrowing = realBytes !== null && askedBytes !== null && askedBytes > realBytes;
    return !(isSettled(state) || state === "unknown") || isGrowing;
  })
    ? movingMs
    : quietMs;

/** The stream tells that something happened in the tenant: a machine changed, or an event came. */
const useNews = (queryKey: readonly string[]) => {
  const queryClient = useQueryClient();
  const activity = useActivityVersion();
  // Once a second at most, however much changes.
  const rows = useLiveList()?.asOf.slice(0, "2026-01-01T00:00:00".length);
  const [resource, tenant, name] = queryKey;
  useEffect(() => {
    if (activity === null && rows === undefined) return;
    const key = [resource, tenant, name].filter((part) => part !== undefined);
    void queryClient.invalidateQueries({ queryKey: key }, { cancelRefetch: false });
  }, [queryClient, activity, rows, resource, tenant, name]);
};

/** The disks of a tenant: what came with the page, and anew while they change. */
export const useDisks = (
  tenant: string,
  first: Glance<DiskListView> = { state: "pending" },
): DiskReading<DiskListView> => {
  const queryClient = useQueryClient();
  const query = useQuery({
    ...queries.disks(tenant, () => queryClient.getQueryData(disksKey(tenant))),
    initialData: first.state === "ready" ? first.data : undefined,
    refetchInterval: ({ state: { data } }) => everyMs(data?.disks),
  });
  useNews(disksKey(tenant));
  const data = query.data ?? null;
  return {
    data,
    problem: query.error ? problemFrom(query.error) : data || first.state !== "failed" ? null : first.problem,
    isReading: query.isFetching,
    retry: () => void query.refetch(),
  };
};

/** One disk, the same way. */
export const useDisk = (tenant: string, name: string, first: Reading<DiskDetailView>): DiskReading<DiskDetailView> => {
  const query = useQuery({
    ...queries.disk(tenant, name),
    initialData: first.state === "ready" ? first.data : undefined,
    refetchInterval: ({ state: { data } }) => everyMs(data && [data.disk]),
  });
  useNews(["disk", tenant, name]);
  const data = query.data ?? null;
  return {
    data,
    problem: query.error ? problemFrom(query.error) : data || first.state === "ready" ? null : first.problem,
    isReading: query.isFetching,
    retry: () => void query.refetch(),
  };
};
