import type { VmState } from "./view.ts";

export const vmGroups = ["running", "progress", "stopped", "attention", "unknown"] as const;
/** States as people count them: the list's tabs, the overview's figures. */
export type VmGroup = (typeof vmGroups)[number];

const groups: Record<VmState, VmGroup> = {
  running: "running",
  starting: "progress",
  stopping: "progress",
  migrating: "progress",
  provisioning: "progress",
  stopped: "stopped",
  paused: "stopped",
  attention: "attention",
  unknown: "unknown",
};

export const groupOf = (state: VmState): VmGroup => groups[state];
