import { useEffect, useState } from "react";
import type { TaskView } from "#lib/create/task.ts";
import { createLiveSource, type LiveSnapshot } from "./live-source.ts";
import { noteTaskTenant, readTaskTenants } from "./task-tenants.ts";

type Told = { tasks: readonly TaskView[]; isSettled: boolean };

/** Tasks come before the list, and of a tenant that one may not see any more nothing comes. */
const toldBy = ({ connection, list, tasks }: LiveSnapshot): Told => ({
  tasks,
  isSettled: list !== null || connection.state === "ended",
});

/**
 * What this person has under way in other tenants, as far as this browser knows where: followed on its one stream until nothing of it
 * `isShown` any more. Shown ones of this tenant are noted for the pages of others.
 */
export const useTasksElsewhere = (
  tenant: string,
  own: readonly TaskView[],
  isShown: (task: TaskView) => boolean,
): TaskView[] => {
  const [tenants, setTenants] = useState(() => readTaskTenants().filter((other) => other !== tenant));
  const [toldOf, setToldOf] = useState<Readonly<Record<string, Told>>>({});
  const followed = tenants.join();
  const over = tenants.filter((other) => toldOf[other]?.isSettled && !toldOf[other].tasks.some(isShown)).join();
  const hasOwn = own.some(isShown);

  useEffect(() => noteTaskTenant(tenant, hasOwn), [tenant, hasOwn]);
  useEffect(() => {
    if (over === "") return;
    for (const other of over.split(",")) noteTaskTenant(other, false);
    setTenants((known) => known.filter((other) => !over.split(",").includes(other)));
  }, [over]);
  useEffect(() => {
    if (followed === "") return;
    const leaving = followed.split(",").map((other) => {
      const source = createLiveSource(other);
      return source.subscribe(() => {
        const now = toldBy(source.getSnapshot());
        // Rows change all the time; they are nothing to draw here.
        setToldOf((known) => {
          const { tasks, isSettled } = known[other] ?? {};
          return tasks === now.tasks && isSettled === now.isSettled ? known : { ...known, [other]: now };
        });
      });
    });
    return () => {
      for (const leave of leaving) leave();
    };
  }, [followed]);

  return tenants.flatMap((other) => toldOf[other]?.tasks.filter(isShown) ?? []);
};
