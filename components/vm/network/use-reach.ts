import { useQuery } from "@tanstack/react-query";
import { queries } from "#lib/api/queries.ts";
import { isReachSettling } from "#lib/resources/vm/reaching.ts";
import type { VmView } from "#lib/resources/vm/view.ts";

/** The Service follows within seconds, and no row of the list says so. */
const settlingEveryMs = 2_000;

/** The machine, read more often while the platform carries out what is wished for. */
export const useReach = (tenant: string, vm: VmView): VmView => {
  useQuery({
    ...queries.vm(tenant, vm.name),
    enabled: isReachSettling(vm),
    refetchInterval: settlingEveryMs,
  });
  return vm;
};
