import { describe, expect, it } from "vitest";
import { lateCauseOf } from "../create/late-error.ts";
import { troubleWords } from "./troubles.ts";
import { explain } from "./vm/conditions/explain.ts";
import type { ConditionOwner } from "./vm/view.ts";

const saidBy = (of: ConditionOwner, type: string, reason: string, message: string) => {
  const found = explain({ of, name: "web", type, status: "False", reason, message, since: "" });
  return found && ("loud" in found ? found.loud : found.quiet);
};

/** What a machine's page says of a text, and what the create page says of the same. */
describe("one text is understood alike wherever it is read", () => {
  it.each([
    ["exceeds the parent tenant's remaining cpu", "quota-reached", "quota"],
    ["persistentvolumeclaims is forbidden: ErrExceededQuota", "quota-reached", "quota"],
    ["insufficient Memory resources of 1Gi provided by instance type", "size-too-small", "type-too-small"],
    ['VirtualMachineClusterInstancetype "u9.huge" not found', "type-unknown", "type-unknown"],
    ['preference "beos" not found', "profile-unknown", "profile-unknown"],
    [
      'Failure to find preference: virtualmachineclusterpreferences.instancetype.kubevirt.io "beos" not found',
      "profile-unknown",
      "profile-unknown",
    ],
    ["Specified instanceProfile not exists in cluster: beos", "profile-unknown", "profile-unknown"],
    ["Either instanceType or resources.cpu must be set", "size-unset", "settings-refused"],
    ["error calling fromYaml: line 3", "values-refused", "settings-refused"],
  ] as const)("a release: %s", (text, loud, late) => {
    expect(saidBy("VMInstance", "Ready", "InstallFailed", text)).toBe(loud);
    expect(lateCauseOf(text)).toBe(late);
  });

  it.each([
    ["3 Insufficient example.org/fpga.", "no-device", "no-gpu"],
    ["3 Insufficient hugepages-2Mi.", "no-memory", "no-room"],
    ["1 node(s) had volume node affinity conflict", "disk-elsewhere", "no-room"],
    ["1 node(s) didn't match pod topology spread constraints", "no-node-fits", "no-room"],
    ["1 node(s) had untolerated taint {dedicated: infra}", "no-node-fits", "no-room"],
    ["0/3 nodes are available: somebody knows why.", "unschedulable", "no-room"],
  ] as const)("the scheduler: %s", (text, loud, late) => {
    expect(saidBy("Pod", "PodScheduled", "Unschedulable", text)).toBe(loud);
    expect(lateCauseOf(text)).toBe(late);
  });

  it.each([
    ["not enough space on the disk", "disk-too-small", "image-too-large"],
    ["target size is smaller than the source", "disk-too-small", "image-too-large"],
    ["expected status code 200, got 410. Status: 410 Gone", "source-gone", "source-missing"],
    ["reading manifest latest: manifest unknown", "source-gone", "source-missing"],
    ["NoSuchKey: The specified key does not exist.", "source-gone", "source-missing"],
    ["AccessDenied: no", "source-refused", "source-refused"],
    ["Status: 403", "source-refused", "source-refused"],
    ["tls: failed to verify", "source-untrusted", "source-away"],
    ["net/http: TLS handshake timeout", "source-unreachable", "source-away"],
    ["got 503", "source-unreachable", "source-away"],
    ["unable to convert source data", "source-unreadable", "image-unreadable"],
    ["invalid header: no qcow", "source-unreadable", "image-unreadable"],
  ] as const)("the importer: %s", (text, loud, late) => {
    expect(saidBy("DataVolume", "Running", "Error", text)).toBe(loud);
    expect(lateCauseOf(text)).toBe(late);
  });
});

it.each(["", "Something nobody has seen", 'secrets "web" not found', "0/3 nodes"])("%j is no trouble we know", (text) =>
  expect(Object.values(troubleWords).some((words) => words.test(text))).toBe(false),
);

it("a hostile text that nearly fits everywhere is read to its end", () => {
  const ends = [
    "instance type ",
    "values ",
    "source PVC ",
    "Insufficient a.b",
    "preference ",
    'storageclass.storage.k8s.io "',
  ];
  for (const words of Object.values(troubleWords))
    for (const end of ends) expect(words.test(end.repeat(100_000 / end.length))).toBe(false);
});
