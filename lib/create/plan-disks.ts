import type { Dialect } from "../resources/dialect/dialect.ts";
import { derivedName } from "../resources/free-name.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import { diskNameLimit } from "../resources/names.ts";
import { bytesToQuantity } from "../resources/quantity.ts";
import type { CreateInput, DiskSource, NewDisk } from "./input.ts";
import { apiVersion, ownLabel, type SourceSpec, type VmDiskManifest } from "./manifest.ts";
import { moreSpec } from "./more-spec.ts";

/** A disk of the machine by the name it has or will have. */
export type Attached = { name: string; bus: string };

/** The disks to make, and all that the machine gets, in boot order. */
export const vmDisksOf = (
  { name, disks }: Pick<CreateInput, "name" | "disks">,
  tenant: string,
  { takenDiskNames, dialect }: Pick<CatalogueView, "takenDiskNames" | "dialect">,
): { made: VmDiskManifest[]; attached: Attached[] } => {
  const taken = new Set(takenDiskNames);
  // A name that is made here gives way to those that were given.
  for (const disk of disks) if (disk.name !== undefined) taken.add(disk.name);
  const made: VmDiskManifest[] = [];
  const attached = disks.map((disk): Attached => {
    if (disk.kind === "existing") return { name: disk.name, bus: disk.bus };
    const diskName = disk.name ?? derivedName(name, disk.part, taken, diskNameLimit);
    taken.add(diskName);
    made.push(diskManifest(diskName, tenant, disk, dialect));
    return { name: diskName, bus: disk.bus };
  });
  return { made, attached };
};

/** One new disk as this cluster writes it. */
export const diskManifest = (
  name: string,
  tenant: string,
  disk: Omit<NewDisk, "name">,
  { diskMore }: Pick<Dialect, "diskMore">,
): VmDiskManifest => {
  const source = sourceSpec(disk.source);
  return {
    apiVersion,
    kind: "VMDisk",
    metadata: { name, namespace: tenant, labels: ownLabel },
    spec: {
      ...(source && { source }),
      ...(disk.optical && { optical: true }),
      storage: bytesToQuantity(disk.sizeBytes),
      storageClass: disk.storageClass,
      ...moreSpec(disk.more ?? {}, diskMore),
    },
  };
};

/** Null for an empty disk: no source at all, which every age of the platform takes for blank. */
const sourceSpec = (source: DiskSource): SourceSpec | null => {
  switch (source.kind) {
    case "image":
      return { image: { name: source.name } };
    case "url": {
      const { url, headers, checksum } = source;
      const named = Object.fromEntries(headers.map(({ name, value }) => [name, value]));
      return { http: { url, ...(headers.length > 0 && { headers: named }), ...(checksum && { checksum }) } };
    }
    case "registry":
      return { registry: { url: source.url } };
    case "clone":
      return { disk: { name: source.disk } };
    case "empty":
      return null;
  }
};
