import type { CatalogueView, ImageView, InstanceTypeView } from "../resources/image/view.ts";
import { memoryRatio } from "../resources/instance-type/words.ts";
import type { VmView } from "../resources/vm/view.ts";
import { leastCpu } from "./advice.ts";

/** The class whose data survives the loss of a node, by Cozystack's own name for it; of other names nobody here knows. */
const replicated = "replicated";

export const replicatedClassOf = ({ storageClasses }: Pick<CatalogueView, "storageClasses">): string | null =>
  storageClasses.some(({ name }) => name === replicated) ? replicated : null;

/** The newest image of the same family that is still mended; null where there is none but this one. */
export const newerImageOf = (
  name: string,
  { images }: Pick<CatalogueView, "images">,
  today: string,
): ImageView | null => {
  const own = images.find((image) => image.name === name);
  const others = images.filter(
    ({ familyLabel, kind, endOfSupport, name: other }) =>
      other !== name &&
      familyLabel === own?.familyLabel &&
      kind === own.kind &&
      endOfSupport !== null &&
      endOfSupport >= today,
  );
  return others.toSorted((a, b) => b.version.localeCompare(a.version, "en", { numeric: true }))[0] ?? null;
};

/**
 * Sizes with enough vCPU and not less memory than this one, the likeliest first: of its series with as much memory for each vCPU, of its
 * series, of any.
 */
export const roomierTypes = (
  own: { series: string; cpu: number; memoryBytes: number } | undefined,
  { instanceTypes }: Pick<CatalogueView, "instanceTypes">,
): InstanceTypeView[] => {
  const enough = instanceTypes.filter(
    ({ cpu, memoryBytes }) => cpu >= leastCpu && memoryBytes >= (own?.memoryBytes ?? 0),
  );
  if (!own) return enough;
  const rank = (type: InstanceTypeView): number =>
    type.series !== own.series ? 2 : memoryRatio(type) === memoryRatio(own) ? 0 : 1;
  return enough.toSorted((a, b) => rank(a) - rank(b));
};

/** The likeliest of them for a machine that is there, whose size may be its own; null where its memory is not known, too. */
export const roomierTypeOf = (
  { type, cpu, memoryBytes }: VmView["size"],
  catalogue: Pick<CatalogueView, "instanceTypes">,
): string | null => {
  const listed = catalogue.instanceTypes.find(({ name }) => name === type);
  if (!listed && memoryBytes === null) return null;
  const own = listed ?? { series: "", cpu: cpu ?? 0, memoryBytes: memoryBytes ?? 0 };
  return roomierTypes(own, catalogue)[0]?.name ?? null;
};
