import type { CatalogueView } from "../resources/image/view.ts";
import type { AddProblem } from "./check.ts";
import type { CreateDisk, NewDisk } from "./input.ts";

/** What the live catalogue says against the disks of a machine. */
export const diskProblems = (disks: readonly CreateDisk[], catalogue: CatalogueView, add: AddProblem): void => {
  for (const [index, disk] of disks.entries()) {
    if (disk.kind === "new") newDiskProblems(`disks.${index}`, disk, catalogue, add);
    else if (!catalogue.takenDiskNames.includes(disk.name) && !catalogue.missing.includes("names"))
      add(`disks.${index}.name`, "diskGone");
  }
};

const newDiskProblems = (
  path: string,
  { source, sizeBytes, storageClass }: NewDisk,
  { images, storageClasses, takenDiskNames, dialect, missing }: CatalogueView,
  add: AddProblem,
): void => {
  if (source.kind === "image") {
    const image = images.find(({ name }) => name === source.name);
    if (!image && !missing.includes("images")) add(`${path}.source.name`, "unknownChoice");
    if (image && sizeBytes < image.minimumBytes)
      add(`${path}.sizeBytes`, "sizeBelowSource", { min: image.minimumBytes });
  }
  if (source.kind === "clone") {
    if (!dialect.cloneSource) add(`${path}.source`, "notOffered");
    else if (!takenDiskNames.includes(source.disk) && !missing.includes("names"))
      add(`${path}.source.disk`, "diskGone");
  }
  if (!storageClasses.some(({ name }) => name === storageClass) && !missing.includes("storageclasses"))
    add(`${path}.storageClass`, "storageClassGone");
};
