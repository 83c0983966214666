import type { CatalogueView } from "../resources/image/view.ts";
import type { AddProblem } from "./check.ts";
import { moreProblems } from "./check-more.ts";
import type { CreateInput, DiskSource, NewDisk } from "./input.ts";

/** What the live catalogue says against the disks of a machine. */
export const diskProblems = ({ name, disks }: CreateInput, catalogue: CatalogueView, add: AddProblem): void => {
  for (const [index, disk] of disks.entries()) {
    const path = `disks.${index}`;
    if (disk.bus !== "" && !catalogue.dialect.diskBus) add(`${path}.bus`, "notOffered");
    if (disk.kind === "new") {
      if (disk.name !== undefined && catalogue.takenDiskNames.includes(disk.name)) add(`${path}.name`, "nameTaken");
      newDiskProblems(path, disk, catalogue, add);
    } else existingProblems(`${path}.name`, disk.name, name, catalogue, add);
  }
};

/** Two machines on one disk is prevented by nothing but KubeVirt at the start. This very machine may hold it: from an earlier try. */
export const existingProblems = (
  path: string,
  wanted: string,
  vm: string,
  { disks, missing }: CatalogueView,
  add: AddProblem,
): void => {
  const disk = disks.find(({ name }) => name === wanted);
  if (!disk) {
    if (!missing.includes("names")) add(path, "diskGone");
  } else if (disk.deleting) add(path, "diskDeleting");
  else if (disk.usedBy !== null && disk.usedBy !== vm) add(path, "diskAttached", { vm: disk.usedBy });
  else if (!disk.ready) add(path, "diskNotReady");
};

/** What the live catalogue says against a disk that is to be made. */
export const newDiskProblems = (
  path: string,
  { source, sizeBytes, storageClass, more = {} }: Omit<NewDisk, "name">,
  catalogue: CatalogueView,
  add: AddProblem,
): void => {
  const { dialect, storageClasses, missing } = catalogue;
  moreProblems(more, dialect.diskMore, add, `${path}.more`);
  notOfferedProblems(`${path}.source`, source, catalogue, add);
  const least = leastBytes(`${path}.source`, source, catalogue, add);
  if (sizeBytes < least) add(`${path}.sizeBytes`, "sizeBelowSource", { min: least });
  if (!storageClasses.some(({ name }) => name === storageClass) && !missing.includes("storageclasses"))
    add(`${path}.storageClass`, "storageClassGone");
};

/** What a schema does not declare is stored by the platform and ignored: the disk would be another one than was asked for. */
const notOfferedProblems = (path: string, source: DiskSource, { dialect }: CatalogueView, add: AddProblem): void => {
  if (source.kind === "url" && source.headers.length > 0 && !dialect.sources.headers)
    add(`${path}.headers`, "notOffered");
  if (source.kind === "url" && source.checksum !== "" && !dialect.sources.checksum)
    add(`${path}.checksum`, "notOffered");
  if (source.kind === "registry" && !dialect.sources.registry) add(path, "notOffered");
  if (source.kind === "clone" && !dialect.cloneSource) add(path, "notOffered");
};

/** How large the disk must be for its content; what is unknown asks for nothing. */
const leastBytes = (
  path: string,
  source: DiskSource,
  { images, disks, missing }: CatalogueView,
  add: AddProblem,
): number => {
  if (source.kind === "image") {
    const image = images.find(({ name }) => name === source.name);
    if (!image && !missing.includes("images")) add(`${path}.name`, "unknownChoice");
    return image?.minimumBytes ?? 0;
  }
  if (source.kind === "clone") {
    const disk = disks.find(({ name }) => name === source.disk);
    if (!disk && !missing.includes("names")) add(`${path}.disk`, "diskGone");
    if (disk?.deleting) add(`${path}.disk`, "diskDeleting");
    else if (disk && !disk.ready) add(`${path}.disk`, "diskNotReady");
    return disk?.sizeBytes ?? 0;
  }
  return 0;
};
