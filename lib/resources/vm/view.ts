import type { FirstBoot } from "./first-boot.ts";
import type { OutsideFacts } from "./outside-facts.ts";
import type { StartMark } from "./start/marks.ts";

/** What people see of a VMInstance: one projection of VMInstance, VirtualMachine, launcher pod, Service and VMDisks. */

export const vmStates = [
  "running",
  "starting",
  "stopping",
  "stopped",
  "paused",
  "migrating",
  "provisioning",
  "attention",
  "unknown",
] as const;

/** Our groups of KubeVirt's printable statuses (lib/resources/vm/status.ts holds the table). */
export type VmState = (typeof vmStates)[number];

export type RunStrategy = "Always" | "Halted" | "Manual" | "RerunOnFailure" | "Once";

export type Exposure = { kind: "private" } | { kind: "ports"; ports: number[] } | { kind: "whole" };

export type OsFamily =
  | "ubuntu"
  | "debian"
  | "rocky"
  | "almalinux"
  | "centos"
  | "oracle"
  | "opensuse"
  | "cloudlinux"
  | "talos"
  | "proxmox"
  | "windows"
  | "fedora"
  | "rhel"
  | "alpine"
  | "other";

export type VmRow = {
  /** Unique; `shownNameOfVm` (lib/resources/names.ts) is how people know it. */
  name: string;
  /** `outside`: a VirtualMachine that belongs to no VMInstance. Power and consoles are as everywhere, its settings are not ours. */
  origin: "platform" | "outside";
  /** How its metadata.uid begins: tells it from a later machine of its name. All of it would be most of a long list's bytes. */
  uid: string;
  state: VmState;
  /** printableStatus verbatim, `""` when the role cannot read VirtualMachines. */
  status: string;
  /** True when the state was concluded from pod, monitor and run strategy instead of read. */
  inferred: boolean;
  /** Import or clone progress in percent of the disk being prepared, when known. */
  progress: number | null;
  /** The platform's own words about what is wrong (hostile text), when state is `attention`. */
  trouble: string | null;
  os: { family: OsFamily; label: string };
  size: { type: string; cpu: number | null; memoryBytes: number | null };
  addresses: { public: string | null; private: string | null };
  exposure: Exposure;
  /** A PortList is known to keep closed what it does not list: the platform's schema has `externalAllowICMP`, so it is 1.4 or later. */
  filtersPorts: boolean;
  disks: { count: number; totalBytes: number | null };
  /** People's own labels as `key=value`, at most a few (lib/resources/vm/labels.ts). */
  labels: readonly string[];
  /** ISO 8601. */
  createdAt: string;
  runStrategy: RunStrategy | string;
  /** The VirtualMachine is set to run or not against that: the platform's next change to this machine undoes it. */
  drifted: boolean;
  /** deletionTimestamp is set: nothing may be written. */
  deleting: boolean;
  /** It holds what the platform's schema does not expect, which any write would destroy: nothing is written. */
  contradictory: boolean;
};

export const missingPhase = "Missing";

/** Our own word among KubeVirt's statuses: it calls a machine "Provisioning" while the import of its disk fails again and again. */
export const importFailing = "ImportFailing";

/** Our own word where the cluster says that nothing of a machine runs, and that it starts it by itself. */
export const betweenAttempts = "BetweenAttempts";

export type VmDisk = {
  name: string;
  sizeBytes: number | null;
  storageClass: string;
  optical: boolean;
  bootOrder: number;
  /** CDI's phase of its volume; `""` when not known, `missingPhase` when the disk or its volume is known not to be there. */
  phase: string;
  progress: number | null;
  image: string | null;
};

/** The Service that leads to a machine, as the cluster has it now, which may differ from what is wished for until that is carried out. */
export type VmService = { type: string; ports: number[]; addresses: string[] };

/** The objects of a machine that say how they fare. */
export type ConditionOwner = "VMInstance" | "VirtualMachine" | "VirtualMachineInstance" | "Pod" | "DataVolume";

/** `name`: of the object, as people know it. Reason and message are the cluster's own: hostile text. */
export type VmCondition = {
  of: ConditionOwner;
  name: string;
  type: string;
  status: string;
  reason: string;
  message: string;
  since: string;
};

export type VmView = VmRow & {
  profile: string;
  disksAttached: VmDisk[];
  sshKeyCount: number;
  hasCloudInit: boolean;
  node: string | null;
  /** Null: there is none; `unread`: this person or moment cannot say. */
  service: VmService | null | "unread";
  /** What a machine that no VMInstance made says of its own making; null of any other. */
  outside: OutsideFacts | null;
  /** How the uid of what runs it begins: another after a restart or a move. Null where nothing runs or it cannot be seen. */
  instance: string | null;
  /** Who logs in: whom cloud-init gives a key, else the image's user by the catalogue; null when unknown. */
  loginUser: string | null;
  /** What people wrote about it (notes.ts): hostile text; null where it cannot be read or kept. */
  notes: string | null;
  /** What its cloud-init does about keys, passwords and a firewall; null where it cannot be read. */
  firstBoot: FirstBoot | null;
  loginUserFrom: "cloud-init" | "image" | null;
  /** When the steps of its present or latest start were reached. */
  startMarks: StartMark[];
  conditions: VmCondition[];
  /** Recent events of the machine and what belongs to it, newest first, at most 20. */
  events: { at: string; kind: string; name: string; type: string; reason: string; message: string; count: number }[];
};

/** A source the list is joined from that could not be read. */
export type MissingSource = {
  source: "virtualmachines" | "pods" | "services" | "vmdisks" | "workloadmonitors" | "instancetypes";
  /** `absent`: this platform has no such kind. */
  code: "forbidden" | "absent" | "unavailable" | "timeout" | "internal";
};

export type VmListView = {
  rows: VmRow[];
  missing: MissingSource[];
  /** ISO 8601: when the rows were last known to be true. */
  asOf: string;
  /** Which list on which server this is: a version means something within its epoch only. */
  epoch: string;
  /** Grows with every change of this list; `id` of server-sent events. */
  version: number;
};
