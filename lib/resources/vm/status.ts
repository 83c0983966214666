import type { VmState } from "./view.ts";

type StatusRule = { state: VmState; transitional: boolean };

/**
 * KubeVirt's printable statuses and our groups of them.
 * https://github.com/kubevirt/kubevirt/blob/main/staging/src/kubevirt.io/api/core/v1/types.go (VirtualMachinePrintableStatus)
 */
export const printableStatuses = {
  Stopped: { state: "stopped", transitional: false },
  Provisioning: { state: "provisioning", transitional: true },
  Starting: { state: "starting", transitional: true },
  Running: { state: "running", transitional: false },
  Paused: { state: "paused", transitional: false },
  Stopping: { state: "stopping", transitional: true },
  Terminating: { state: "stopping", transitional: true },
  CrashLoopBackOff: { state: "attention", transitional: true },
  Migrating: { state: "migrating", transitional: true },
  Unknown: { state: "unknown", transitional: false },
  ErrorUnschedulable: { state: "attention", transitional: false },
  ErrImagePull: { state: "attention", transitional: false },
  ImagePullBackOff: { state: "attention", transitional: false },
  ErrorPvcNotFound: { state: "attention", transitional: false },
  DataVolumeError: { state: "attention", transitional: false },
  WaitingForVolumeBinding: { state: "provisioning", transitional: true },
  WaitingForReceiver: { state: "starting", transitional: true },
} as const satisfies Record<string, StatusRule>;

const rules = new Map<string, StatusRule>(Object.entries(printableStatuses));

/** A status KubeVirt adds later is `unknown`, and its own word stays on the row. */
export const stateOfStatus = (printableStatus: string): VmState => rules.get(printableStatus)?.state ?? "unknown";

/** Whether the machine is on its way to another status, so worth asking again soon. */
export const isTransitional = (state: VmState): boolean =>
  state === "starting" || state === "stopping" || state === "migrating" || state === "provisioning";

export const isTransitionalStatus = (printableStatus: string): boolean =>
  rules.get(printableStatus)?.transitional ?? false;
