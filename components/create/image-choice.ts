import type { ImageView } from "#lib/resources/image/view.ts";

export type ImageFamily = { label: string; family: ImageView["family"]; images: ImageView[] };

/** What can be started from here, by family in the catalogue's order, newest version first. Installers need more than this page asks. */
export const imageFamilies = (images: readonly ImageView[]): ImageFamily[] => {
  const families = new Map<string, ImageFamily>();
  for (const image of images) {
    if (image.kind !== "cloud") continue;
    const known = families.get(image.familyLabel);
    if (known) known.images.push(image);
    else families.set(image.familyLabel, { label: image.familyLabel, family: image.family, images: [image] });
  }
  return [...families.values()].map((family) => ({ ...family, images: family.images.toSorted(newestFirst) }));
};

const newestFirst = (a: ImageView, b: ImageView): number => b.version.localeCompare(a.version, "en", { numeric: true });
