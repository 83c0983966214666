import { nextPart } from "#lib/create/disks.ts";
import type { PastedDisk } from "#lib/create/paste/read.ts";
import { freeName } from "#lib/resources/free-name.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import { diskNameLimit } from "#lib/resources/names.ts";
import { type Draft, draftOf } from "../draft.ts";
import { createDiskOf, draftDisksOf, emptyDisk } from "../draft-disks.ts";
import type { Read } from "./paste-entry.tsx";

/** The draft with what was pasted: a whole machine, or one more disk of it. What was typed for other ways stays where it is. */
export const withPasted = (read: Read, before: Draft, library: readonly string[]): Draft => {
  if (read.kind === "disk") {
    const { name, disk } = read.made;
    // A machine that was pasted before it lists it already, as one that exists: there is its place.
    const listed = before.disks.find((each) => each.from === "existing" && each.existing === name);
    const part = listed?.part ?? nextPart(before.disks.map((each) => each.part));
    const [made] = draftDisksOf([{ ...disk, part, name, bus: listed?.bus ?? disk.bus }], []);
    if (!made) return before;
    const disks = listed ? before.disks.map((each) => (each === listed ? made : each)) : [...before.disks, made];
    return { ...before, disks };
  }
  const draft = draftOf(read.input, before, library);
  return { ...draft, hasOwnName: true, hasProfile: draft.hasProfile || read.input.profile !== "" };
};

/** What a disk is that a text says little of. */
export const blankDisk = (
  storageClass: string,
  { takenDiskNames }: Pick<CatalogueView, "takenDiskNames">,
): PastedDisk => {
  const disk = createDiskOf(emptyDisk("data", storageClass));
  // An empty disk is a new one.
  if (disk.kind !== "new") throw new Error("An empty disk exists already");
  return { name: freeName("disk", takenDiskNames, diskNameLimit), disk };
};
