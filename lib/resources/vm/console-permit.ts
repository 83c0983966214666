import type { ActionAccess, ActionFacts, ActionReason, Permit } from "./actions.ts";
import type { VmState } from "./view.ts";

/** What stops a console in a state, rights aside; `null` = may be tried. */
const stateRules: Record<VmState, ActionReason | null> = {
  running: null,
  starting: "not-running",
  stopping: null,
  stopped: "not-running",
  paused: null,
  migrating: null,
  provisioning: "not-running",
  attention: "not-running",
  unknown: null,
};

/** What stops somebody from a console in whatever state. */
export const consoleLacks = (kind: "vnc" | "serial", access: ActionAccess): ActionReason | null =>
  access[kind] ? null : "role-may-not-console";

/** What stops a console in this state, rights aside. */
export const consoleRefusal = (state: VmState): ActionReason | null => stateRules[state];

export const permitForConsole = (kind: "vnc" | "serial", vm: ActionFacts, access: ActionAccess): Permit => {
  const reason = consoleLacks(kind, access) ?? (vm.deleting ? "deleting" : consoleRefusal(vm.state));
  return reason ? { allowed: false, reason } : { allowed: true, effect: "momentary" };
};

/** Whether one of the two consoles may be opened now: the screen, or the serial line for who has only that. */
export const consolePermit = (vm: ActionFacts, access: ActionAccess): Permit =>
  permitForConsole(access.vnc || !access.serial ? "vnc" : "serial", vm, access);
