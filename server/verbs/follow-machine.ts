import * as z from "zod";
import { conditionOf, parseList, section, text } from "#lib/resources/kube-object.ts";
import { releaseOfVm } from "#lib/resources/names.ts";
import { launcherPodSchema, launcherVmLabel, serviceSchema, vmInstanceSchema } from "#lib/resources/vm/schema.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import type { Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import type { Kube } from "../kube/api.ts";
import { appPath, nullWhenMissing } from "../kube/apps.ts";
import type { LiveHub } from "../live/hub.ts";
import { type Look, type LookAgain, lookOfRelease, minuteMs } from "./patient-look.ts";

const eventSchema = z.object({ type: text, reason: text, message: text, involvedObject: section({ kind: text }) });

/** What this role may not see is not what stops a machine. */
const doneWhenForbidden = (error: unknown): Look => {
  if (problemOf(error).code === "forbidden") return "done";
  throw error;
};

/** Waits for what the platform does after the machine of a plan was made. */
export const createMachineFollower = (kube: Kube, live: LiveHub, until: LookAgain) => {
  const rowOf = (person: Person, tenant: string, name: string): Promise<VmRow | undefined> =>
    live.using(person, tenant, (list) => {
      const read = list.read();
      return read.state === "ready" ? read.data.rows.find((row) => row.name === name) : undefined;
    });

  const chartLook = async (person: Person, tenant: string, name: string): Promise<Look> => {
    const machine = vmInstanceSchema.safeParse(await kube.get(person, appPath(tenant, "VMInstance", name)));
    return machine.success ? lookOfRelease(machine.data.status.conditions) : "waiting";
  };

  /** What a warning with one of these reasons says of the machine's own objects. */
  const warned = async (person: Person, tenant: string, name: string, reasons: RegExp): Promise<Look> => {
    const path = ["api", "v1", "namespaces", tenant, "events"] as const;
    const query = { fieldSelector: `involvedObject.name=${releaseOfVm(name)}` };
    const list = parseList(eventSchema, await kube.get(person, path, { query }).catch(() => null));
    const found = list?.items.findLast(({ type, reason }) => type === "Warning" && reasons.test(reason));
    return found ? { trouble: `${found.reason}: ${found.message}` } : "waiting";
  };

  const podLook = async (person: Person, tenant: string, name: string): Promise<Look> => {
    const path = ["api", "v1", "namespaces", tenant, "pods"] as const;
    const query = { labelSelector: `${launcherVmLabel}=${releaseOfVm(name)}` };
    const list = parseList(launcherPodSchema, await kube.get(person, path, { query }));
    const pods = (list?.items ?? []).filter(({ metadata }) => metadata.deletionTimestamp === null);
    if (pods.length === 0) {
      const chart = await chartLook(person, tenant, name);
      // A quota refuses the pod, and says so in an event alone.
      return chart === "waiting" ? warned(person, tenant, name, /^FailedCreate$/) : chart;
    }
    for (const { status } of pods) {
      const scheduled = conditionOf(status.conditions, "PodScheduled");
      if (scheduled?.status === "True" || status.phase === "Running") return "done";
      if (scheduled?.status === "False") return { trouble: `${scheduled.reason}: ${scheduled.message}` };
    }
    return "waiting";
  };

  return {
    rowOf,
    chartLook,

    /** The chart made the VirtualMachine, or failed: a disk, type or profile that is not there is said here. */
    installed: (person: Person, tenant: string, name: string) =>
      until(person, "vminstances install", 5 * minuteMs, async () => {
        const path = ["apis", "kubevirt.io", "v1", "namespaces", tenant, "virtualmachines", releaseOfVm(name)] as const;
        try {
          await kube.get(person, path);
          const chart = await chartLook(person, tenant, name);
          return chart === "waiting" ? "done" : chart;
        } catch (error) {
          const { code } = problemOf(error);
          if (code === "not-found") return chartLook(person, tenant, name);
          return doneWhenForbidden(error);
        }
      }),

    /** A node has taken it. */
    scheduled: (person: Person, tenant: string, name: string) =>
      until(person, "pods schedule", 15 * minuteMs, async () => {
        const row = await rowOf(person, tenant, name);
        return row?.state === "running" ? "done" : podLook(person, tenant, name).catch(doneWhenForbidden);
      }),

    booted: (person: Person, tenant: string, name: string) =>
      until(person, "virtualmachines start", 15 * minuteMs, async () => {
        const row = await rowOf(person, tenant, name);
        if (row?.state === "running") return "done";
        if (row?.state !== "attention") return "waiting";
        // The status alone often names the cause, and the words the case.
        return { trouble: [row.status, row.trouble].filter(Boolean).join(": ") };
      }),

    addressed: (person: Person, tenant: string, name: string) =>
      until(person, "services address", 3 * minuteMs, async () => {
        const path = ["api", "v1", "namespaces", tenant, "services", releaseOfVm(name)] as const;
        const answer = await kube.get(person, path).catch(nullWhenMissing);
        // A quota of addresses refuses the Service itself, and with it the chart.
        if (answer === null) return chartLook(person, tenant, name);
        const service = serviceSchema.safeParse(answer);
        const [first] = service.data?.status.loadBalancer.ingress ?? [];
        if (first?.ip || first?.hostname) return "done";
        return warned(person, tenant, name, /^AllocationFailed$/);
      }),
  };
};
