import { newDisksOf } from "../create/disks.ts";
import type { CreateInput, CreateSize } from "../create/input.ts";
import { type Resources, resourcesOf } from "../create/size.ts";
import type { VmSettings } from "../edit/settings.ts";
import { chosenSize } from "../edit/size.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import type { VmDisk } from "../resources/vm/view.ts";

/** What of a machine has a price; a size or amount is null where nobody here knows it. */
export type Priced = {
  size: Resources | null;
  disks: readonly { storageClass: string; sizeBytes: number | null }[];
  hasAddress: boolean;
  gpus: readonly string[];
};

type Types = Pick<CatalogueView, "instanceTypes">;

/** What would be made: disks that are there already are asked for with or without this machine. */
export const pricedOfInput = (input: CreateInput, catalogue: Types): Priced => ({
  size: resourcesOf(input, catalogue),
  disks: newDisksOf(input),
  hasAddress: input.exposure.kind !== "private",
  gpus: input.gpus,
});

/** A machine that is there with the disks it has, in the size given, else in its own. */
export const pricedOfMachine = (
  settings: Pick<VmSettings, "size" | "exposure" | "gpus">,
  disks: readonly Pick<VmDisk, "storageClass" | "sizeBytes">[],
  catalogue: Types,
  size: CreateSize | null = chosenSize(settings.size),
): Priced => ({
  size: size && resourcesOf({ size }, catalogue),
  disks,
  hasAddress: settings.exposure.kind !== "private",
  gpus: settings.gpus,
});
