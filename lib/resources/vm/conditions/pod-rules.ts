import { troubleWords as says } from "../../troubles.ts";
import type { LoudKey } from "./explanations.ts";
import type { Rule } from "./rule.ts";

/** A machine's VirtualMachine repeats where the scheduler stands with its pod. */
const of = ["Pod", "VirtualMachine", "VirtualMachineInstance"] as const;
const ofPod = ["Pod"] as const;

/** What the scheduler lacked, the thing a person can do something about first. */
const lacks = ["no-device", "no-memory", "no-cpu", "disk-elsewhere", "no-node-fits"] as const satisfies LoudKey[];

const unschedulable = { of, type: "PodScheduled", status: "False", reasons: ["Unschedulable"] } as const;

/** https://github.com/kubernetes/api/blob/master/core/v1/types.go (PodConditionType) */
export const podRules: readonly Rule[] = [
  ...lacks.map((loud): Rule => ({ ...unschedulable, words: says[loud], loud })),
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
