import { bootStore } from "#components/console/boot/boot-store.ts";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { earlierBoots } from "#lib/console/boot/kept.ts";

/** When a login prompt was last seen on the machine's serial line from this browser, as its boot timeline keeps it; null where never. */
export const useLoginSeen = (tenant: string, name: string): number | null => {
  const isHydrated = useHydrated();
  if (!isHydrated) return null;
  const [newest] = earlierBoots(bootStore.read(), `${tenant}/${name}`, null);
  return newest?.marks.find(({ stage }) => stage === "login" || stage === "sac")?.atMs ?? null;
};
