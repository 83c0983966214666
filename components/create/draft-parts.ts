import { installerPart, systemPart } from "#lib/create/installers.ts";
import type { Draft } from "./draft.ts";
import { type DraftDisk, emptyDisk } from "./draft-disks.ts";

/** The disk that the guest lives on; the first one where somebody has moved it away from that part. */
export const systemOf = ({ disks }: Pick<Draft, "disks">): DraftDisk =>
  disks.find(({ part }) => part === systemPart) ?? disks[0] ?? emptyDisk(systemPart, "");

/** The disk with what is chosen under "Start from": the installer's where there is one, else the system disk. */
export const startOf = (draft: Pick<Draft, "disks">): DraftDisk =>
  draft.disks.find(({ part }) => part === installerPart) ?? systemOf(draft);
