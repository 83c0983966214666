import { conditionOf, isTrue } from "../conditions.ts";
import type { DataVolume } from "../kinds/cdi.ts";
import type { VirtualMachine, VirtualMachineInstance } from "../kinds/kubevirt.ts";

/** What a VirtualMachine's printable status is computed from. */
export type Facts = {
  vm: VirtualMachine;
  vmi: VirtualMachineInstance | undefined;
  /** DataVolumes that the template names and that exist. */
  volumes: DataVolume[];
  isVolumeMissing: boolean;
};

type Test = (facts: Facts) => boolean;

const phaseIs =
  (...phases: string[]): Test =>
  ({ vmi }) =>
    vmi !== undefined && phases.includes(vmi.status?.phase ?? "");

const hasCondition =
  (type: string): Test =>
  ({ vmi }) =>
    isTrue(vmi?.status?.conditions, type);

const isBroken: Test = ({ vm, vmi }) => (vm.status?.startFailure?.consecutiveFailCount ?? 0) > 0 && !isAlive(vmi);

const isAlive = (vmi: VirtualMachineInstance | undefined): boolean =>
  vmi !== undefined && !["Succeeded", "Failed"].includes(vmi.status?.phase ?? "");

const syncReason = ({ vmi }: Facts): string => conditionOf(vmi?.status?.conditions, "Synchronized")?.reason ?? "";

/** A volume that waits for its first consumer is not provisioned but waits to be bound. */
const isUnbound = ({ status }: DataVolume): boolean =>
  status?.phase === "WaitForFirstConsumer" || status?.phase === "PendingPopulation";

const isPreparing: Test = ({ vmi, volumes }) =>
  isAlive(vmi) &&
  ["", "Pending"].includes(vmi?.status?.phase ?? "") &&
  volumes.some((volume) => volume.status?.phase !== "Succeeded" && !isUnbound(volume));

/** The order in which KubeVirt's controller tests them; the first that holds is shown (virt-controller watch/vm/vm.go). */
const tests: [status: string, holds: Test][] = [
  ["Terminating", ({ vm }) => vm.metadata.deletionTimestamp !== undefined],
  ["Stopping", ({ vmi }) => vmi?.metadata.deletionTimestamp !== undefined && isAlive(vmi)],
  [
    "Migrating",
    ({ vmi }) => {
      const state = vmi?.status?.migrationState;
      return isAlive(vmi) && state !== undefined && state.completed !== true && state.failed !== true;
    },
  ],
  ["Paused", hasCondition("Paused")],
  ["Running", phaseIs("Running")],
  ["ErrorPvcNotFound", ({ vmi, isVolumeMissing }) => isAlive(vmi) && isVolumeMissing],
  ["DataVolumeError", ({ volumes }) => volumes.some(({ status }) => status?.phase === "Failed")],
  [
    "ErrorUnschedulable",
    ({ vmi }) => isAlive(vmi) && conditionOf(vmi?.status?.conditions, "PodScheduled")?.reason === "Unschedulable",
  ],
  ["Provisioning", isPreparing],
  ["WaitingForVolumeBinding", ({ vmi, volumes }) => isAlive(vmi) && volumes.some(isUnbound)],
  ["ErrImagePull", (facts) => syncReason(facts) === "ErrImagePull"],
  ["ImagePullBackOff", (facts) => syncReason(facts) === "ImagePullBackOff"],
  ["Starting", phaseIs("", "Pending", "Scheduling", "Scheduled")],
  ["CrashLoopBackOff", isBroken],
  ["Stopped", ({ vmi }) => vmi === undefined || !isAlive(vmi)],
  ["WaitingForReceiver", phaseIs("WaitingForSync")],
];

export const printableStatus = (facts: Facts): string => tests.find(([, holds]) => holds(facts))?.[0] ?? "Unknown";
