import { useQuery } from "@tanstack/react-query";
import { problemFrom } from "#lib/api/client.ts";
import type { Problem } from "#lib/api/problem.ts";
import { queries } from "#lib/api/queries.ts";
import type { GuestView } from "#lib/resources/guest/view.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import type { VmView } from "#lib/resources/vm/view.ts";

/** A guest's users come and go, its disks fill; each look wakes the agent. */
const againEveryMs = 60_000;

export type GuestReading = {
  guest: GuestView | null;
  problem: Problem | null;
  isReading: boolean;
  retry: () => void;
};

/** What the guest agent says, asked only while the machine runs and where some of it may be read. */
export const useGuest = (tenant: string, vm: VmView, access: VmAccess): GuestReading => {
  const mayRead = access.guestInfo || access.guestUsers || access.guestFilesystems;
  const isOn = vm.state === "running" || vm.state === "migrating";
  const query = useQuery({
    ...queries.guest(tenant, vm.name),
    enabled: mayRead && isOn,
    refetchInterval: againEveryMs,
  });
  return {
    guest: isOn ? (query.data ?? null) : null,
    problem: query.error ? problemFrom(query.error) : null,
    isReading: query.isFetching,
    retry: () => void query.refetch(),
  };
};
