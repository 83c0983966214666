import type { BackupPlans } from "../resources/backup/view.ts";
import type { FirstBoot } from "../resources/vm/first-boot.ts";
import type { Exposure } from "../resources/vm/view.ts";

/** `other` is any system that is set up by cloud-init and logged into by SSH, as far as anybody knows. */
export type GuestKind = "other" | "windows" | "talos" | "installer";

/** A disk of the machine; `storageClass` is "" and `sizeBytes` null where nobody here knows. */
export type AdviceDisk = { name: string; storageClass: string; sizeBytes: number | null; optical: boolean };

/** All that good practice looks at, of a machine that is to be made or is there. */
export type AdviceFacts = {
  /** It is there: its first boot has been, and it may have backups. */
  exists: boolean;
  guest: GuestKind;
  cpu: number | null;
  /** In boot order. */
  disks: readonly AdviceDisk[];
  /** The least its system disk can be for what is on it; null where nobody says. */
  minimumBytes: number | null;
  /** The class that survives the loss of a node; null where this cluster has none that is known to. */
  replicatedClass: string | null;
  /** Null: this platform takes none. */
  keyCount: number | null;
  /** What its user data does; `unread` where this person or page may not read it, null where this platform takes none. */
  firstBoot: FirstBoot | "unread" | null;
  exposure: Exposure;
  /** What a PortList does not list stays closed. */
  filtersPorts: boolean;
  /** The day until which its image is mended; null where nobody says. */
  endOfSupport: string | null;
  /** Its profile is one whose system its maker has given up. */
  hasOldProfile: boolean;
  /** `2026-11-22`. */
  today: string;
  /** Null while it is not known. */
  backups: BackupPlans | null;
  name: string;
};
