import type { Right } from "../../access/rights.ts";
import type { VmAccess } from "./access.ts";
import { permitForConsole } from "./console-permit.ts";
import { crashLoop, powerRefusal } from "./power-table.ts";
import type { VmRow, VmView } from "./view.ts";

/** What changes whether and how a machine runs; the danger of each is in `confirmations`. */
export const powerActions = [
  "start",
  "stop",
  "restart",
  "force-stop",
  "pause",
  "unpause",
  "soft-reboot",
  "reset",
  "migrate",
] as const;
export type PowerActionId = (typeof powerActions)[number];

export const vmActions = [...powerActions, "vnc", "serial", "delete"] as const;
export type VmAction = (typeof vmActions)[number];

/** What is asked before: nothing; a question; a question whose answer loses what the guest has not written to its disks. */
export const confirmations = {
  start: "none",
  stop: "question",
  restart: "question",
  "force-stop": "danger",
  pause: "none",
  unpause: "none",
  "soft-reboot": "question",
  reset: "danger",
  migrate: "question",
} as const satisfies Record<PowerActionId, "none" | "question" | "danger">;

export type ConfirmedAction = {
  [Action in PowerActionId]: (typeof confirmations)[Action] extends "none" ? never : Action;
}[PowerActionId];

export const isConfirmed = (action: PowerActionId): action is ConfirmedAction => confirmations[action] !== "none";

/** Keys of messages area `actions` (`actions.reasons`): why a button is disabled. */
export const actionReasons = [
  "role-may-not-power",
  "role-may-not-restart",
  "role-may-not-console",
  "role-may-not-create",
  "role-may-not-delete",
  "only-admins-power",
  "only-operators-grant",
  "nobody-restarts",
  "nobody-forces",
  "contradictory",
  "deleting",
  "already-running",
  "already-starting",
  "starts-by-itself",
  "already-stopped",
  "between-attempts",
  "still-stopping",
  "not-running",
  "once-runs-once",
  "already-paused",
  "is-paused",
  "not-paused",
  "already-migrating",
  "not-migratable",
  "deaf-guest",
  "held-by-snapshot",
  "watched-by-probe",
  "needs-recovery",
  "created-outside",
] as const;
export type ActionReason = (typeof actionReasons)[number];

/**
 * `durable` outlives the platform's next reconciliation; `momentary` is undone by it. A console is always momentary. `keeps`: the machine is
 * so already, for now, and this makes it last.
 */
export type Permit =
  | { allowed: true; effect: "durable" | "momentary"; keeps?: true }
  | { allowed: false; reason: ActionReason };

/** Rights that only the operator of the cloud can grant: what needs one is shown to who has it. */
export const extraRights = {
  pause: "pause",
  unpause: "unpause",
  "soft-reboot": "softReboot",
  reset: "reset",
  migrate: "migrate",
} as const satisfies Partial<Record<PowerActionId, Right>>;
export type ExtraAction = keyof typeof extraRights;

export const rightFor: Readonly<Record<PowerActionId, Right>> = {
  start: "start",
  stop: "stop",
  restart: "restart",
  "force-stop": "stop",
  ...extraRights,
};

export const isExtra = (action: VmAction): action is ExtraAction => Object.hasOwn(extraRights, action);

/** The rights that actions depend on. */
export type ActionAccess = Pick<
  VmAccess,
  | "create"
  | "createDisk"
  | "update"
  | "delete"
  | "start"
  | "stop"
  | "restart"
  | "vnc"
  | "serial"
  | (typeof extraRights)[ExtraAction]
>;

/** `conditions` are known on a machine's own page alone. */
export type ActionFacts = Pick<
  VmRow,
  "state" | "status" | "runStrategy" | "drifted" | "deleting" | "contradictory" | "origin"
> &
  Partial<Pick<VmView, "conditions">>;

const refused = (reason: ActionReason): Permit => ({ allowed: false, reason });
const durable: Permit = { allowed: true, effect: "durable" };

