import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { languages } from "../../../i18n/languages.ts";
import { projectDetail } from "../detail.ts";
import { condition, facts, instance, lowly, machine, pod, volume } from "../facts.fixture.ts";
import type { VmFacts } from "../facts.ts";
import type { ConditionOwner } from "../view.ts";
import { explain, needsOf } from "./explain.ts";
import { explanations, quietKeys } from "./explanations.ts";

const said = (of: ConditionOwner, type: string, status: string, reason = "", message = "") => {
  const found = explain({ of, name: "web", type, status, reason, message, since: "" });
  return found && ("loud" in found ? found.loud : found.quiet);
};
const viewOf = (change: Partial<VmFacts>, read = facts) =>
  projectDetail({ facts: read(change), events: [], own: null });
const needs = (change: Partial<VmFacts>, read = facts) => needsOf(viewOf(change, read)).map(({ key }) => key);

/** Messages as Helm, KubeVirt, the scheduler and CDI write them. */
describe("a condition that we know", () => {
  const chart = "execution error at (vm-instance/templates/vm.yaml:2:5): ";
  it.each([
    ["values don't meet the specifications of the schema(s)", "values-refused"],
    [`${chart}Specified disk not exists in cluster: data`, "disk-not-made"],
    [`${chart}Specified instanceType not exists in cluster: u9.huge`, "type-unknown"],
    [`${chart}Specified profile not exists in cluster: beos`, "profile-unknown"],
    [`${chart}Either instanceType or resources.cpu, resources.sockets and resources.memory must be`, "size-unset"],
    [
      'admission webhook "virtualmachine-validator.kubevirt.io" denied the request: failure checking preference requirements: x',
      "size-too-small",
    ],
    ['admission webhook "policy.example.com" denied the request: no', "policy-refused"],
    ['services "vm-instance-web" is forbidden: exceeded quota: tenant-quota, requested: x', "quota-reached"],
    ['Service "vm-instance-web" is invalid: spec.ports[1]: Duplicate value', "ports-refused"],
    ['Internal error occurred: failed calling webhook "x": dial tcp: connection refused', "platform-down"],
    ["another operation (install/upgrade/rollback) is in progress", "platform-busy"],
    ["cannot patch: spec.clusterIP: Invalid value: field is immutable", "settings-unready"],
    ["words of a later version", "release-failed"],
  ])("VMInstance Ready=False UpgradeFailed, %s", (message, key) =>
    expect(said("VMInstance", "Ready", "False", "UpgradeFailed", message)).toBe(key),
  );
  it.each([
    ["VMInstance", "Ready", "False", "ArtifactFailed", "", "settings-unready"],
    ["VMInstance", "Ready", "False", "UpgradeFailed", "timeout waiting for: [VirtualMachine/a/b]", "waits-for-off"],
    ["VirtualMachine", "Failure", "True", "FailedFindInstancetype", "", "type-unknown"],
    ["VirtualMachine", "Failure", "True", "FailedCreate", "forbidden: exceeded quota: q", "quota-reached"],
    ["VirtualMachine", "Paused", "True", "PausedIOError", "", "paused-io"],
    ["VirtualMachineInstance", "Paused", "True", "PausedByUser", "", "paused"],
    ["VirtualMachine", "RestartRequired", "True", "", "", "restart-required"],
    ["VirtualMachine", "LiveMigratable", "False", "DisksNotLiveMigratable", "", "moves-not-disk"],
    ["VirtualMachine", "Ready", "False", "VMINotExists", "", "guest-off"],
    ["Pod", "PodScheduled", "False", "Unschedulable", "0/3 nodes: 3 Insufficient memory.", "no-memory"],
    ["VirtualMachine", "PodScheduled", "False", "Unschedulable", "3 Insufficient nvidia.com/AD102GL", "no-device"],
    ["Pod", "PodScheduled", "False", "Unschedulable", "1 node(s) had volume node affinity conflict", "disk-elsewhere"],
    ["Pod", "DisruptionTarget", "True", "EvictionByEvictionAPI", "", "node-emptied"],
    [
      "DataVolume",
      "Running",
      "False",
      "Error",
      "expected status code 200, got 404. Status: 404 Not Found",
      "source-gone",
    ],
    ["DataVolume", "Running", "False", "Error", "got 403. Status: 403 Forbidden", "source-refused"],
    ["DataVolume", "Running", "False", "Error", "dial tcp: lookup x: no such host", "source-unreachable"],
    ["DataVolume", "Running", "False", "Error", "x509: certificate has expired", "source-untrusted"],
    [
      "DataVolume",
      "Running",
      "False",
      "Error",
      "virtual image size 9 is larger than the reported available",
      "disk-too-small",
    ],
    ["DataVolume", "Running", "False", "Completed", "Import Complete", "volume-filled"],
    ["DataVolume", "Bound", "False", "ErrClaimLost", "", "volume-lost"],
  ] as const)("%s %s=%s %s %s", (of, type, status, reason, message, key) =>
    expect(said(of, type, status, reason, message)).toBe(key),
  );

  it.each([
    ["VMInstance", "Ready", "Unknown", "Progressing"],
    ["VirtualMachine", "SomethingNew", "True", "X"],
    ["Pod", "RestartRequired", "True", ""],
    ["VirtualMachine", "Paused", "False", ""],
    ["DataVolume", "constructor", "True", "__proto__"],
  ] as const)("leaves %s %s=%s %s to the platform's words", (of, type, status, reason) =>
    expect(said(of, type, status, reason)).toBeNull(),
  );

  it.each(languages)("%s has words for each, and no other", (language) => {
    const file = join(import.meta.dirname, "../../../i18n/messages", language, "conditions.json");
    // Checked key by key below.
    const { loud, quiet } = JSON.parse(readFileSync(file, "utf8")) as Record<"loud" | "quiet", object>;
    expect(Object.keys(loud).sort()).toEqual(Object.keys(explanations).sort());
    expect(Object.keys(quiet).sort()).toEqual([...quietKeys].sort());
    for (const words of Object.values(loud)) expect(Object.keys(words)).toEqual(["title", "cause", "next"]);
  });
});

