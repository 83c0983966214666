import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, problemFrom } from "#lib/api/client.ts";
import type { Problem } from "#lib/api/problem.ts";
import { queries, staleAfter } from "#lib/api/queries.ts";
import type { DeleteRequest } from "#lib/api/requests.ts";
import type { DeletableDisk, Deletion } from "#lib/resources/vm/deletion.ts";

/** How often a delete that is under way is looked at. */
const followEveryMs = 1_500;

export type DeletionOf = {
  /** What may go with the machine; null until it is known. */
  disks: readonly DeletableDisk[] | null;
  /** What became of it; null where this person has asked for none. */
  last: Deletion | null;
  isAsking: boolean;
  /** Why it was not begun. */
  problem: Problem | null;
  ask: (request: Required<DeleteRequest>) => void;
};

/** The delete of one machine, also of one that is gone: followed until nothing is left to be done. */
export const useDeletion = (tenant: string, name: string, isWanted: boolean): DeletionOf => {
  const queryClient = useQueryClient();
  const query = queries.deletion(tenant, name);
  const { data } = useQuery({
    ...query,
    enabled: isWanted,
    refetchInterval: ({ state }) => (state.data?.last?.state === "running" ? followEveryMs : false),
  });
  const mutation = useMutation({
    mutationFn: (request: Required<DeleteRequest>) => client.deleteVmWith(tenant, name, request),
    onSuccess: (last) => {
      const known = queryClient.getQueryData<typeof data>(query.queryKey);
      queryClient.setQueryData(query.queryKey, { disks: known?.disks ?? [], last });
    },
    onSettled: () => {
      for (const queryKey of staleAfter.deleteVm) void queryClient.invalidateQueries({ queryKey });
    },
  });
  return {
    disks: data?.disks ?? null,
    last: data?.last ?? null,
    isAsking: mutation.isPending,
    problem: mutation.isError ? problemFrom(mutation.error) : null,
    ask: (request) => {
      if (!mutation.isPending) mutation.mutate(request);
    },
  };
};
