import type { CatalogueView, DiskView } from "../resources/image/view.ts";
import { gibibyte } from "../resources/quantity.ts";
import { moreProblems } from "./check-more.ts";
import type { CreateDisk, DiskSource, MoreSettings, NewDisk } from "./input.ts";
import { systemPart } from "./installers.ts";
import type { AddNote } from "./like-notes.ts";
import type { LikeDisk, LikeDiskObject, LikeView } from "./like-view.ts";
import { buses, diskLimitBytes, leastDiskBytes } from "./schema-disks.ts";

const usualBytes = 20 * gibibyte;

type Known = Omit<LikeDiskObject, "checksum" | "hidesSource"> & Partial<LikeDiskObject>;

/** The disks of a machine made anew: what it starts from again, its data copied where the cluster can, in the same order. */
export const likeDisks = (
  { disks }: LikeView,
  fallback: readonly CreateDisk[],
  catalogue: CatalogueView,
  add: AddNote,
): CreateDisk[] => {
  const made: NewDisk[] = [];
  for (const disk of disks) {
    const known = knownOf(disk, catalogue);
    if (!known) add(disk.stored === "gone" ? "diskGone" : "diskUnread", { disk: disk.name });
    else if (known.optical) add("opticalLeft", { disk: disk.name });
    else made.push(newDiskOf(disk, known, made, catalogue, add));
  }
  if (made.length > 0) return made;
  add("systemNone");
  return [...fallback];
};

/** Where its object cannot be read, what the catalogue has of it still tells how large it is. */
const knownOf = ({ name, stored }: LikeDisk, { disks }: CatalogueView): Known | null => {
  if (typeof stored === "object") return stored;
  const listed = stored === "unread" ? disks.find((disk) => disk.name === name) : undefined;
  return listed ? { origin: { kind: "unknown" }, more: {}, ...listed } : null;
};

const newDiskOf = (
  disk: LikeDisk,
  known: Known,
  before: readonly NewDisk[],
  catalogue: CatalogueView,
  add: AddNote,
): NewDisk => {
  const { name, bus } = disk;
  const isSystem = before.length === 0;
  const found = (isSystem && sameSource(name, known, catalogue, add)) || copyOf(name, isSystem, catalogue, add);
  const least = Math.max(leastDiskBytes, leastOf(found, catalogue));
  const asked = known.sizeBytes ?? catalogue.disks.find((one) => one.name === name)?.sizeBytes ?? null;
  if (asked === null) add("sizeUnknown", { disk: name });
  const more = validMore(known.more, catalogue);
  return {
    kind: "new",
    part: isSystem ? systemPart : before.length === 1 ? "data" : `data-${before.length}`,
    source: found,
    sizeBytes: Math.min(diskLimitBytes, Math.max(least, asked ?? usualBytes)),
    storageClass: classOf(name, known.storageClass, catalogue, add),
    optical: false,
    bus: catalogue.dialect.diskBus && buses.some((one) => one === bus) ? bus : "",
    ...(Object.keys(more).length > 0 && { more }),
  };
};

/** What it was filled from, where that is known whole and still offered; null else. */
const sameSource = (
  name: string,
  { origin, hidesSource = false, checksum = "" }: Known,
  catalogue: CatalogueView,
  add: AddNote,
): DiskSource | null => {
  const { images, dialect, missing } = catalogue;
  switch (origin.kind) {
    case "image":
      if (missing.includes("images") || images.some((image) => image.name === origin.name)) return origin;
      add("imageGone", { disk: name, image: origin.name });
      return null;
    case "url": {
      const source = { ...origin, headers: [], checksum: dialect.sources.checksum ? checksum : "" };
      if (!hidesSource) return source;
      add("sourceHidden", { disk: name });
      // Half an address is still better than none where nothing can be copied.
      return isCopied(name, catalogue) ? null : source;
    }
    case "registry":
      return dialect.sources.registry ? origin : null;
    case "clone":
      return isCopied(origin.disk, catalogue) ? origin : null;
    case "upload":
    case "empty":
    case "unknown":
      return null;
  }
};

const usable = (name: string, { disks }: CatalogueView): DiskView | undefined =>
  disks.find((disk) => disk.name === name && disk.ready && !disk.deleting);

const isCopied = (name: string, catalogue: CatalogueView): boolean =>
  catalogue.dialect.cloneSource && (usable(name, catalogue) !== undefined || catalogue.missing.includes("names"));

const copyOf = (name: string, isSystem: boolean, catalogue: CatalogueView, add: AddNote): DiskSource => {
  if (isCopied(name, catalogue)) {
    add(isSystem ? "systemCopied" : "dataCopied", { disk: name });
    return { kind: "clone", disk: name };
  }
  if (isSystem) add("systemEmpty", { disk: name });
  else add(catalogue.dialect.cloneSource ? "diskBusy" : "dataEmpty", { disk: name });
  return { kind: "empty" };
};

const leastOf = (source: DiskSource, { images, disks }: CatalogueView): number => {
  if (source.kind === "image") return images.find(({ name }) => name === source.name)?.minimumBytes ?? 0;
  return source.kind === "clone" ? (disks.find(({ name }) => name === source.disk)?.sizeBytes ?? 0) : 0;
};

const classOf = (disk: string, stored: string, catalogue: CatalogueView, add: AddNote): string => {
  const { storageClasses, missing } = catalogue;
  if (missing.includes("storageclasses") ? stored !== "" : storageClasses.some(({ name }) => name === stored))
    return stored;
  const instead = storageClasses.find(({ isDefault }) => isDefault) ?? storageClasses[0];
  add("classGone", { disk, class: stored, instead: instead?.name ?? "" });
  return instead?.name ?? "";
};

/** What the schema of today does not take is left to the platform. */
const validMore = (more: MoreSettings, { dialect }: CatalogueView): MoreSettings =>
  Object.fromEntries(
    Object.entries(more).filter(([path, value]) => {
      let isValid = true;
      moreProblems({ [path]: value }, dialect.diskMore, () => {
        isValid = false;
      });
      return isValid;
    }),
  );
