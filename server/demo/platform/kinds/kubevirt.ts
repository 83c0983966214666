import { type Condition, type KubeObject, kindOf } from "../object.ts";

export type RunStrategy = "Always" | "Halted" | "Manual" | "RerunOnFailure" | "Once";

export type VmDisk = {
  name: string;
  bootOrder?: number;
  disk?: { bus?: string };
  cdrom?: { bus?: string };
};

export type VmVolume = {
  name: string;
  dataVolume?: { name: string; hotpluggable?: boolean };
  cloudInitNoCloud?: { secretRef: { name: string } };
};

export type VmiSpec = {
  domain: {
    cpu?: { cores?: number; sockets?: number; model?: string };
    resources?: { requests?: Record<string, string> };
    machine?: { type: string };
    firmware?: { uuid: string };
    devices: {
      disks: VmDisk[];
      interfaces: { name: string; bridge: Record<string, never> }[];
      gpus?: { name: string; deviceName: string }[];
      autoattachGraphicsDevice?: boolean;
      autoattachSerialConsole?: boolean;
    };
  };
  networks: { name: string; pod?: Record<string, never>; multus?: { networkName: string } }[];
  volumes: VmVolume[];
  accessCredentials?: unknown[];
  terminationGracePeriodSeconds?: number;
  startStrategy?: "Paused";
};

export type Matcher = { kind: string; name: string; revisionName?: string };

/** A wish of the start, stop and restart subresources that the controller still has to fulfil. */
export type StateChangeRequest = { action: "Start" | "Stop"; data?: Record<string, string>; uid?: string };

export type VmStatus = {
  printableStatus?: string;
  created?: boolean;
  ready?: boolean;
  runStrategy?: string;
  conditions?: Condition[];
  stateChangeRequests?: StateChangeRequest[] | null;
  startFailure?: { consecutiveFailCount: number; lastFailedVMIUID?: string; retryAfterTimestamp?: string } | null;
  instancetypeRef?: Matcher;
  preferenceRef?: Matcher;
  volumeSnapshotStatuses?: { name: string; enabled: boolean; reason?: string }[];
  observedGeneration?: number;
  desiredGeneration?: number;
};

export type VirtualMachine = KubeObject & {
  spec: {
    runStrategy?: RunStrategy;
    /** The older word for Always and Halted; never beside a run strategy. */
    running?: boolean;
    instancetype?: Matcher;
    preference?: Matcher;
    template: { metadata: { labels: Record<string, string>; annotations?: Record<string, string> }; spec: VmiSpec };
  };
  status?: VmStatus;
};

export type VmiInterface = {
  name: string;
  ipAddress?: string;
  ipAddresses?: string[];
  mac: string;
  interfaceName?: string;
  podInterfaceName?: string;
  infoSource: string;
  queueCount: number;
  linkState: string;
};

export type VmiStatus = {
  phase?: string;
  phaseTransitionTimestamps?: { phase: string; phaseTransitionTimestamp: string }[];
  nodeName?: string;
  activePods?: Record<string, string>;
  qosClass?: string;
  conditions?: Condition[];
  interfaces?: VmiInterface[];
  guestOSInfo?: Record<string, string>;
  volumeStatus?: { name: string; target: string; phase?: string; persistentVolumeClaimInfo?: unknown }[];
  currentCPUTopology?: { cores: number; sockets: number; threads: number };
  memory?: { guestAtBoot: string; guestCurrent: string; guestRequested: string };
  machine?: { type: string };
  migrationState?: Record<string, unknown>;
  fsFreezeStatus?: string;
};

/** KubeVirt serves VMIs without a status subresource: the status is written with the object. */
export type VirtualMachineInstance = KubeObject & { spec: VmiSpec; status?: VmiStatus };

export type Migration = KubeObject & { spec: { vmiName: string }; status?: { phase?: string } };

export type InstanceType = KubeObject & {
  spec: {
    cpu: { guest: number; dedicatedCPUPlacement?: boolean };
    memory: { guest: string; hugepages?: { pageSize: string } };
  };
};

export type Preference = KubeObject & {
  spec: {
    annotations?: Record<string, string>;
    devices?: Record<string, unknown>;
    requirements?: { cpu?: { guest: number }; memory?: { guest: string }; architecture?: string };
  };
};

export type KubeVirt = KubeObject & { spec: Record<string, unknown>; status?: Record<string, unknown> };

const types = "instancetype.kubevirt.io";

export const virtualMachines = kindOf<VirtualMachine>("kubevirt.io", "v1", "virtualmachines", "VirtualMachine");
export const instances = kindOf<VirtualMachineInstance>(
  "kubevirt.io",
  "v1",
  "virtualmachineinstances",
  "VirtualMachineInstance",
);
export const migrations = kindOf<Migration>(
  "kubevirt.io",
  "v1",
  "virtualmachineinstancemigrations",
  "VirtualMachineInstanceMigration",
);

export const isMigrationOver = ({ status }: Migration): boolean =>
  status?.phase === "Succeeded" || status?.phase === "Failed";

export const kubevirts = kindOf<KubeVirt>("kubevirt.io", "v1", "kubevirts", "KubeVirt");
export const instanceTypes = kindOf<InstanceType>(
  types,
  "v1beta1",
  "virtualmachineclusterinstancetypes",
  "VirtualMachineClusterInstancetype",
  false,
);
export const preferences = kindOf<Preference>(
  types,
  "v1beta1",
  "virtualmachineclusterpreferences",
  "VirtualMachineClusterPreference",
  false,
);
