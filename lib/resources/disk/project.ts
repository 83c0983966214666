import type { Dialect } from "../dialect/dialect.ts";
import type { DiskView } from "../image/view.ts";
import { quantityToBytes } from "../quantity.ts";
import { normaliseDisk } from "../vm/normalise.ts";
import { isDiskReady, type VmDiskObject } from "./schema.ts";

/** The tenant's disks by name, as a machine may take them; `vmsOf` names the machines that list a disk. */
export const projectDisks = (
  disks: readonly VmDiskObject[],
  vmsOf: (disk: string) => readonly string[],
  dialect: Dialect | null,
): DiskView[] =>
  disks
    .map((object): DiskView => {
      const disk = normaliseDisk(object, dialect);
      const { name, deletionTimestamp } = disk.metadata;
      return {
        name,
        sizeBytes: quantityToBytes(disk.spec.storage),
        storageClass: disk.spec.storageClass,
        optical: disk.spec.optical,
        usedBy: [...vmsOf(name)].sort()[0] ?? null,
        ready: isDiskReady(disk),
        deleting: deletionTimestamp !== null,
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
