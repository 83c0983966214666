"use client";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { type BulkRuns, createBulkRuns, type TenantRun } from "#lib/resources/vm/bulk-runs.ts";

const BulkContext = createContext<BulkRuns | null>(null);

/** Holds what was asked of many machines at once for as long as the window is open, above every page that may begin or show it. */
export const BulkRunsProvider = ({ children }: { children: ReactNode }) => {
  const [runs] = useState(createBulkRuns);
  const isRunning = useSyncExternalStore(
    runs.subscribe,
    () => runs.getSnapshot().some(({ run }) => !run.isOver),
    () => false,
  );
  // With the window, what has not been asked yet would end unasked.
  useEffect(() => {
    if (!isRunning) return;
    const handle = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", handle);
    return () => removeEventListener("beforeunload", handle);
  }, [isRunning]);
  return <BulkContext value={runs}>{children}</BulkContext>;
};

export const useBulkRuns = (): BulkRuns => {
  const runs = useContext(BulkContext);
  if (!runs) throw new Error("Bulk actions are only below the BulkRunsProvider");
  return runs;
};

const none: readonly TenantRun[] = [];

/** Bulk actions that are under way or were not put away yet. */
export const useShownRuns = (): readonly TenantRun[] => {
  const runs = useBulkRuns();
  return useSyncExternalStore(runs.subscribe, runs.getSnapshot, () => none);
};
