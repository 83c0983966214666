import type { CatalogueOverlay } from "#lib/resources/image/overlay.ts";
import { byFamilyAndVersion, projectImage, projectImageClaims } from "#lib/resources/image/project.ts";
import { imageClaimSchema } from "#lib/resources/image/schema.ts";
import type { ImagesFrom, ImageView } from "#lib/resources/image/view.ts";
import type { Person } from "./auth/person.ts";
import { listOf, nullWhenNotOffered, readOptions } from "./catalogue-lists.ts";
import type { Kube } from "./kube/api.ts";

const claimsPath = ["api", "v1", "namespaces", "cozy-public", "persistentvolumeclaims"] as const;

/**
 * Claims in the public namespace say sizes; `options/image` only names (from 1.5); before 1.4.3 a tenant can list neither, and what the
 * operator configured is all there is. Names are never invented (platform-api.md 2.4).
 */
export const readImages = async (
  kube: Kube,
  person: Person,
  tenant: string,
  profiles: ReadonlySet<string>,
  overlay: CatalogueOverlay,
): Promise<{ list: ImageView[]; from: ImagesFrom }> => {
  const ofNames = (names: readonly string[]) =>
    names.map((name) => projectImage(name, null, profiles, overlay)).sort(byFamilyAndVersion);
  const claims = await listOf(kube, person, claimsPath, imageClaimSchema).catch(nullWhenNotOffered);
  if (claims) return { list: projectImageClaims(claims, profiles, overlay), from: "cluster" };
  const options = await readOptions(kube, person, tenant, "image");
  if (options) return { list: ofNames(options.map(({ value }) => value)), from: "cluster" };
  return { list: ofNames(overlay.offered), from: overlay.offered.length === 0 ? "nowhere" : "configured" };
};
