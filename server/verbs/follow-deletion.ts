import { vmDiskSchema } from "#lib/resources/disk/schema.ts";
import { vmInstanceSchema } from "#lib/resources/vm/schema.ts";
import type { Person } from "../auth/person.ts";
import type { Kube } from "../kube/api.ts";
import { appPath, nullWhenMissing } from "../kube/apps.ts";
import { createPatience, type Look, lookOfRelease, minuteMs } from "./patient-look.ts";
import { readMachine } from "./power-status.ts";

type Gone = { tenant: string; name: string; uid: string };

export type DeletionTiming = { troubleMs: number; everyMs: number; limitMs: number };
export const usualTiming: DeletionTiming = { troubleMs: 60_000, everyMs: 1_000, limitMs: 10 * minuteMs };

/** Waits until what was deleted is gone; what hinders that is a problem in the platform's own words. */
export const createDeletionFollower = (kube: Kube, { limitMs, ...patience }: DeletionTiming) => {
  const until = createPatience(patience);

  return {
    machineGone: (person: Person, { tenant, name, uid }: Gone, { readsStatus }: { readsStatus: boolean }) =>
      until(person, "vminstances get", limitMs, async (): Promise<Look> => {
        const { data } = vmInstanceSchema.safeParse(
          await kube.get(person, appPath(tenant, "VMInstance", name)).catch(nullWhenMissing),
        );
        if (data?.metadata.uid.startsWith(uid)) return lookOfRelease(data.status.conditions);
        // Another one of its name may be there already; its own VirtualMachine then is that one's.
        if (data || !readsStatus) return "done";
        return (await readMachine(kube, person, { tenant, name })) === null ? "done" : "waiting";
      }),
    diskGone: (person: Person, { tenant, name, uid }: Gone) =>
      until(person, "vmdisks get", limitMs, async (): Promise<Look> => {
        const { data } = vmDiskSchema.safeParse(
          await kube.get(person, appPath(tenant, "VMDisk", name)).catch(nullWhenMissing),
        );
        return data?.metadata.uid.startsWith(uid) ? lookOfRelease(data.status.conditions) : "done";
      }),
  };
};
