import type { CatalogueView, DiskView } from "#lib/resources/image/view.ts";
import type { DiskFrom } from "./draft-disks.ts";

/** Why an existing disk cannot be attached; a key of messages `create.startFrom.disk.unusable`. */
export type Unusable = "used" | "twice" | "deleting" | "notReady";

/** `elsewhere`: disks that this machine has already. */
export const unusableOf = (disk: DiskView, elsewhere: readonly string[]): Unusable | null => {
  if (disk.usedBy !== null) return "used";
  if (elsewhere.includes(disk.name)) return "twice";
  if (disk.deleting) return "deleting";
  return disk.ready ? null : "notReady";
};

/** What a disk can be made from on this cluster, the usual first. */
export const waysOf = ({ dialect }: Pick<CatalogueView, "dialect">): DiskFrom[] => [
  "image",
  "existing",
  "url",
  ...(dialect.sources.registry ? (["registry"] as const) : []),
  ...(dialect.cloneSource ? (["clone"] as const) : []),
  "empty",
];
