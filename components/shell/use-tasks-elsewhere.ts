import { useEffect, useState, useSyncExternalStore } from "react";
import type { TaskView } from "#lib/create/task.ts";
import { noteTaskTenant, readTaskTenants } from "./task-tenants.ts";
import { createTasksElsewhere, overIn } from "./tasks-elsewhere.ts";

/**
 * What this person has under way in other tenants, as far as this browser knows where, until nothing of it `isShown` any more. Shown ones
 * of this tenant are noted for the pages of others; `own` is null until they were told.
 */
export const useTasksElsewhere = (
  tenant: string,
  own: readonly TaskView[] | null,
  isShown: (task: TaskView) => boolean,
): TaskView[] => {
  const [elsewhere] = useState(() => createTasksElsewhere(readTaskTenants().filter((other) => other !== tenant)));
  const told = useSyncExternalStore(elsewhere.subscribe, elsewhere.getSnapshot, elsewhere.getSnapshot);
  const over = overIn(told, isShown).join();
  const hasOwn = own?.some(isShown) ?? null;

  useEffect(() => {
    if (hasOwn !== null) noteTaskTenant(tenant, hasOwn);
  }, [tenant, hasOwn]);
  useEffect(() => {
    if (over === "") return;
    for (const other of over.split(",")) {
      noteTaskTenant(other, false);
      elsewhere.forget(other);
    }
  }, [elsewhere, over]);
  return Object.values(told).flatMap(({ tasks }) => tasks?.filter(isShown) ?? []);
};
