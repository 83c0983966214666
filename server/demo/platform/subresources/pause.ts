import { statusBody } from "../aggregated/answers.ts";
import type { Call } from "../aggregated/group.ts";
import type { KubeClient } from "../client.ts";
import { isPaused, isRunning } from "../guests/guests.ts";
import { instances } from "../kinds/kubevirt.ts";
import { conflict, notFound, Refusal } from "./refusal.ts";
import { isDryRun, pauseOptions, readOptions } from "./request-options.ts";

type Ref = { namespace: string; name: string };

const probed = (name: string): Refusal => {
  const why = "Pausing VMIs with a non-GuestAgentPing LivenessProbe is not supported";
  return new Refusal(
    403,
    statusBody(403, "Forbidden", `virtualmachineinstance.kubevirt.io "${name}" is forbidden: ${why}`),
  );
};

/** Pause and unpause of an instance: the node says so by its `Paused` condition. */
export const createPause = (client: KubeClient, now: () => number) => {
  const read = async (ref: Ref, notRunning: string) => {
    const vmi = await client.get(instances, ref);
    if (!vmi) throw notFound("virtualmachineinstance", ref.name);
    if (!isRunning(vmi)) throw conflict("virtualmachineinstance", ref.name, notRunning);
    return vmi;
  };
  return {
    pause: async (call: Call, ref: Ref): Promise<void> => {
      const { dryRun } = await readOptions(call, pauseOptions);
      const vmi = await read(ref, "VM is not running");
      if (vmi.spec.livenessProbe && !vmi.spec.livenessProbe.guestAgentPing) throw probed(ref.name);
      if (isPaused(vmi)) throw conflict("virtualmachineinstance", ref.name, "VMI is already paused");
      if (isDryRun(dryRun)) return;
      const paused = {
        type: "Paused",
        status: "True",
        reason: "PausedByUser",
        message: "VMI was paused by user",
        lastProbeTime: null,
        lastTransitionTime: new Date(now()).toISOString().replace(/\.\d+Z$/, "Z"),
      };
      await client.mergePatch(instances, ref, { status: { conditions: [...(vmi.status?.conditions ?? []), paused] } });
    },
    unpause: async (call: Call, ref: Ref): Promise<void> => {
      const { dryRun } = await readOptions(call, pauseOptions);
      const vmi = await read(ref, "VMI is not running");
      if (!isPaused(vmi)) throw conflict("virtualmachineinstance", ref.name, "VMI is not paused");
      if (isDryRun(dryRun)) return;
      const conditions = (vmi.status?.conditions ?? []).filter(({ type }) => type !== "Paused");
      await client.mergePatch(instances, ref, { status: { conditions } });
    },
  };
};
