import { troubleWords as says } from "../../troubles.ts";
import type { Rule } from "./rule.ts";

/** The VirtualMachine repeats what its instance says, which most roles cannot read. */
const of = ["VirtualMachine", "VirtualMachineInstance"] as const;
const no = { of, status: "False" } as const;
const yes = { of, status: "True" } as const;

/**
 * https://github.com/kubevirt/kubevirt/blob/main/staging/src/kubevirt.io/api/core/v1/types.go (conditions and their reasons) and
 * pkg/virt-controller/watch/vm/vm.go (reasons of Failure)
 */
export const machineRules: readonly Rule[] = [
  { ...yes, type: "Failure", reasons: ["FailedFindInstancetype"], loud: "type-unknown" },
  { ...yes, type: "Failure", reasons: ["FailedFindPreference"], loud: "profile-unknown" },
  { ...yes, type: "Failure", words: says.quota, loud: "quota-reached" },
  { ...yes, type: "Failure", loud: "start-refused" },
  { ...yes, type: "Paused", reasons: ["PausedIOError"], loud: "paused-io" },
  { ...yes, type: "Paused", reasons: ["PausedByMigrationMonitor"], loud: "paused-moving" },
  { ...yes, type: "Paused", loud: "paused" },
  { ...yes, type: "RestartRequired", loud: "restart-required" },
  { ...yes, type: "ManualRecoveryRequired", loud: "recovery-required" },
  { ...yes, type: "EvictionRequested", loud: "node-emptied" },
  { ...no, type: "AccessCredentialsSynchronized", loud: "keys-not-written" },
  { ...no, type: "Synchronized", words: says.quota, loud: "quota-reached" },
  { ...no, type: "Synchronized", reasons: ["FailedCreate"], loud: "start-refused" },
  { ...no, type: "Synchronized", loud: "out-of-step" },
  { ...yes, type: "Synchronized", quiet: "in-step" },

  { ...yes, type: "Ready", quiet: "guest-runs" },
  { ...no, type: "Ready", reasons: ["VMINotExists"], quiet: "guest-off" },
  { ...no, type: "Ready", reasons: ["PodTerminating"], quiet: "place-going" },
  { ...no, type: "Ready", reasons: ["PodNotExists", "PodConditionMissing"], quiet: "place-coming" },
  { ...no, type: "Ready", reasons: ["GuestNotRunning"], quiet: "guest-not-up" },
  { ...yes, type: "AgentConnected", quiet: "agent-there" },
  { ...yes, type: "AgentVersionNotSupported", quiet: "agent-old" },
  { ...yes, type: "AccessCredentialsSynchronized", quiet: "step-done" },
  { ...yes, type: "LiveMigratable", quiet: "moves" },
  { ...no, type: "LiveMigratable", reasons: ["DisksNotLiveMigratable"], quiet: "moves-not-disk" },
  { ...no, type: "LiveMigratable", reasons: ["InterfaceNotLiveMigratable"], quiet: "moves-not-network" },
  { ...no, type: "LiveMigratable", reasons: ["HostDeviceNotLiveMigratable"], quiet: "moves-not-device" },
  { ...no, type: "LiveMigratable", quiet: "moves-not" },
  { ...yes, type: "StorageLiveMigratable", quiet: "moves" },
  { ...no, type: "StorageLiveMigratable", quiet: "moves-not-disk" },
  { ...yes, type: "DataVolumesReady", quiet: "disks-ready" },
  { ...no, type: "DataVolumesReady", quiet: "disks-waited-for" },
  { ...yes, type: "HotVCPUChange", quiet: "growing" },
  { ...yes, type: "HotMemoryChange", quiet: "growing" },
  { ...yes, type: "VolumesChange", quiet: "growing" },
  { ...yes, type: "MigrationRequired", quiet: "move-due" },
  { ...yes, type: "Provisioning", quiet: "disks-waited-for" },
  { ...yes, type: "Initialized", quiet: "step-done" },
];
