import * as z from "zod";
import { conditionOf, conditionsSchema, flag, leanMetadataSchema, quantity, section, text } from "../kube-object.ts";
import { originOf } from "./origin.ts";

/** VMDisk (`apps.cozystack.io/v1alpha1`). */
export const vmDiskSchema = z.object({
  metadata: leanMetadataSchema,
  spec: section({
    source: z.unknown().default(null).transform(originOf),
    optical: flag,
    storage: quantity,
    storageClass: text,
  }),
  status: section({ conditions: conditionsSchema }),
});
export type VmDiskObject = z.output<typeof vmDiskSchema>;

/** Whether the platform says the disk's release is in order. */
export const isDiskReady = ({ status }: VmDiskObject): boolean =>
  conditionOf(status.conditions, "Ready")?.status === "True";

/** DataVolume (`cdi.kubevirt.io/v1beta1`), readable by name from `use` on. `progress` is `N/A` or `12.34%`. */
export const dataVolumeSchema = z.object({
  metadata: leanMetadataSchema,
  status: section({
    phase: text,
    progress: text,
    /** How often its import was begun again. */
    restartCount: z.number().catch(0).default(0),
    conditions: conditionsSchema,
  }),
});
export type DataVolume = z.output<typeof dataVolumeSchema>;

/** Percent of an import or clone, 0–100; null when CDI does not know. */
export const progressOf = ({ status }: DataVolume): number | null => {
  if (status.phase === "Succeeded") return 100;
  const match = /^(\d{1,3}(?:\.\d{1,6})?)%$/.exec(status.progress);
  return match ? Math.min(100, Number(match[1])) : null;
};

/** A source that was away for a moment is there at the next tries; CDI waits longer before each. */
const patientRestarts = 3;

/** An import that was tried again and again: CDI goes on for ever and leaves the machine "Provisioning". */
export const isImportFailing = ({ status }: DataVolume): boolean =>
  status.phase.startsWith("Import") && status.restartCount >= patientRestarts;

/** Why an import does not get on: CDI retries for ever and says so in its Running condition only. */
export const dataVolumeTrouble = ({ status }: DataVolume): string | null => {
  const running = conditionOf(status.conditions, "Running");
  if (status.phase === "Failed") return running?.message || "Failed";
  return running?.status === "False" && running.reason === "Error" ? running.message || running.reason : null;
};
