"use client";
import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from "react";
import type { TaskView } from "#lib/create/task.ts";
import { createLiveSource, type LiveSnapshot, type LiveSource, silence } from "./live-source.ts";

const none: readonly TaskView[] = [];
const LiveContext = createContext<LiveSource | null>(null);

/** Holds the tenant's one stream for everything below it. */
export const LiveProvider = ({ tenant, children }: { tenant: string; children: ReactNode }) => {
  const [source] = useState(() => createLiveSource(tenant));
  return <LiveContext value={source}>{children}</LiveContext>;
};

const useSource = (): LiveSource => {
  const source = useContext(LiveContext);
  if (!source) throw new Error("Live data is only inside a tenant's LiveProvider");
  return source;
};

/** One part of what the stream knows; redraws only when that part changes, so it must keep its identity. */
const useLivePart = <T,>(part: (snapshot: LiveSnapshot) => T): T => {
  const source = useSource();
  return useSyncExternalStore(
    source.subscribe,
    () => part(source.getSnapshot()),
    () => part(silence),
  );
};

export const useConnection = () => useLivePart(({ connection }) => connection);

/** The live list, null until the stream's first snapshot. */
export const useLiveList = () => useLivePart(({ list }) => list);

/** Create plans of this tenant; null until the stream has told of them. */
export const useToldTasks = () => useLivePart(({ tasks }) => tasks);

/** Create plans of this tenant that the stream has told of. */
export const useTasks = () => useToldTasks() ?? none;

/** Changes with what a timeline of this tenant is made of; null while nobody tells of it. */
export const useActivityVersion = () => useLivePart(({ activity }) => activity);

/** Names what the cluster lets this person do now; null until the stream has said so. */
export const useAccessVersion = () => useLivePart(({ access }) => access);
