import { imagePrefixes } from "../names.ts";
import { gibibyte, quantityToBytes } from "../quantity.ts";
import { defaultsOfImage, osOfImage } from "./families.ts";
import { type CatalogueOverlay, noOverlay } from "./overlay.ts";
import { defaultClassAnnotation, type ImageClaim, type StorageClassObject } from "./schema.ts";
import type { ImageView, StorageClassView } from "./view.ts";

/** The image's name as VMDisk wants it, without the platform's prefix; null when the claim is no golden image. */
const imageOfClaim = (claim: string): string | null => {
  const prefix = imagePrefixes.find((candidate) => claim.startsWith(candidate));
  return prefix && claim.length > prefix.length ? claim.slice(prefix.length) : null;
};

/** One image as the create page offers it; of its profiles those that this cluster has, of which the first is taken. */
export const projectImage = (
  name: string,
  sourceBytes: number | null,
  profiles: ReadonlySet<string>,
  overlay: CatalogueOverlay = noOverlay,
): ImageView => {
  const defaults = defaultsOfImage(name, overlay);
  const suiting = defaults.profiles.filter((profile) => profiles.has(profile));
  return {
    name,
    ...osOfImage(name),
    // A clone is never smaller than its source (platform-api.md 2.4).
    minimumBytes: Math.max(defaults.minimumGib * gibibyte, sourceBytes ?? 0),
    kind: defaults.kind,
    loginUser: defaults.loginUser,
    profile: suiting[0] ?? "",
    profiles: suiting,
    endOfSupport: defaults.endOfSupport,
    known: defaults.known,
  };
};

/** Golden images from their claims in the public namespace; what is still being imported is not offered. */
export const projectImageClaims = (
  claims: readonly ImageClaim[],
  profiles: ReadonlySet<string>,
  overlay: CatalogueOverlay = noOverlay,
): ImageView[] =>
  claims
    .flatMap((claim) => {
      const name = imageOfClaim(claim.metadata.name);
      if (!name || claim.status.phase !== "Bound" || isImporting(claim)) return [];
      const size = claim.status.capacity.storage ?? claim.spec.resources.requests.storage;
      return [projectImage(name, quantityToBytes(size), profiles, overlay)];
    })
    .sort(byFamilyAndVersion);

const isImporting = ({ metadata }: ImageClaim): boolean =>
  metadata.annotations["cdi.kubevirt.io/storage.condition.running"] === "true";

/** Families by name, newest version first. */
export const byFamilyAndVersion = (a: ImageView, b: ImageView): number =>
  a.familyLabel.localeCompare(b.familyLabel, "en") ||
  compareVersions(b.version, a.version) ||
  a.name.localeCompare(b.name, "en");

const compareVersions = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

export const projectStorageClasses = (classes: readonly StorageClassObject[]): StorageClassView[] =>
  classes
    .map(({ metadata }) => ({
      name: metadata.name,
      isDefault: metadata.annotations[defaultClassAnnotation] === "true",
    }))
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.name.localeCompare(b.name, "en"));
