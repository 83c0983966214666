import type { TaskView } from "#lib/create/task.ts";
import { createLiveSource, type LiveSource } from "./live-source.ts";

/** What is known of one tenant's tasks; null until it was told, which may be after its list. */
type Told = { tasks: readonly TaskView[] | null; isRefused: boolean };
export type TasksElsewhere = Readonly<Record<string, Told>>;

/** Tasks of other tenants than the page's, followed on the browser's one stream while somebody looks. */
export const createTasksElsewhere = (
  tenants: readonly string[],
  sourceOf: (tenant: string) => Pick<LiveSource, "subscribe" | "getSnapshot"> = createLiveSource,
) => {
  const followed = new Map(tenants.map((tenant) => [tenant, sourceOf(tenant)]));
  const leaving = new Map<string, () => void>();
  const listeners = new Set<() => void>();
  let told: TasksElsewhere = {};

  const hear = (tenant: string) => {
    const source = followed.get(tenant);
    if (!source) return;
    const { tasks, connection } = source.getSnapshot();
    const isRefused = connection.code === "forbidden";
    const known = told[tenant];
    // Rows change all the time; they are nothing to draw here.
    if (known?.tasks === tasks && known.isRefused === isRefused) return;
    told = { ...told, [tenant]: { tasks, isRefused } };
    for (const listener of [...listeners]) listener();
  };
  const leave = (tenant: string) => {
    leaving.get(tenant)?.();
    leaving.delete(tenant);
  };
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      for (const [tenant, source] of followed)
        if (!leaving.has(tenant))
          leaving.set(
            tenant,
            source.subscribe(() => hear(tenant)),
          );
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) for (const tenant of [...leaving.keys()]) leave(tenant);
      };
    },
    getSnapshot: (): TasksElsewhere => told,
    /** Nothing more is wanted of this tenant. */
    forget: (tenant: string) => {
      followed.delete(tenant);
      leave(tenant);
    },
  };
};

/** Tenants of which nothing is left to show: all has been told and put away, or nothing will be told any more. */
export const overIn = (told: TasksElsewhere, isShown: (task: TaskView) => boolean): string[] =>
  Object.entries(told).flatMap(([tenant, { tasks, isRefused }]) =>
    isRefused || (tasks && !tasks.some(isShown)) ? [tenant] : [],
  );
