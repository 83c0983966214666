import { useEffect, useSyncExternalStore } from "react";
import type { MachineFact } from "#lib/console/machine-fact.ts";
import type { ConsoleState } from "#lib/console/state.ts";
import type { ConsoleHandle, MountedViewer } from "./console-handle.ts";

type Surroundings = { machine: MachineFact; active: boolean };

/** What a console says of itself; tells it in turn about its machine and whether it is the one in view. */
export const useHandle = <Viewer extends MountedViewer, Facts>(
  handle: ConsoleHandle<Viewer, Facts>,
  { machine, active }: Surroundings,
): { state: ConsoleState; facts: Facts } => {
  const state = useSyncExternalStore(handle.subscribe, handle.getState, handle.getState);
  const facts = useSyncExternalStore(handle.subscribe, handle.getFacts, handle.getFacts);
  useEffect(() => handle.setMachine(machine), [handle, machine]);
  useEffect(() => handle.setActive(active), [handle, active]);
  return { state, facts };
};
