import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLiveList } from "#components/shell/live.tsx";
import { problemFrom } from "#lib/api/client.ts";
import type { Problem } from "#lib/api/problem.ts";
import { queries } from "#lib/api/queries.ts";
import type { SettingsRefusal, SettingsView, VmSettings } from "#lib/edit/settings.ts";

/** What others change is seen at the latest after this; most of it shows in the live list at once. */
const againEveryMs = 15_000;

export type SettingsReading = {
  /** All of the answer, to be handed to a save; null while nothing was read. */
  view: SettingsView | null;
  settings: VmSettings | null;
  base: string;
  power: SettingsView["power"] | null;
  /** Why nothing may be written; null also while nothing was read. */
  refusal: SettingsRefusal | null;
  /** Why the last read failed, also when older settings are still shown. */
  problem: Problem | null;
  isReading: boolean;
  retry: () => void;
};

/** What of a machine can be changed, as it is now: read again whenever the machine's row changes, and now and then. */
export const useSettings = (tenant: string, name: string): SettingsReading => {
  const queryClient = useQueryClient();
  const row = useLiveList()?.rows.find((each) => each.name === name);
  const query = useQuery({ ...queries.settings(tenant, name), refetchInterval: againEveryMs });

  // `row` keeps its identity until the stream changes it.
  useEffect(() => {
    if (row) void queryClient.invalidateQueries({ queryKey: queries.settings(tenant, name).queryKey });
  }, [queryClient, tenant, name, row]);

  const view = query.data ?? null;
  return {
    view,
    settings: view?.settings ?? null,
    base: view?.base ?? "",
    power: view?.power ?? null,
    refusal: view?.refusal ?? null,
    problem: query.error ? problemFrom(query.error) : null,
    isReading: query.isFetching,
    retry: () => void query.refetch(),
  };
};
