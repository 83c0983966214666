import {
  dataVolumeSchema,
  dataVolumeTrouble,
  isDiskReady,
  progressOf,
  vmDiskSchema,
} from "#lib/resources/disk/schema.ts";
import { type Condition, conditionOf } from "#lib/resources/kube-object.ts";
import { releaseOfDisk, releaseOfVm } from "#lib/resources/names.ts";
import { serviceSchema } from "#lib/resources/vm/schema.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import type { Kube, KubePath } from "../kube/api.ts";
import { appPath } from "../kube/apps.ts";
import type { LiveHub } from "../live/hub.ts";
import { wait } from "../wait.ts";

const everyMs = 1_000;
const minute = 60_000;

/** What a look at the cluster found: done, not yet, or something is wrong (in the platform's own words). */
type Look = "done" | "waiting" | { trouble: string };

/**
 * Waits for what the platform does after each write of a create plan; throws the problem when it does not get there. Trouble that lasts
 * longer than `troubleMs` is a failure; before, the platform may get over it by itself.
 */
export const createFollower = (kube: Kube, live: LiveHub, troubleMs = 20_000) => {
  /** Looks again and again; outages are waited out, lasting trouble and the time limit are failures. */
  const until = async (person: Person, about: string, limitMs: number, look: () => Promise<Look>) => {
    const endsAt = Date.now() + limitMs;
    let troubleSince: number | null = null;
    for (;;) {
      const found = await look().catch((error: unknown): Look => {
        if (["session-ended", "forbidden", "internal"].includes(problemOf(error).code)) throw error;
        return "waiting";
      });
      if (found === "done") return;
      if (found === "waiting") troubleSince = null;
      else {
        troubleSince ??= Date.now();
        if (Date.now() - troubleSince >= troubleMs) {
          const isQuota = /exceeded quota|ErrExceededQuota/i.test(found.trouble);
          throw new ProblemError(isQuota ? "quota-exceeded" : "unsupported", {
            about,
            detail: found.trouble.slice(0, 1000),
          });
        }
      }
      if (Date.now() > endsAt) throw new ProblemError("timeout", { about });
      await wait(everyMs, person.ended);
      if (person.ended.aborted) throw new ProblemError("session-ended", { about });
    }
  };

  const volumePath = (tenant: string, disk: string): KubePath => {
    const volume = releaseOfDisk(disk);
    return ["apis", "cdi.kubevirt.io", "v1beta1", "namespaces", tenant, "datavolumes", volume];
  };

  const diskLook = async (person: Person, tenant: string, name: string): Promise<Look> => {
    const disk = vmDiskSchema.safeParse(await kube.get(person, appPath(tenant, "VMDisk", name)));
    if (!disk.success) return "waiting";
    if (isDiskReady(disk.data)) return "done";
    return releaseLook(disk.data.status.conditions);
  };

  return {
    /** The chart made the DataVolume; its role by name comes with it, so a refusal before that says nothing. */
    volumeExists: (person: Person, tenant: string, disk: string) =>
      until(person, "datavolumes get", 5 * minute, async () => {
        try {
          await kube.get(person, volumePath(tenant, disk));
          return "done";
        } catch (error) {
          const { code } = problemOf(error);
          if (code !== "forbidden" && code !== "not-found") throw error;
          return diskLook(person, tenant, disk);
        }
      }),

    /** Gives false when nothing is imported until the machine first runs (WaitForFirstConsumer). */
    imported: async (
      person: Person,
      tenant: string,
      disks: readonly string[],
      isHalted: boolean,
      percent: (progress: number | null) => void,
    ): Promise<boolean> => {
      const done = new Map<string, number>(disks.map((disk) => [disk, 0]));
      let isDeferred = false;
      const lookAt = (disk: string) => async (): Promise<Look> => {
        const volume = dataVolumeSchema.safeParse(await kube.get(person, volumePath(tenant, disk)));
        if (!volume.success) return "waiting";
        const progress = progressOf(volume.data);
        done.set(disk, progress ?? 0);
        percent(
          progress === null ? null : Math.round([...done.values()].reduce((sum, one) => sum + one, 0) / done.size),
        );
        const { phase } = volume.data.status;
        if (phase === "Succeeded") return "done";
        if (isHalted && (phase === "WaitForFirstConsumer" || phase === "PendingPopulation")) {
          isDeferred = true;
          return "done";
        }
        const trouble = dataVolumeTrouble(volume.data);
        return trouble ? { trouble } : "waiting";
      };
      await Promise.all(disks.map((disk) => until(person, "datavolumes import", 120 * minute, lookAt(disk))));
      return !isDeferred;
    },

    booted: (person: Person, tenant: string, name: string) =>
      until(person, "virtualmachines start", 15 * minute, () =>
        live.using(person, tenant, (list): Look => {
          const read = list.read();
          const row = read.state === "ready" ? read.data.rows.find((one) => one.name === name) : undefined;
          if (row?.state === "running") return "done";
          return row?.state === "attention" ? { trouble: row.trouble ?? row.status } : "waiting";
        }),
      ),

    addressed: (person: Person, tenant: string, name: string) =>
      until(person, "services address", 3 * minute, async () => {
        const path = ["api", "v1", "namespaces", tenant, "services", releaseOfVm(name)] as const;
        const service = serviceSchema.safeParse(await kube.get(person, path));
        const [first] = service.data?.status.loadBalancer.ingress ?? [];
        return first?.ip || first?.hostname ? "done" : "waiting";
      }),
  };
};

const releaseLook = (conditions: readonly Condition[]): Look => {
  const ready = conditionOf(conditions, "Ready");
  const hasFailed = ready?.status === "False" && /Failed$/.test(ready.reason);
  return hasFailed && !ready.message.includes("timeout waiting for")
    ? { trouble: ready.message || ready.reason }
    : "waiting";
};
