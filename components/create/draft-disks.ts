import { nextPart } from "#lib/create/disks.ts";
import type { CreateDisk, DiskSource, NewDisk, SourceHeader } from "#lib/create/input.ts";
import { systemPart } from "#lib/create/installers.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import { gibibyte } from "#lib/resources/quantity.ts";
import { type MoreTyped, moreOf, moreTyped } from "./more-fields.ts";

/** Where what is on a disk comes from; `existing` is a disk that is there already. */
export type DiskFrom = DiskSource["kind"] | "existing";

/** One disk as it is being chosen. What was typed for each way stays while another is looked at. */
export type DraftDisk = {
  /** The end of its name, and what tells it apart in the list. */
  part: string;
  /** "" where its name is made from the machine's and `part`. */
  ownName: string;
  from: DiskFrom;
  image: string;
  existing: string;
  clone: string;
  url: string;
  headers: readonly SourceHeader[];
  checksum: string;
  registry: string;
  /** What the person said of the address; null: its name decides. */
  isInstaller: boolean | null;
  /** In GiB, exactly as typed. */
  sizeText: string;
  sizeBytes: number;
  hasOwnSize: boolean;
  storageClass: string;
  optical: boolean;
  bus: string;
  more: MoreTyped;
};

export const usualDataBytes = 20 * gibibyte;

export const emptyDisk = (part: string, storageClass: string): DraftDisk => ({
  part,
  ownName: "",
  from: "empty",
  image: "",
  existing: "",
  clone: "",
  url: "",
  headers: [],
  checksum: "",
  registry: "",
  isInstaller: null,
  sizeText: gibText(usualDataBytes),
  sizeBytes: usualDataBytes,
  hasOwnSize: false,
  storageClass,
  optical: false,
  bus: "",
  more: {},
});

/** The disk as it is sent. */
export const createDiskOf = (disk: DraftDisk): CreateDisk => {
  const { part, sizeBytes, storageClass, optical, bus } = disk;
  if (disk.from === "existing") return { kind: "existing", name: disk.existing, bus };
  const name = disk.ownName !== "" && { name: disk.ownName };
  const more = Object.keys(disk.more).length > 0 && { more: moreOf(disk.more) };
  return {
    ...{ kind: "new", part, ...name, source: sourceOf(disk, disk.from) },
    ...{ sizeBytes, storageClass, optical, bus, ...more },
  };
};

const sourceOf = (disk: DraftDisk, kind: DiskSource["kind"]): DiskSource => {
  switch (kind) {
    case "image":
      return { kind, name: disk.image };
    case "url":
      return { kind, url: disk.url.trim(), headers: [...disk.headers], checksum: disk.checksum.trim() };
    case "registry":
      return { kind, url: disk.registry.trim() };
    case "clone":
      return { kind, disk: disk.clone };
    case "empty":
      return { kind };
  }
};

/** The disks of an input over what was typed before for the same ones. */
export const draftDisksOf = (disks: readonly CreateDisk[], before: readonly DraftDisk[]): DraftDisk[] => {
  const parts: string[] = disks.flatMap((disk) => (disk.kind === "new" ? [disk.part] : []));
  return disks.map((disk, index) => {
    const same = before.find((each) =>
      disk.kind === "new" ? each.part === disk.part : each.from === "existing" && each.existing === disk.name,
    );
    if (disk.kind === "new") return draftDiskOf(disk, same ?? emptyDisk(disk.part, disk.storageClass));
    const isFree = same && !parts.includes(same.part);
    const part = isFree ? same.part : nextPart(parts, index === 0 ? systemPart : "data");
    parts.push(part);
    // Should it become a new one later, it lies where the others do.
    return {
      ...(same ?? emptyDisk(part, before[0]?.storageClass ?? "")),
      part,
      from: "existing",
      existing: disk.name,
      bus: disk.bus,
    };
  });
};

export const draftDiskOf = (disk: NewDisk, before: DraftDisk): DraftDisk => {
  const { part, name = "", source, sizeBytes, storageClass, optical, bus, more = {} } = disk;
  const isSame = sizeBytes === before.sizeBytes;
  return {
    ...before,
    ...{ part, ownName: name, from: source.kind, sizeBytes, storageClass, optical, bus },
    sizeText: isSame ? before.sizeText : gibText(sizeBytes),
    hasOwnSize: before.hasOwnSize || !isSame,
    more: moreTyped(more, before.more),
    ...(source.kind === "image" && { image: source.name }),
    ...(source.kind === "clone" && { clone: source.disk }),
    ...(source.kind === "registry" && { registry: source.url }),
    ...(source.kind === "url" && { url: source.url, headers: source.headers, checksum: source.checksum }),
  };
};

/** Text that is no number counts as nothing, which the rules refuse; the text itself stays. */
export const withSizeText = (disk: DraftDisk, sizeText: string): DraftDisk => ({
  ...disk,
  sizeText,
  sizeBytes: bytesOfGib(sizeText),
  hasOwnSize: true,
});

/** The least a new disk can be for what is copied onto it, in bytes; null where nothing says so. */
export const minimumOf = (disk: DraftDisk, catalogue: CatalogueView): number | null => {
  if (disk.from === "image") return catalogue.images.find(({ name }) => name === disk.image)?.minimumBytes ?? null;
  return disk.from === "clone" ? (catalogue.disks.find(({ name }) => name === disk.clone)?.sizeBytes ?? null) : null;
};

/** The list with one disk somewhere else; outside the list nothing moves. */
export const moved = (disks: readonly DraftDisk[], from: number, to: number): readonly DraftDisk[] => {
  const disk = disks[from];
  if (!disk || from === to || to < 0 || to >= disks.length) return disks;
  const rest = disks.filter((_, index) => index !== from);
  return [...rest.slice(0, to), disk, ...rest.slice(to)];
};

/** Whole GiB, or a part of one with a point or a comma; 0 for everything else. */
export const bytesOfGib = (text: string): number =>
  /^\d{1,9}([.,]\d{1,3})?$/.test(text.trim()) ? Math.round(Number(text.trim().replace(",", ".")) * gibibyte) : 0;

export const gibText = (bytes: number): string => String(Math.round((bytes / gibibyte) * 1000) / 1000);
