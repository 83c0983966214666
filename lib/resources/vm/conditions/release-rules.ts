import { troubleWords as says } from "../../troubles.ts";
import type { LoudKey } from "./explanations.ts";
import type { Rule } from "./rule.ts";

const of = ["VMInstance"] as const;

/** What Helm, the chart and the API server say in `Ready` of a release that failed; the plainer words mean something else elsewhere. */
const failures: readonly (readonly [RegExp, LoudKey])[] = [
  [says["values-refused"], "values-refused"],
  [says["disk-missing"], "disk-not-made"],
  // First: the group of preferences is called instancetype.kubevirt.io, too.
  [says["profile-unknown"], "profile-unknown"],
  [says["type-unknown"], "type-unknown"],
  [says["size-unset"], "size-unset"],
  [says["size-too-small"], "size-too-small"],
  [says.quota, "quota-reached"],
  [/Service "[^"]{1,253}" is invalid|spec\.ports/, "ports-refused"],
  [/failed calling webhook|no endpoints available|connection refused|i\/o timeout|no such host/, "platform-down"],
  [/admission webhook "[^"]{1,253}" denied|ValidatingAdmissionPolicy|violates PodSecurity/, "policy-refused"],
  [/another operation .{0,60}is in progress|context deadline exceeded|has been modified|timed out/, "platform-busy"],
  [/field is immutable|invalid ownership metadata|is forbidden: User|cannot patch/, "settings-unready"],
];

/** https://github.com/fluxcd/helm-controller/blob/main/api/v2/condition_types.go */
const failed = ["InstallFailed", "UpgradeFailed", "RollbackFailed", "TestFailed", "UninstallFailed"];
const platform = [
  "ArtifactFailed",
  "DependencyNotReady",
  "GetLastReleaseFailed",
  "SourceNotReady",
  "HelmChartNotReady",
];

const ready = { of, type: "Ready", status: "False" } as const;

export const releaseRules: readonly Rule[] = [
  // Cozystack 1.5 and 1.6 wait for stopped machines to become ready and call that a failure (cozystack issues 3734, 4146).
  { ...ready, words: /timeout waiting for/, quiet: "waits-for-off" },
  ...failures.map(([words, loud]): Rule => ({ ...ready, reasons: failed, words, loud })),
  { ...ready, reasons: platform, loud: "settings-unready" },
  { ...ready, reasons: failed, loud: "release-failed" },
  { ...ready, reasons: ["Progressing", "ProgressingWithRetry"], quiet: "settings-running" },
  { of, type: "Ready", status: "True", quiet: "settings-applied" },
  { of, type: "Released", status: "True", quiet: "settings-applied" },
  { of, type: "Released", status: "False", quiet: "settings-refused" },
  { of, type: "WorkloadsReady", status: "True", quiet: "parts-run" },
  { of, type: "WorkloadsReady", status: "False", quiet: "parts-rest" },
];
