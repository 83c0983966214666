import {
  type DataVolume,
  dataVolumeSchema,
  dataVolumeTrouble,
  isDiskReady,
  isImportFailing,
  progressOf,
  vmDiskSchema,
} from "#lib/resources/disk/schema.ts";
import { conditionOf } from "#lib/resources/kube-object.ts";
import { releaseOfDisk } from "#lib/resources/names.ts";
import type { Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import type { Kube, KubePath } from "../kube/api.ts";
import { appPath } from "../kube/apps.ts";
import { type Look, type LookAgain, lookOfRelease, minuteMs } from "./patient-look.ts";

/** Reasons of CDI's Running condition that no retry mends by itself (platform-api.md 6.2). */
const stuck: ReadonlySet<string> = new Set(["ErrExceededQuota", "CloneValidationFailed", "CloneWithoutSource"]);

const troubleOf = (volume: DataVolume): string | null => {
  const running = conditionOf(volume.status.conditions, "Running");
  if (running?.status === "False" && stuck.has(running.reason)) return `${running.reason}: ${running.message}`;
  return dataVolumeTrouble(volume);
};

type Imported = {
  tenant: string;
  disks: readonly string[];
  /** Nothing is imported until the machine first runs (WaitForFirstConsumer), and it will not. */
  isHalted: boolean;
  /** What is wrong with the machine meanwhile. */
  machine: () => Promise<Look>;
  percent: (progress: number | null) => void;
};

/** Waits for what the platform does after the disks of a plan were made. */
export const createDiskFollower = (kube: Kube, until: LookAgain) => {
  const volumePath = (tenant: string, disk: string): KubePath => {
    const volume = releaseOfDisk(disk);
    return ["apis", "cdi.kubevirt.io", "v1beta1", "namespaces", tenant, "datavolumes", volume];
  };

  const diskLook = async (person: Person, tenant: string, name: string): Promise<Look> => {
    const disk = vmDiskSchema.safeParse(await kube.get(person, appPath(tenant, "VMDisk", name)));
    if (!disk.success) return "waiting";
    return isDiskReady(disk.data) ? "done" : lookOfRelease(disk.data.status.conditions);
  };

  return {
    /** The chart made the DataVolume; its role by name comes with it, so a refusal before that says nothing. */
    volumeExists: (person: Person, tenant: string, disk: string, limitMs = 5 * minuteMs) =>
      until(person, "datavolumes get", limitMs, async () => {
        try {
          await kube.get(person, volumePath(tenant, disk));
          return "done";
        } catch (error) {
          const { code } = problemOf(error);
          if (code !== "forbidden" && code !== "not-found") throw error;
          return diskLook(person, tenant, disk);
        }
      }),

    /** Gives false when nothing is imported until the machine first runs. */
    imported: async (person: Person, { tenant, disks, isHalted, machine, percent }: Imported): Promise<boolean> => {
      const done = new Map<string, number>(disks.map((disk) => [disk, 0]));
      let isDeferred = false;
      const lookAt = (disk: string) => {
        /** An importer that is started anew says nothing of the time before. */
        let said: string | null = null;
        return async (): Promise<Look> => {
          const volume = dataVolumeSchema.safeParse(await kube.get(person, volumePath(tenant, disk)));
          if (!volume.success) return "waiting";
          const progress = progressOf(volume.data);
          done.set(disk, progress ?? 0);
          const sum = [...done.values()].reduce((all, one) => all + one, 0);
          percent(progress === null ? null : Math.round(sum / done.size));
          const { phase } = volume.data.status;
          if (phase === "Succeeded") return "done";
          if (isHalted && (phase === "WaitForFirstConsumer" || phase === "PendingPopulation")) {
            isDeferred = true;
            return "done";
          }
          const now = troubleOf(volume.data);
          said = now ?? said;
          const trouble = isImportFailing(volume.data) ? said : now;
          return trouble ? { trouble } : machine();
        };
      };
      await Promise.all(disks.map((disk) => until(person, "datavolumes import", 120 * minuteMs, lookAt(disk))));
      return !isDeferred;
    },
  };
};
