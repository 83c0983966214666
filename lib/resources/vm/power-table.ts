import type { ActionFacts, ActionReason, PowerActionId } from "./actions.ts";
import { betweenAttempts, importFailing } from "./view.ts";

/**
 * What there is of a machine's instance: `live` from its first moment to its last; `none`; `unsure` where KubeVirt takes it for neither (its
 * node is lost, or it waits for another cluster's instance); `unread` where nobody can say.
 */
type Presence = "live" | "none" | "unsure" | "unread";

/** Disks are prepared before there is an instance where none is wanted. */
const beforeStart: ReadonlySet<string> = new Set([
  "",
  "Provisioning",
  "WaitingForVolumeBinding",
  "DataVolumeError",
  importFailing,
]);
const beyond: ReadonlySet<string> = new Set(["Unknown", "WaitingForReceiver"]);
export const crashLoop = "CrashLoopBackOff";

/** It failed, and nothing of it is there until the platform tries again. */
const isBetween = ({ status }: ActionFacts): boolean => status === crashLoop || status === betweenAttempts;

const isSetToRun = (strategy: string): boolean => strategy === "Always" || strategy === "Once";

/** Whether the state itself says that somebody switched the machine against its VMInstance's run strategy. */
const isPlainlyDrifted = ({ state, runStrategy, origin }: ActionFacts): boolean => {
  if (origin === "outside") return false;
  // An Always machine starts at once, so one that is off was switched off.
  if (runStrategy === "Always") return state === "stopped";
  return runStrategy === "Halted" && ["running", "starting", "paused", "migrating"].includes(state);
};

/** The run strategy of the VirtualMachine itself, by which KubeVirt decides; calls of start and stop change only that one. */
const strategyNow = (vm: ActionFacts): string => {
  if (!vm.drifted && !isPlainlyDrifted(vm)) return vm.runStrategy;
  return vm.runStrategy === "Halted" ? "Always" : "Halted";
};

const presenceOf = (vm: ActionFacts, strategy: string): Presence => {
  if (beyond.has(vm.status)) return "unsure";
  if (vm.state === "stopped" || isBetween(vm)) return "none";
  if (vm.state === "unknown") return "unread";
  const isPreparing = (vm.state === "provisioning" || vm.state === "attention") && beforeStart.has(vm.status);
  return strategy === "Halted" && isPreparing ? "none" : "live";
};

/** Why nothing can be started that is there already. */
const startedReason = ({ state }: ActionFacts): ActionReason => {
  if (state === "stopping") return "still-stopping";
  return state === "running" || state === "paused" || state === "migrating" ? "already-running" : "already-starting";
};

const offReason = (vm: ActionFacts): ActionReason => (isBetween(vm) ? "between-attempts" : "already-stopped");

const startRefusal = (vm: ActionFacts, strategy: string, presence: Presence): ActionReason | null => {
  if (presence === "live") return startedReason(vm);
  if (strategy === "Once") return "once-runs-once";
  if (presence === "unread") return null;
  return strategy === "Always" || vm.status === betweenAttempts ? "starts-by-itself" : null;
};

const stopRefusal = (vm: ActionFacts, strategy: string, presence: Presence): ActionReason | null => {
  if (presence === "unread") return null;
  // KubeVirt would take it and take it back once the restart is through.
  if (isSetToRun(strategy)) return vm.state === "stopping" ? "still-stopping" : null;
  if (presence === "none") return offReason(vm);
  return strategy === "Halted" ? "still-stopping" : null;
};

const forceRefusal = (vm: ActionFacts, strategy: string, presence: Presence): ActionReason | null =>
  presence === "none" && !isSetToRun(strategy) ? offReason(vm) : null;

const restartRefusal = (vm: ActionFacts, strategy: string, presence: Presence): ActionReason | null => {
  if (presence === "unread") return strategy === "Once" ? "once-runs-once" : null;
  if (vm.state === "stopping") return "still-stopping";
  if (strategy === "Once") return "once-runs-once";
  if (presence === "none") return isBetween(vm) ? "between-attempts" : "not-running";
  return strategy === "Halted" ? "not-running" : null;
};

/** Whether a guest is there that can be paused, reset or moved. */
const guestRefusal = ({ state, status }: ActionFacts): ActionReason | null => {
  if (state === "unknown" && status === "") return null;
  return ["running", "paused", "migrating", "stopping"].includes(state) ? null : "not-running";
};

/**
 * What KubeVirt would refuse, whoever asks; `null` = may be tried. Start, stop and restart by run strategy and instance as in
 * https://github.com/kubevirt/kubevirt/blob/main/pkg/virt-api/rest/lifecycle.go (platform-api.md 4.1), the rest by the guest.
 */
export const powerRefusal = (action: PowerActionId, vm: ActionFacts): ActionReason | null => {
  const strategy = strategyNow(vm);
  const presence = presenceOf(vm, strategy);
  switch (action) {
    case "start":
      return startRefusal(vm, strategy, presence);
    case "stop":
      return stopRefusal(vm, strategy, presence);
    case "force-stop":
      return forceRefusal(vm, strategy, presence);
    case "restart":
      return restartRefusal(vm, strategy, presence);
    case "pause":
      return guestRefusal(vm) ?? (vm.state === "paused" ? "already-paused" : null);
    case "unpause":
      return guestRefusal(vm) ?? (vm.state === "paused" || vm.state === "unknown" ? null : "not-paused");
    case "soft-reboot":
      return guestRefusal(vm) ?? (vm.state === "paused" ? "is-paused" : null);
    case "reset":
      return guestRefusal(vm);
    case "migrate":
      if (vm.state === "migrating") return "already-migrating";
      return guestRefusal(vm) ?? (isMovable(vm) ? null : "not-migratable");
  }
};

const isMovable = ({ conditions = [] }: ActionFacts): boolean =>
  !conditions.some(({ type, status }) => type === "LiveMigratable" && status === "False");
