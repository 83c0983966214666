import { troubleWords as says } from "../../troubles.ts";
import type { LoudKey } from "./explanations.ts";
import type { Rule } from "./rule.ts";

const of = ["DataVolume"] as const;

/** What CDI's importer says of its last try; the plainer words mean something else elsewhere. */
const troubles: readonly (readonly [LoudKey, ...RegExp[]])[] = [
  ["quota-reached", says.quota],
  ["disk-too-small", says["disk-too-small"], /is larger than/i],
  ["source-refused", says["source-refused"], /unauthorized|forbidden|denied/i],
  ["source-gone", says["source-gone"], /Not Found|does not exist/i],
  ["source-untrusted", says["source-untrusted"]],
  ["source-unreachable", says["source-unreachable"], /timeout|timed out|unreachable|EOF/i],
  ["source-unreadable", says["source-unreadable"]],
];

const failed = { of, type: "Running", status: "False", reasons: ["Error", "ImagePullFailed"] } as const;

/** https://github.com/kubevirt/containerized-data-importer/blob/main/pkg/controller/datavolume/conditions.go */
export const volumeRules: readonly Rule[] = [
  ...troubles.flatMap(([loud, ...said]) => said.map((words): Rule => ({ ...failed, words, loud }))),
  { ...failed, loud: "import-stumbled" },
  { of, type: "Bound", status: "False", reasons: ["ErrExceededQuota"], loud: "quota-reached" },
  { of, type: "Bound", status: "False", reasons: ["ErrClaimLost", "Lost"], loud: "volume-lost" },
  { of, type: "Bound", status: "False", words: says.quota, loud: "quota-reached" },
  { of, type: "Bound", status: "False", quiet: "volume-waits" },
  { of, type: "Bound", status: "True", quiet: "volume-bound" },
  { of, type: "Running", status: "True", quiet: "volume-filling" },
  { of, type: "Running", status: "False", quiet: "volume-filled" },
  { of, type: "Ready", status: "True", quiet: "disks-ready" },
  { of, type: "Ready", status: "False", quiet: "disks-waited-for" },
];
