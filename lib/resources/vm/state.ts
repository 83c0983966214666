import { dataVolumeTrouble, isDiskReady, isImportFailing, progressOf } from "../disk/schema.ts";
import { conditionOf } from "../kube-object.ts";
import { releaseOfDisk } from "../names.ts";
import type { VmFacts } from "./facts.ts";
import type { LauncherPod, RunningMachine } from "./schema.ts";
import { stateOfStatus } from "./status.ts";
import { betweenAttempts, importFailing, type VmState } from "./view.ts";

export type StateReading = { state: VmState; status: string; inferred: boolean; trouble: string | null };

/** The machine's state: read from its VirtualMachine where the role can, else concluded from what it can see. */
export const stateOf = (facts: VmFacts): StateReading => {
  const { virtualMachine, instance } = facts;
  if (virtualMachine === "unread") return withTrouble(withAsked(inferState(facts), facts), facts);
  if (virtualMachine === null) return withTrouble({ ...stateWithoutVm(facts), status: "", inferred: false }, facts);
  const status = virtualMachine.status.printableStatus;
  const state = instance.metadata.deletionTimestamp ? "stopping" : status === "" ? "starting" : stateOfStatus(status);
  return withTrouble({ state, status, inferred: false, trouble: null }, facts);
};

type Concluded = Pick<StateReading, "state" | "trouble">;

const withTrouble = (said: StateReading, facts: VmFacts): StateReading => {
  const reading = isWaitingInVain(said, facts) ? { ...said, state: "attention" as const, status: importFailing } : said;
  return reading.state === "attention"
    ? { ...reading, trouble: reading.trouble ?? troubleOf(facts) }
    : { ...reading, trouble: null };
};

/** Its import is tried for ever; that the machine waits for it is all that the platform says. */
const isWaitingInVain = ({ state }: StateReading, { dataVolumes }: VmFacts): boolean =>
  state === "provisioning" && [...dataVolumes.values()].some((volume) => volume !== null && isImportFailing(volume));

/** The platform's own words, the most telling first. */
const troubleOf = (facts: VmFacts): string | null => {
  const { virtualMachine, pods, instance, dataVolumes } = facts;
  if (virtualMachine && virtualMachine !== "unread") {
    const failure = conditionOf(virtualMachine.status.conditions, "Failure");
    if (failure?.status === "True" && failure.message) return failure.message;
  }
  for (const dataVolume of dataVolumes.values()) {
    const trouble = dataVolume && dataVolumeTrouble(dataVolume);
    if (trouble) return trouble;
  }
  const pod = pods === "unread" ? undefined : newestPod(pods);
  const ready =
    virtualMachine && virtualMachine !== "unread" ? conditionOf(virtualMachine.status.conditions, "Ready") : undefined;
  const said = ready && !saysNothing.has(ready.reason) ? ready.message : "";
  return (pod && podTrouble(pod)) ?? releaseTrouble(instance) ?? missingDisk(facts) ?? (said || null);
};

/**
 * Reasons of KubeVirt's Ready condition that only repeat that nothing runs.
 * https://github.com/kubevirt/kubevirt/blob/main/pkg/virt-controller/watch/vm/vm.go
 */
const saysNothing: ReadonlySet<string> = new Set(["VMINotExists", "PodNotExists"]);

/** Helm's readiness check times out on every machine that is off, which is no failure (platform-api.md 4.6). */
const releaseTrouble = (instance: VmFacts["instance"]): string | null => {
  const ready = conditionOf(instance.status.conditions, "Ready");
  const hasFailed = ready?.status === "False" && /Failed$/.test(ready.reason);
  return hasFailed && !ready.message.includes("timeout waiting for") ? ready.message || ready.reason : null;
};

/** A VMInstance whose chart has made no VirtualMachine: it is about to, cannot, or is being undone. */
const stateWithoutVm = (facts: VmFacts): Concluded => {
  if (facts.instance.metadata.deletionTimestamp) return { state: "stopping", trouble: null };
  const trouble = releaseTrouble(facts.instance);
  return trouble ? { state: "attention", trouble } : { state: "provisioning", trouble: null };
};

/** A conclusion beside the cluster's own word on whether the machine is on, which settles the plain cases and says no more than that. */
const withAsked = (concluded: Concluded, { asked, pods }: VmFacts): StateReading => {
  const { state } = concluded;
  const told = (exact: VmState | null): StateReading => ({
    ...(exact === null ? concluded : { state: exact, trouble: null }),
    status: "",
    inferred: exact === null,
  });
  if (asked === "on" && (state === "running" || state === "paused")) return told(state);
  // Its pod is on its way, or cannot be seen.
  if (asked === "on" && (state === "stopped" || state === "unknown"))
    return { state: pods === "unread" ? "running" : "starting", status: "", inferred: true, trouble: null };
  const isBare = pods === "unread" || pods.every(({ status }) => isOver(status.phase));
  const seemsOff = state === "stopped" || state === "unknown" || (state === "starting" && isBare);
  if (asked === "waiting" && seemsOff)
    return { state: "starting", status: betweenAttempts, inferred: true, trouble: null };
  if (asked === "off" && seemsOff) return told("stopped");
  // A pod of which the cluster takes nothing to run: its node is lost, or waits for another cluster.
  if (asked === "off" && state === "starting") return { state: "unknown", status: "", inferred: true, trouble: null };
  return told(null);
};

