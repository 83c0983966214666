import type { DataVolume, VmDiskObject } from "../disk/schema.ts";
import type { InstanceTypeView } from "../image/view.ts";
import type { VmInstance } from "./normalise.ts";
import type { LauncherPod, RunningMachine, Service, VirtualMachine, WorkloadMonitor } from "./schema.ts";

/** `on`: a start was refused because it runs; `off`: it could be started; `waiting`: nothing of it runs, and the platform starts it by itself. */
export type AskedPower = "on" | "off" | "waiting";

/** Everything known of one machine. `null` = it does not exist; `"unread"` = this person or moment cannot say. */
export type VmFacts = {
  instance: VmInstance;
  virtualMachine: VirtualMachine | null | "unread";
  /** Its VirtualMachineInstance: there while it runs, readable only where an operator granted it. */
  running: RunningMachine | null | "unread";
  /** What the cluster said when it was asked whether the machine is on; null where nobody asked. */
  asked: AskedPower | null;
  /** All launcher pods: two while migrating or restarting. */
  pods: readonly LauncherPod[] | "unread";
  service: Service | null | "unread";
  monitor: WorkloadMonitor | null | "unread";
  /** Attached VMDisks by name; an attached disk that is not in here does not exist. */
  disks: ReadonlyMap<string, VmDiskObject> | "unread";
  /** DataVolumes by the disk's name, only of disks somebody asked about; `null` = the disk is there and its volume is not. */
  dataVolumes: ReadonlyMap<string, DataVolume | null>;
  instanceType: InstanceTypeView | null;
};

/** Of a machine of which nothing but its own object was read. */
export const nothingElseRead: Omit<VmFacts, "instance"> = {
  virtualMachine: "unread",
  running: "unread",
  asked: null,
  pods: "unread",
  service: "unread",
  monitor: "unread",
  disks: "unread",
  dataVolumes: new Map(),
  instanceType: null,
};
