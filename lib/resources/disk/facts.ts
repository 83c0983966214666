import type { DataVolume, VmDiskObject } from "./schema.ts";

/** Everything known of one disk besides its real size. */
export type DiskFacts = {
  /** With what the platform takes for what is left out. */
  disk: VmDiskObject;
  /** `null`: it has none; `"unread"`: nobody asked, or this person may not. */
  volume: DataVolume | null | "unread";
  /** Machines that list it. */
  usedBy: readonly string[];
};
