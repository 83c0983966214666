import type { VmState } from "../resources/vm/view.ts";

/**
 * What is known of the machine, as far as a console cares. `preparing`: there is no instance yet; `booting`: there is one without a guest;
 * `leaving`: it shuts down and still has its screen; `unknown`: ask the server, it will say.
 */
export type MachineFact = "on" | "moving" | "leaving" | "booting" | "preparing" | "off" | "gone" | "unknown";

const machineFacts: Record<VmState, MachineFact> = {
  running: "on",
  paused: "on",
  migrating: "moving",
  stopping: "leaving",
  starting: "booting",
  provisioning: "preparing",
  stopped: "off",
  attention: "unknown",
  unknown: "unknown",
};

/** `undefined`: the machine is not in the list any more. */
export const machineFactOf = (state: VmState | undefined): MachineFact => (state ? machineFacts[state] : "gone");
