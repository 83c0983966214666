import type { ImageView } from "#lib/resources/image/view.ts";
import { isWindowsInstaller } from "./draft-installer.ts";

/** What most people look for stands first; everything else follows in the catalogue's order. */
const first: readonly ImageView["family"][] = [
  "ubuntu",
  "debian",
  "rocky",
  "almalinux",
  "centos",
  "oracle",
  "opensuse",
];
const rankOf = (family: ImageView["family"]): number => (first.includes(family) ? first.indexOf(family) : first.length);

export type ImageFamily = { label: string; family: ImageView["family"]; images: ImageView[] };

/** What can be started from here, by family, newest version first; installers of Windows are asked for in a place of their own. */
export const imageFamilies = (images: readonly ImageView[]): ImageFamily[] => {
  const families = new Map<string, ImageFamily>();
  for (const image of images) {
    if (isWindowsInstaller(image)) continue;
    const known = families.get(image.familyLabel);
    if (known) known.images.push(image);
    else families.set(image.familyLabel, { label: image.familyLabel, family: image.family, images: [image] });
  }
  return [...families.values()]
    .map((family) => ({ ...family, images: family.images.toSorted(newestFirst) }))
    .sort((a, b) => rankOf(a.family) - rankOf(b.family));
};

const newestFirst = (a: ImageView, b: ImageView): number => b.version.localeCompare(a.version, "en", { numeric: true });

const shownAtMost = 8;
/** One more tile takes no more room than a line that says so. */
const allUpTo = shownAtMost + 1;

/** What is in view at first: all where they fill the rows, else what most people look for and what is chosen. */
export const shownFamilies = (
  families: readonly ImageFamily[],
  chosen: ImageFamily | undefined,
): readonly ImageFamily[] =>
  families.length <= allUpTo ? families : families.filter((family, index) => index < shownAtMost || family === chosen);
