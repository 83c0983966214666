import type { CatalogueView, ImageView } from "../resources/image/view.ts";

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