/** Whether this person may do this now, and how long it lasts; the server asks the same table before it acts. */
export const permitFor = (action: VmAction, vm: ActionFacts, access: ActionAccess): Permit => {
  switch (action) {
    case "start":
    case "stop":
    case "force-stop":
      return powerPermit(action, vm, access);
    case "restart":
      return restartPermit(vm, access);
    case "pause":
    case "unpause":
    case "soft-reboot":
    case "reset":
    case "migrate":
      return access[extraRights[action]] ? statePermit(action, vm) : refused("only-operators-grant");
    case "vnc":
    case "serial":
      return permitForConsole(action, vm, access);
    case "delete":
      if (vm.origin === "outside") return refused("created-outside");
      if (!access.delete) return refused("role-may-not-delete");
      return vm.deleting ? refused("deleting") : durable;
  }
};

/** Whether this person may make machines here: each needs a disk of its own. */
export const createPermit = ({ create, createDisk }: Pick<ActionAccess, "create" | "createDisk">): Permit =>
  create && createDisk ? durable : refused("role-may-not-create");

/** Platforms before v1.5 let nobody start, stop or restart: there an operator, who may open consoles, has no power at all. */
const hasPowerlessOperators = ({ vnc, serial, start, stop, restart }: ActionAccess): boolean =>
  (vnc || serial) && !start && !stop && !restart;

/** KubeVirt takes calls of a machine that goes away, and nothing comes of them. */
const isGoing = ({ deleting, status }: ActionFacts): boolean => deleting || status === "Terminating";

const statePermit = (action: PowerActionId, vm: ActionFacts): Permit => {
  const reason = isGoing(vm) ? "deleting" : powerRefusal(action, vm);
  return reason ? refused(reason) : durable;
};

const powerPermit = (action: "start" | "stop" | "force-stop", vm: ActionFacts, access: ActionAccess): Permit => {
  const mayWriteSpec = access.update && vm.origin === "platform";
  const call = action === "start" ? "start" : "stop";
  if (action === "force-stop" && mayWriteSpec && !access.stop) return refused("nobody-forces");
  if (!mayWriteSpec && !access[call])
    return refused(hasPowerlessOperators(access) ? "only-admins-power" : "role-may-not-power");
  if (isGoing(vm)) return refused("deleting");
  // The subresource leaves the VMInstance alone; the spec of this one must not be written.
  if (vm.contradictory && !access[call]) return refused("contradictory");
  const writesSpec = mayWriteSpec && !vm.contradictory;
  const reason = powerRefusal(action, vm);
  if (reason) return (action !== "force-stop" && writesSpec && bySpec(action, vm, reason)) || refused(reason);
  // Nothing sets back what no release made.
  const isKept = writesSpec || vm.origin === "outside";
  return isKept ? durable : { allowed: true, effect: subresourceEffect(action, vm.runStrategy) };
};

/** What KubeVirt refuses and the VMInstance's run strategy brings about all the same; null where that changes nothing. */
const bySpec = (action: "start" | "stop", { drifted, runStrategy, status }: ActionFacts, reason: ActionReason) => {
  if (drifted && runStrategy === (action === "start" ? "Halted" : "Always"))
    return { allowed: true, effect: "durable", keeps: true } as const;
  if (action === "start") return reason === "once-runs-once" ? durable : null;
  return status === crashLoop && runStrategy === "RerunOnFailure" ? durable : null;
};

const restartPermit = (vm: ActionFacts, access: ActionAccess): Permit =>
  access.restart ? statePermit("restart", vm) : refused(refusalOfRestart(access));

const refusalOfRestart = (access: ActionAccess): ActionReason => {
  if (!hasPowerlessOperators(access)) return "role-may-not-restart";
  return access.update ? "nobody-restarts" : "only-admins-power";
};

/**
 * How long a bare subresource call lasts. For Always, Once and Halted it rewrites the VirtualMachine's run strategy, which the next Helm
 * upgrade sets back, unless that already asks for the same (platform-api.md 4.6). Manual and RerunOnFailure keep their strategy.
 */
export const subresourceEffect = (
  action: "start" | "stop" | "force-stop",
  runStrategy: string,
): "durable" | "momentary" => {
  if (runStrategy === "Manual" || runStrategy === "RerunOnFailure") return "durable";
  return runStrategy === (action === "start" ? "Always" : "Halted") ? "durable" : "momentary";
};
