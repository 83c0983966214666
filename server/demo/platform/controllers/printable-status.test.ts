import { describe, expect, test } from "vitest";
import type { DataVolume } from "../kinds/cdi.ts";
import type { RunStrategy, VirtualMachine, VirtualMachineInstance, VmiStatus, VmStatus } from "../kinds/kubevirt.ts";
import { printableStatus } from "./printable-status.ts";
import { decide } from "./run-strategy.ts";

const spec = { domain: { devices: { disks: [], interfaces: [] } }, networks: [], volumes: [] };

const machine = (runStrategy: RunStrategy, status: VmStatus = {}, deletionTimestamp?: string): VirtualMachine => ({
  metadata: { name: "a", deletionTimestamp },
  spec: { runStrategy, template: { metadata: { labels: {} }, spec } },
  status,
});

const instance = (status: VmiStatus, deletionTimestamp?: string): VirtualMachineInstance => ({
  metadata: { name: "a", uid: "1", deletionTimestamp },
  spec,
  status,
});

const volume = (phase: string): DataVolume => ({
  metadata: { name: "d" },
  spec: { source: {}, storage: { resources: { requests: {} }, storageClassName: "replicated" } },
  status: { phase },
});

const paused = { type: "Paused", status: "True" };
const unschedulable = { type: "PodScheduled", status: "False", reason: "Unschedulable" };

const pulling = (reason: string) => ({ type: "Synchronized", status: "False", reason });

describe("printable status", () => {
  const show = (
    vmi: VirtualMachineInstance | undefined,
    more: { vm?: VirtualMachine; volumes?: DataVolume[]; isVolumeMissing?: boolean } = {},
  ) => printableStatus({ vm: machine("Always"), vmi, volumes: [], isVolumeMissing: false, ...more });

  test.each([
    ["Stopped", undefined],
    ["Starting", instance({ phase: "Scheduling" })],
    ["Running", instance({ phase: "Running" })],
    ["Paused", instance({ phase: "Running", conditions: [paused] })],
    ["Stopping", instance({ phase: "Running", conditions: [paused] }, "now")],
    ["Migrating", instance({ phase: "Running", migrationState: { completed: false } })],
    ["Running", instance({ phase: "Running", migrationState: { completed: true } })],
    ["ErrorUnschedulable", instance({ phase: "Scheduling", conditions: [unschedulable] })],
    ["Stopped", instance({ phase: "Succeeded" })],
    ["WaitingForReceiver", instance({ phase: "WaitingForSync" })],
    ["Unknown", instance({ phase: "Unknown" })],
    ["ErrImagePull", instance({ phase: "Scheduling", conditions: [pulling("ErrImagePull")] })],
    ["ImagePullBackOff", instance({ phase: "Scheduling", conditions: [pulling("ImagePullBackOff")] })],
  ])("%s", (expected, vmi) => {
    expect(show(vmi)).toBe(expected);
  });

  test("Terminating wins over everything", () => {
    expect(show(instance({ phase: "Running" }), { vm: machine("Always", {}, "now") })).toBe("Terminating");
  });

  test("what a volume lacks shows only before the start", () => {
    const pending = instance({ phase: "Pending" });
    expect(show(pending, { volumes: [volume("ImportInProgress")] })).toBe("Provisioning");
    expect(show(pending, { volumes: [volume("Failed")] })).toBe("DataVolumeError");
    expect(show(pending, { volumes: [volume("WaitForFirstConsumer")] })).toBe("WaitingForVolumeBinding");
    expect(show(pending, { isVolumeMissing: true })).toBe("ErrorPvcNotFound");
    expect(show(instance({ phase: "Running" }), { isVolumeMissing: true })).toBe("Running");
  });

  test("a machine that failed and waits is in a crash loop", () => {
    const vm = machine("Always", { startFailure: { consecutiveFailCount: 2 } });
    expect(show(undefined, { vm })).toBe("CrashLoopBackOff");
    expect(show(instance({ phase: "Scheduled" }), { vm })).toBe("Starting");
  });
});

describe("run strategy", () => {
  const succeeded = instance({ phase: "Succeeded" });
  const failed = instance({ phase: "Failed" });
  const running = instance({ phase: "Running" });

  test.each([
    ["Always", undefined, "start"],
    ["Always", succeeded, "stop"],
    ["Always", failed, "stop"],
    ["Halted", running, "stop"],
    ["Halted", undefined, "none"],
    ["Manual", undefined, "none"],
    ["Manual", succeeded, "none"],
    ["Once", undefined, "start"],
    ["Once", failed, "none"],
    ["RerunOnFailure", failed, "stop"],
    ["RerunOnFailure", succeeded, "none"],
  ] as const)("%s, %#: %s", (strategy, vmi, expected) => {
    expect(decide(machine(strategy), vmi)).toBe(expected);
  });

  test("wishes come before the strategy", () => {
    const wish = (...stateChangeRequests: NonNullable<VmStatus["stateChangeRequests"]>) =>
      machine("Manual", { stateChangeRequests });
    expect(decide(wish({ action: "Start" }), undefined)).toBe("start");
    expect(decide(wish({ action: "Start" }), running)).toBe("clear");
    expect(decide(wish({ action: "Stop", uid: "1" }), running)).toBe("stop");
    expect(decide(wish({ action: "Stop", uid: "other" }), running)).toBe("clear");
    expect(decide(wish({ action: "Stop", uid: "1" }, { action: "Start" }), undefined)).toBe("start");
  });
});
