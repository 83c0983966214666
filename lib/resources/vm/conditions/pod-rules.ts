import type { LoudKey } from "./explanations.ts";
import type { Rule } from "./rule.ts";

/** A machine's VirtualMachine repeats where the scheduler stands with its pod. */
const of = ["Pod", "VirtualMachine", "VirtualMachineInstance"] as const;
const ofPod = ["Pod"] as const;

/** What the scheduler lacked, the thing a person can do something about first (pkg/scheduler/framework/plugins). */
const lacks: readonly (readonly [RegExp, LoudKey])[] = [
  [/Insufficient (?:nvidia|amd|intel|gpu|devices)\S{0,80}/i, "no-device"],
  [/Insufficient (?:memory|hugepages)/, "no-memory"],
  [/Insufficient cpu/, "no-cpu"],
  [
    /volume node affinity conflict|unbound immediate PersistentVolumeClaims|node\(s\) did not have enough free storage/,
    "disk-elsewhere",
  ],
  [
    /didn't match Pod's node affinity|untolerated taint|were unschedulable|didn't match pod (?:anti-)?affinity/,
    "no-node-fits",
  ],
];

const unschedulable = { of, type: "PodScheduled", status: "False", reasons: ["Unschedulable"] } as const;

/** https://github.com/kubernetes/api/blob/master/core/v1/types.go (PodConditionType) */
export const podRules: readonly Rule[] = [
  ...lacks.map(([words, loud]): Rule => ({ ...unschedulable, words, loud })),
  { ...unschedulable, loud: "unschedulable" },
  { of, type: "PodScheduled", status: "False", quiet: "place-coming" },
  { of, type: "PodScheduled", status: "True", quiet: "node-found" },
  { of: ofPod, type: "DisruptionTarget", status: "True", loud: "node-emptied" },
  { of: ofPod, type: "Ready", status: "True", quiet: "step-done" },
  { of: ofPod, type: "Ready", status: "False", quiet: "place-coming" },
  { of: ofPod, type: "ContainersReady", status: "True", quiet: "step-done" },
  { of: ofPod, type: "ContainersReady", status: "False", quiet: "place-coming" },
  { of: ofPod, type: "Initialized", status: "True", quiet: "step-done" },
  { of: ofPod, type: "Initialized", status: "False", quiet: "place-coming" },
  { of: ofPod, type: "PodReadyToStartContainers", status: "True", quiet: "step-done" },
  { of: ofPod, type: "PodReadyToStartContainers", status: "False", quiet: "place-coming" },
  { of: ofPod, type: "kubevirt.io/virtual-machine-unpaused", status: "True", quiet: "step-done" },
];
