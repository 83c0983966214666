import { conditionOf } from "../kube-object.ts";
import type { DiskFacts } from "./facts.ts";
import { dataVolumeTrouble, isImportFailing } from "./schema.ts";
import type { DiskState } from "./view.ts";

/** CDI's phases in which nothing happens before a machine takes the disk (WaitForFirstConsumer classes): no error (platform-api.md 6.2). */
const unclaimed: ReadonlySet<string> = new Set(["WaitForFirstConsumer", "PendingPopulation"]);

/** Reasons of CDI's Running condition that no waiting mends by itself. */
const stuck: ReadonlySet<string> = new Set(["ErrExceededQuota", "CloneValidationFailed", "CloneWithoutSource"]);

/** Why its release is not in order, in the platform's words; null while it is, or is only under way. */
const releaseTrouble = ({ disk }: DiskFacts): string | null => {
  const ready = conditionOf(disk.status.conditions, "Ready");
  return ready?.status === "False" && /Failed$/.test(ready.reason) ? ready.message || ready.reason : null;
};

const volumeTrouble = ({ volume }: DiskFacts): string | null => {
  if (volume === null || volume === "unread" || volume.status.phase === "Succeeded") return null;
  const running = conditionOf(volume.status.conditions, "Running");
  if (running?.status === "False" && stuck.has(running.reason)) return `${running.reason}: ${running.message}`;
  const trouble = dataVolumeTrouble(volume);
  return trouble ?? (isImportFailing(volume) ? running?.message || running?.reason || volume.status.phase : null);
};

/** What is wrong with it, hostile text; null while nothing is. */
export const diskTrouble = (facts: DiskFacts): string | null => volumeTrouble(facts) ?? releaseTrouble(facts);

/**
 * CDI's phases of its DataVolume, and its release where there is none, in our groups; a phase this does not know but that is in progress by its
 * name is one. https://github.com/kubevirt/containerized-data-importer/blob/main/staging/src/kubevirt.io/containerized-data-importer-api/pkg/apis/core/v1beta1/types.go
 */
export const diskStateOf = (facts: DiskFacts): DiskState => {
  const { disk, volume } = facts;
  if (disk.metadata.deletionTimestamp !== null) return "deleting";
  if (volume === "unread") return releaseTrouble(facts) ? "failed" : "unknown";
  if (volume === null) {
    if (releaseTrouble(facts)) return "failed";
    return conditionOf(disk.status.conditions, "Ready")?.status === "True" ? "missing" : "waiting";
  }
  const { phase } = volume.status;
  if (phase === "Succeeded") return "ready";
  if (phase === "Failed") return "failed";
  if (volumeTrouble(facts)) return "failing";
  if (unclaimed.has(phase)) return "unclaimed";
  if (phase === "" || phase === "Pending" || phase.endsWith("Scheduled")) return "waiting";
  if (phase.endsWith("InProgress") || phase === "PVCBound" || phase === "UploadReady") return "preparing";
  return "unknown";
};

/** Nothing more is to be expected of it by itself. */
export const isSettled = (state: DiskState): boolean => state === "ready" || state === "unclaimed";
