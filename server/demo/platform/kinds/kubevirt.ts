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
  persistentVolumeClaim?: { claimName: string; hotpluggable?: boolean };
  cloudInitNoCloud?: { secretRef: { name: string } };
};

/** The claim that a volume lies on; a DataVolume's has its name. */
export const claimNameOf = ({ dataVolume, persistentVolumeClaim }: VmVolume): string | undefined =>
  dataVolume?.name ?? persistentVolumeClaim?.claimName;

export const isHotplugged = ({ dataVolume, persistentVolumeClaim }: VmVolume): boolean =>
  dataVolume?.hotpluggable === true || persistentVolumeClaim?.hotpluggable === true;

export type VmiSpec = {
  domain: {
    cpu?: { cores?: number; sockets?: number; threads?: number; model?: string };
    memory?: { guest?: string; hugepages?: { pageSize: string } };
    features?: { acpi?: { enabled?: boolean } };
    resources?: { requests?: Record<string, string> };
    machine?: { type: string };
    firmware?: { uuid: string };
    devices: {
      disks: VmDisk[];
      interfaces: { name: string; bridge: Record<string, never>; model?: string }[];
      gpus?: { name: string; deviceName: string }[];
      autoattachGraphicsDevice?: boolean;
      autoattachSerialConsole?: boolean;
      clientPassthrough?: Record<string, never>;
    };
  };
  networks: { name: string; pod?: Record<string, never>; multus?: { networkName: string } }[];
  volumes: VmVolume[];
  accessCredentials?: unknown[];
  livenessProbe?: { guestAgentPing?: Record<string, never>; [handler: string]: unknown };
  terminationGracePeriodSeconds?: number;
  startStrategy?: "Paused";
};

export type Matcher = { kind: string; name: string; revisionName?: string };

/** A wish of the start, stop and restart subresources that the controller still has to fulfil. */
export type StateChangeRequest = { action: "Start" | "Stop"; data?: Record<string, string>; uid?: string };

/** A wish of addvolume and removevolume, which the controller carries out on the template and the running instance. */
export type VolumeRequest = {
  addVolumeOptions?: {
    name: string;
    disk: Omit<VmDisk, "name">;
    volumeSource: Pick<VmVolume, "dataVolume" | "persistentVolumeClaim">;
  };
  removeVolumeOptions?: { name: string };
};

export type MemoryDumpRequest = {
  claimName: string;
  phase: "Associating" | "InProgress" | "Completed" | "Failed" | "Dissociating";
  remove?: boolean;
  startTimestamp?: string;
  endTimestamp?: string;
  fileName?: string;
};

export type VmStatus = {
  printableStatus?: string;
  created?: boolean;
  ready?: boolean;
  runStrategy?: string;
  conditions?: Condition[];
  stateChangeRequests?: StateChangeRequest[] | null;
  volumeRequests?: VolumeRequest[] | null;
  memoryDumpRequest?: MemoryDumpRequest | null;
  snapshotInProgress?: string;
  restoreInProgress?: string;
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
  evacuationNodeName?: string;
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
    devices?: { preferredDiskBus?: string; preferredInterfaceModel?: string };
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
