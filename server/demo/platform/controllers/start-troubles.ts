import type { VirtualMachine, VirtualMachineInstance } from "../kinds/kubevirt.ts";
import { firstTroubleMs, vmSentinel } from "../sentinels.ts";
import type { Pace } from "./controller.ts";

/** Whether no node takes the machine, for ever or at first. */
export const hasNoRoom = (vmi: VirtualMachineInstance, pace: Pace): boolean => {
  const sentinel = vmSentinel(vmi);
  if (sentinel === "unschedulable-once") return !pace.elapsed(`${vmi.metadata.uid} room`, firstTroubleMs);
  return sentinel === "unschedulable";
};

/** Whether the guest fails right after this start: each time, or the first. */
export const crashesAtStart = (vmi: VirtualMachineInstance, vm: VirtualMachine | undefined): boolean => {
  const sentinel = vmSentinel(vmi);
  return sentinel === "crash-loop" || (sentinel === "crash-once" && !vm?.status?.startFailure);
};
