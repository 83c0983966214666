import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLiveList } from "#components/shell/live.tsx";
import { problemFrom } from "#lib/api/client.ts";
import type { Problem, Reading } from "#lib/api/problem.ts";
import { queries } from "#lib/api/queries.ts";
import type { VmRow, VmView } from "#lib/resources/vm/view.ts";

/** Events and disks of a quiet machine are read again this often while the page is looked at. */
const againEveryMs = 30_000;

export type VmReading = {
  /** What is known, the list's live row over the last details; null when nothing could be read. */
  vm: VmView | null;
  /** Why the last read failed, also when older details are still shown. */
  problem: Problem | null;
  /** The cluster says that there is no such machine. */
  isGone: boolean;
  isReading: boolean;
  retry: () => void;
};

/** One machine: the page's own first read, then the details again whenever its row in the live list changes. */
export const useVm = (tenant: string, name: string, first: Reading<VmView>): VmReading => {
  const queryClient = useQueryClient();
  const list = useLiveList();
  const isLive = list !== null;
  const row = list?.rows.find((each) => each.name === name);
  const query = useQuery({
    ...queries.vm(tenant, name),
    initialData: first.state === "ready" ? first.data : undefined,
    refetchInterval: againEveryMs,
  });

  // `row` keeps its identity until the stream changes it, so this asks once for each change; no row may mean deleted.
  useEffect(() => {
    const { queryKey } = queries.vm(tenant, name);
    const known = queryClient.getQueryData<VmView>(queryKey);
    if (!isLive || (row && known && hasRow(known, row))) return;
    void queryClient.invalidateQueries({ queryKey });
  }, [queryClient, tenant, name, isLive, row]);

  const details = query.data ?? null;
  const problem = query.error ? problemFrom(query.error) : details || first.state === "ready" ? null : first.problem;
  return {
    vm: details && row?.uid === details.uid ? { ...details, ...row } : details,
    problem,
    isGone: problem?.code === "not-found",
    isReading: query.isFetching,
    retry: () => void query.refetch(),
  };
};

/** Whether the details already say what the row says. */
const hasRow = (details: VmView, row: VmRow): boolean =>
  JSON.stringify({ ...details, ...row }) === JSON.stringify(details);