const isOver = (podPhase: string): boolean => podPhase === "Succeeded" || podPhase === "Failed";

const inferState = (facts: VmFacts): Concluded => {
  const { instance, pods, running } = facts;
  const plain = (state: VmState): Concluded => ({ state, trouble: null });
  if (instance.metadata.deletionTimestamp) return plain("stopping");
  if (running !== "unread" && running !== null) {
    const said = stateOfRunning(running);
    if (said) return plain(said);
  }
  if (pods !== "unread") {
    const live = pods.filter(({ status }) => !isOver(status.phase));
    const current = live.filter(({ metadata }) => metadata.deletionTimestamp === null);
    if (current.length > 1) return plain("migrating");
    if (current[0]) return stateOfPod(current[0]);
    if (live.length > 0) return plain("stopping");
    return stateWithoutPod(facts);
  }
  if (facts.monitor !== "unread" && facts.monitor?.status.operational) return plain("running");
  return plain(instance.spec.runStrategy === "Halted" ? "stopped" : "unknown");
};

/** What only the running machine itself says; null where its pod tells more. */
const stateOfRunning = ({ metadata, status }: RunningMachine): VmState | null => {
  if (metadata.deletionTimestamp !== null) return "stopping";
  if (conditionOf(status.conditions, "Paused")?.status === "True") return "paused";
  return status.phase === "Running" ? "running" : null;
};

const stateOfPod = (pod: LauncherPod): Concluded => {
  const trouble = podTrouble(pod);
  if (trouble) return { state: "attention", trouble };
  const isReady = conditionOf(pod.status.conditions, "Ready")?.status === "True";
  return { state: pod.status.phase === "Running" && isReady ? "running" : "starting", trouble: null };
};

const podTrouble = ({ status }: LauncherPod): string | null => {
  const scheduled = conditionOf(status.conditions, "PodScheduled");
  if (scheduled?.status === "False" && scheduled.reason === "Unschedulable")
    return scheduled.message || scheduled.reason;
  const waiting = status.containerStatuses.find(({ state }) => /ErrImagePull|BackOff/.test(state.waiting.reason));
  return waiting ? waiting.state.waiting.message || waiting.state.waiting.reason : null;
};

const newestPod = (pods: readonly LauncherPod[]): LauncherPod | undefined =>
  [...pods].sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? 1 : -1))[0];

/** Off, or not there yet. Without the right to read the VirtualMachine a stopped `Always` machine is told by a settled release. */
const stateWithoutPod = (facts: VmFacts): Concluded => {
  const { instance } = facts;
  const trouble = releaseTrouble(instance) ?? missingDisk(facts);
  if (trouble) return { state: "attention", trouble };
  const strategy = instance.spec.runStrategy;
  // As KubeVirt says it: also a machine that is meant to be off prepares its disks first.
  if (diskBeingPrepared(facts) !== null) return { state: "provisioning", trouble: null };
  if (strategy !== "Always") return { state: "stopped", trouble: null };
  const isSettled = conditionOf(instance.status.conditions, "Ready")?.status === "True";
  if (!isSettled) return { state: "starting", trouble: null };
  // Its disks may still be coming: it was switched off if they are known to be complete, or if it ran already.
  const hasRun = facts.pods !== "unread" && facts.pods.length > 0;
  return { state: hasRun || areDisksComplete(facts) ? "stopped" : "unknown", trouble: null };
};

const areDisksComplete = ({ instance, dataVolumes }: VmFacts): boolean =>
  instance.spec.disks.every(({ name }) => dataVolumes.get(name)?.status.phase === "Succeeded");

const missingDisk = (facts: VmFacts): string | null => {
  const missing = missingDiskOf(facts);
  if (!missing) return null;
  const { name, part } = missing;
  return part === "disk"
    ? `disk ${name} does not exist`
    : `volume ${releaseOfDisk(name)} of disk ${name} does not exist`;
};

/** The first attached disk that is known not to be there, or whose volume is not. */
export const missingDiskOf = (
  { instance, disks, dataVolumes }: VmFacts,
  names: readonly string[] = instance.spec.disks.map(({ name }) => name),
): { name: string; part: "disk" | "volume" } | null => {
  if (disks === "unread") return null;
  for (const name of names) {
    const disk = disks.get(name);
    if (!disk && name !== "") return { name, part: "disk" };
    // Before its chart is applied, a disk has no volume yet.
    if (disk && isDiskReady(disk) && dataVolumes.get(name) === null) return { name, part: "volume" };
  }
  return null;
};

/** Phases in which nothing happens before the machine first runs. */
const awaitsMachine: ReadonlySet<string> = new Set(["WaitForFirstConsumer", "PendingPopulation"]);

/** The first attached disk in boot order whose volume is being made, with its percent when CDI knows it. */
export const diskBeingPrepared = ({
  instance,
  dataVolumes,
}: VmFacts): { disk: string; progress: number | null } | null => {
  for (const { name } of instance.spec.disks) {
    const dataVolume = dataVolumes.get(name);
    if (!dataVolume || dataVolume.status.phase === "Succeeded") continue;
    const isMadeLater = instance.spec.runStrategy === "Halted" && awaitsMachine.has(dataVolume.status.phase);
    if (!isMadeLater) return { disk: name, progress: progressOf(dataVolume) };
  }
  return null;
};
