import type { VmAccess } from "./access.ts";
import { permitForConsole } from "./console-permit.ts";
import type { VmRow, VmState } from "./view.ts";

export const vmActions = ["start", "stop", "restart", "vnc", "serial", "delete"] as const;
export type VmAction = (typeof vmActions)[number];

/** Keys of messages area `actions` (`actions.reasons`): why a button is disabled. */
export const actionReasons = [
  "role-may-not-power",
  "role-may-not-restart",
  "role-may-not-console",
  "role-may-not-create",
  "role-may-not-delete",
  "only-admins-power",
  "nobody-restarts",
  "contradictory",
  "deleting",
  "already-running",
  "already-starting",
  "already-stopped",
  "still-stopping",
  "not-running",
  "once-runs-once",
  "created-outside",
] as const;
export type ActionReason = (typeof actionReasons)[number];

/** `durable` outlives the platform's next reconciliation; `momentary` is undone by it. A console is always momentary. */
export type Permit = { allowed: true; effect: "durable" | "momentary" } | { allowed: false; reason: ActionReason };

/** The rights that actions depend on. */
export type ActionAccess = Pick<
  VmAccess,
  "create" | "createDisk" | "update" | "delete" | "start" | "stop" | "restart" | "vnc" | "serial"
>;

export type ActionFacts = Pick<VmRow, "state" | "runStrategy" | "deleting" | "contradictory" | "origin">;

/**
 * What stops an action in a state, before rights are asked. Follows the run strategy matrix of
 * https://github.com/kubevirt/kubevirt/blob/main/pkg/virt-api/rest/lifecycle.go; `null` = may be tried.
 */
const stateRules: Record<"start" | "stop" | "restart", Record<VmState, ActionReason | null>> = {
  start: {
    running: "already-running",
    starting: "already-starting",
    stopping: "still-stopping",
    stopped: null,
    paused: "already-running",
    migrating: "already-running",
    provisioning: "already-starting",
    attention: "already-starting",
    unknown: null,
  },
  stop: {
    running: null,
    starting: null,
    stopping: "still-stopping",
    stopped: "already-stopped",
    paused: null,
    migrating: null,
    provisioning: null,
    attention: null,
    unknown: null,
  },
  restart: {
    running: null,
    starting: "already-starting",
    stopping: "still-stopping",
    stopped: "not-running",
    paused: null,
    migrating: null,
    provisioning: "not-running",
    attention: null,
    unknown: null,
  },
};

const refused = (reason: ActionReason): Permit => ({ allowed: false, reason });

/** Whether this person may do this now, and how long it lasts; the server asks the same table before it acts. */
export const permitFor = (action: VmAction, vm: ActionFacts, access: ActionAccess): Permit => {
  switch (action) {
    case "start":
    case "stop":
      return powerPermit(action, vm, access);
    case "restart":
      return restartPermit(vm, access);
    case "vnc":
    case "serial":
      return permitForConsole(action, vm, access);
    case "delete":
      if (vm.origin === "outside") return refused("created-outside");
      if (!access.delete) return refused("role-may-not-delete");
      return vm.deleting ? refused("deleting") : { allowed: true, effect: "durable" };
  }
};

/** Whether this person may make machines here: each needs a disk of its own. */
export const createPermit = ({ create, createDisk }: Pick<ActionAccess, "create" | "createDisk">): Permit =>
  create && createDisk ? { allowed: true, effect: "durable" } : refused("role-may-not-create");

/** Platforms before v1.5 let nobody start, stop or restart: there an operator, who may open consoles, has no power at all. */
const hasPowerlessOperators = ({ vnc, serial, start, stop, restart }: ActionAccess): boolean =>
  (vnc || serial) && !start && !stop && !restart;

const powerPermit = (action: "start" | "stop", vm: ActionFacts, access: ActionAccess): Permit => {
  const mayWriteSpec = access.update && vm.origin === "platform";
  if (!mayWriteSpec && !access[action])
    return refused(hasPowerlessOperators(access) ? "only-admins-power" : "role-may-not-power");
  if (vm.deleting) return refused("deleting");
  // The subresource leaves the VMInstance alone; the spec of this one must not be written.
  if (vm.contradictory && !access[action]) return refused("contradictory");
  const writesSpec = mayWriteSpec && !vm.contradictory;
  const reason = stateRules[action][vm.state];
  // A machine that is not meant to run may be told to, also while its disk is prepared or it failed.
  const mayStartAnyway = action === "start" && reason === "already-starting" && vm.runStrategy === "Halted";
  if (reason && !mayStartAnyway) return refused(reason);
  if (action === "start" && vm.runStrategy === "Once" && !writesSpec) return refused("once-runs-once");
  // Nothing sets back what no release made.
  const isKept = writesSpec || vm.origin === "outside";
  return { allowed: true, effect: isKept ? "durable" : subresourceEffect(action, vm.runStrategy) };
};

const restartPermit = (vm: ActionFacts, access: ActionAccess): Permit => {
  if (!access.restart) return refused(refusalOfRestart(access));
  if (vm.deleting) return refused("deleting");
  const reason = stateRules.restart[vm.state];
  if (reason) return refused(reason);
  return vm.runStrategy === "Once" ? refused("once-runs-once") : { allowed: true, effect: "durable" };
};

const refusalOfRestart = (access: ActionAccess): ActionReason => {
  if (!hasPowerlessOperators(access)) return "role-may-not-restart";
  return access.update ? "nobody-restarts" : "only-admins-power";
};

/**
 * How long a bare subresource call lasts. For Always and Halted it rewrites the VirtualMachine's run strategy, which the next Helm upgrade
 * sets back, unless that already asks for the same (platform-api.md 4.6). Manual and RerunOnFailure keep their strategy.
 */
export const subresourceEffect = (action: "start" | "stop", runStrategy: string): "durable" | "momentary" => {
  if (runStrategy === "Manual" || runStrategy === "RerunOnFailure") return "durable";
  return runStrategy === (action === "start" ? "Always" : "Halted") ? "durable" : "momentary";
};
