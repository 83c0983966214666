/** Keys of messages `activity.said`: what a reason means, in a sentence whose subject is the machine. */
export const saidKeys = [
  "starts",
  "place-made",
  "switched-off",
  "place-gone",
  "create-refused",
  "hardware-ready",
  "guest-started",
  "guest-stopped",
  "guest-crashed",
  "guest-asked-to-stop",
  "sync-failed",
  "volume-missing",
  "moved",
  "moving",
  "move-failed",
  "move-stopped",
  "image-failed",
  "no-room",
  "node-chosen",
  "evicted",
  "volume-stuck",
  "back-off",
  "import-scheduled",
  "import-running",
  "import-done",
  "import-failed",
  "clone-running",
  "clone-done",
  "clone-waits",
  "upload-ready",
  "quota",
  "claim-lost",
  "name-taken",
  "waits-for-machine",
  "volume-made",
  "volume-failed",
  "settings-applied",
  "settings-running",
  "settings-failed",
  "removed",
  "address-given",
  "address-refused",
  "restart-required",
  "paused",
  "paused-io",
  "machine-created",
  "plan-running",
  "plan-done",
  "plan-failed",
] as const;
export type SaidKey = (typeof saidKeys)[number];

type Table = Readonly<Record<string, SaidKey>>;

/** https://github.com/kubevirt/kubevirt/blob/main/pkg/virt-controller/watch/common/common.go and staging/src/kubevirt.io/api/core/v1/types.go */
const guest: Table = {
  SuccessfulCreate: "place-made",
  SuccessfulDelete: "place-gone",
  FailedCreate: "create-refused",
  Created: "hardware-ready",
  Started: "guest-started",
  Stopped: "guest-stopped",
  ShuttingDown: "guest-asked-to-stop",
  SyncFailed: "sync-failed",
  FailedPvcNotFound: "volume-missing",
  FailedDataVolumeImport: "import-failed",
  PVCNotReady: "volume-missing",
  Migrated: "moved",
  SuccessfulMigration: "moved",
  PreparingTarget: "moving",
  Migrating: "moving",
  FailedMigration: "move-failed",
  MigrationBackoff: "move-failed",
  SuccessfulAbortMigration: "move-stopped",
  ErrImagePull: "image-failed",
  ImagePullBackOff: "image-failed",
};

const machine: Table = {
  ...guest,
  SuccessfulCreate: "starts",
  SuccessfulDelete: "switched-off",
  RestartRequired: "restart-required",
  PausedByUser: "paused",
  PausedIOError: "paused-io",
};

/** https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/events/event.go and pkg/scheduler/schedule_one.go */
const pod: Table = {
  FailedScheduling: "no-room",
  Scheduled: "node-chosen",
  Preempted: "evicted",
  Evicted: "evicted",
  FailedMount: "volume-stuck",
  FailedAttachVolume: "volume-stuck",
  BackOff: "back-off",
};

/** https://github.com/kubevirt/containerized-data-importer/tree/main/pkg/controller/datavolume */
const volume: Table = {
  ImportScheduled: "import-scheduled",
  ImportInProgress: "import-running",
  ImportSucceeded: "import-done",
  Error: "import-failed",
  CloneScheduled: "clone-running",
  CloneInProgress: "clone-running",
  CloneSucceeded: "clone-done",
  CloneSourceInUse: "clone-waits",
  UploadReady: "upload-ready",
  ErrExceededQuota: "quota",
  ErrClaimLost: "claim-lost",
  ErrResourceExists: "name-taken",
  WaitForFirstConsumer: "waits-for-machine",
  ProvisioningSucceeded: "volume-made",
  ProvisioningFailed: "volume-failed",
};

/** https://github.com/fluxcd/helm-controller/blob/main/api/v2/condition_types.go */
const release: Table = {
  InstallSucceeded: "settings-applied",
  UpgradeSucceeded: "settings-applied",
  Progressing: "settings-running",
  InstallFailed: "settings-failed",
  UpgradeFailed: "settings-failed",
  UninstallSucceeded: "removed",
};

const tables: Readonly<Record<string, Table>> = {
  VirtualMachine: machine,
  VirtualMachineInstance: guest,
  Pod: pod,
  DataVolume: volume,
  PersistentVolumeClaim: volume,
  HelmRelease: release,
  VMInstance: { ...release, MachineCreated: "machine-created" },
  Service: { IPAllocated: "address-given", AllocationFailed: "address-refused" },
  Porthole: { CreateRunning: "plan-running", CreateDone: "plan-done", CreateFailed: "plan-failed" },
};

/** What we know of a reason; null leaves it to the cluster's own words. */
export const saidBy = (kind: string, reason: string, isWarning: boolean): SaidKey | null => {
  const table = Object.hasOwn(tables, kind) ? tables[kind] : undefined;
  const key = table && Object.hasOwn(table, reason) ? table[reason] : undefined;
  // A guest that crashes has stopped, too: KubeVirt tells the two apart by the type alone.
  return key === "guest-stopped" && isWarning ? "guest-crashed" : (key ?? null);
};
