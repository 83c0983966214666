import type { VmDisk } from "#lib/resources/vm/view.ts";
import { missingPhase } from "#lib/resources/vm/view.ts";

/** Keys of messages `vm.disks.phase`. */
export type DiskPhase = "ready" | "waiting" | "preparing" | "failed" | "missing" | "unknown";

const waiting = ["Pending", "WaitForFirstConsumer", "PendingPopulation", "ImportScheduled", "CloneScheduled"];

/**
 * CDI's phases of a DataVolume in our groups; a phase this table does not know but that is in progress by its name is one.
 * https://github.com/kubevirt/containerized-data-importer/blob/main/staging/src/kubevirt.io/containerized-data-importer-api/pkg/apis/core/v1beta1/types.go
 */
export const diskPhaseOf = ({ phase }: Pick<VmDisk, "phase">): DiskPhase => {
  if (phase === "Succeeded") return "ready";
  if (phase === "Failed") return "failed";
  if (phase === missingPhase) return "missing";
  if (waiting.includes(phase) || phase.endsWith("Scheduled")) return "waiting";
  if (phase.endsWith("InProgress") || phase === "PVCBound" || phase === "UploadReady") return "preparing";
  return "unknown";
};
