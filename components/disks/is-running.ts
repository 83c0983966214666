import type { VmState } from "#lib/resources/vm/view.ts";

const running: Readonly<Record<VmState, boolean | null>> = {
  running: true,
  starting: true,
  stopping: true,
  paused: true,
  migrating: true,
  stopped: false,
  provisioning: false,
  attention: null,
  unknown: null,
};

/** Whether a machine has its disks in hand now; null where nobody can say. */
export const isRunningState = (state: VmState): boolean | null => running[state];
