import { useQuery } from "@tanstack/react-query";
import { queries } from "#lib/api/queries.ts";
import type { ConsoleKind, HolderView } from "#lib/api/requests.ts";

/** Often enough to say that a place has come free while somebody waits for it. */
const againEveryMs = 4_000;

type Of = { tenant: string; name: string; kind: ConsoleKind };

/** Who of ours is on a console, as long as somebody wants to know; undefined until it is known. */
export const useHolder = ({ tenant, name, kind }: Of): HolderView | null | undefined =>
  useQuery({ ...queries.consoles(tenant, name), refetchInterval: againEveryMs, staleTime: 0 }).data?.[kind];