describe("what asks for attention", () => {
  const noRoom = (words: string) =>
    pod("Pending", false, {}, [condition("PodScheduled", "False", "Unschedulable", words)]);
  const failed = (message: string) =>
    instance({}, { status: { conditions: [condition("Ready", "False", "UpgradeFailed", message)] } });

  it("is nothing where all is well, and where a machine is only off", () => {
    const well = [condition("Ready", "True"), condition("LiveMigratable", "False", "DisksNotLiveMigratable")];
    expect(needs({ virtualMachine: machine("Running", well) })).toEqual([]);
    expect(
      needs({ virtualMachine: machine("Stopped", [condition("Ready", "False", "VMINotExists")]), pods: [] }),
    ).toEqual([]);
    expect(
      needs({
        instance: failed("timeout waiting for: [VirtualMachine/x]"),
        virtualMachine: machine("Stopped"),
        pods: [],
      }),
    ).toEqual([]);
  });

  it("is said once, in the most exact words, whatever the role reads it from", () => {
    const words = "0/3 nodes are available: 3 Insufficient memory.";
    const scheduled = [condition("PodScheduled", "False", "Unschedulable", words)];
    expect(needs({ virtualMachine: machine("ErrorUnschedulable", scheduled), pods: [noRoom(words)] })).toEqual([
      "no-memory",
    ]);
    expect(needs({ pods: [noRoom(words)] }, lowly)).toEqual(["no-memory"]);
    // Words that nobody foresaw keep the plain explanation.
    expect(needs({ pods: [noRoom("the moon is full")] }, lowly)).toEqual(["unschedulable"]);
    const refused = { instance: failed("Specified disk not exists in cluster: data"), virtualMachine: null, pods: [] };
    expect(needs(refused)).toEqual(["disk-not-made"]);
    expect(needs({ ...refused, virtualMachine: "unread" })).toEqual(["disk-not-made"]);
  });

  it("names the disk, and has the platform's words", () => {
    const error = condition("Running", "False", "Error", "expected status code 200, got 404. Status: 404 Not Found");
    const view = viewOf({
      virtualMachine: machine("Provisioning"),
      dataVolumes: volume("ImportInProgress", "N/A", [error], 5),
    });
    expect(needsOf(view)).toEqual([{ key: "source-gone", words: error.message, about: "web-system" }]);
  });

  it("begins with what is worst", () => {
    const both = [condition("RestartRequired", "True"), condition("Failure", "True", "FailedCreate", "no")];
    expect(needs({ virtualMachine: machine("CrashLoopBackOff", both) })).toEqual(["start-refused", "restart-required"]);
  });

  it("does not tell of pods that have ended", () => {
    const gone = pod("Failed", false, {}, [condition("DisruptionTarget", "True", "EvictionByEvictionAPI")]);
    expect(needs({ pods: [gone, pod("Running")] })).toEqual([]);
  });
});
