import type * as z from "zod";
import type { Reading } from "#lib/api/problem.ts";
import type { CatalogueOverlay } from "#lib/resources/image/overlay.ts";
import {
  byFamilyAndVersion,
  projectImage,
  projectImageClaims,
  projectStorageClasses,
} from "#lib/resources/image/project.ts";
import { imageClaimSchema, optionsSchema, storageClassSchema } from "#lib/resources/image/schema.ts";
import type { CataloguePart, CatalogueView, ImagesFrom, ImageView } from "#lib/resources/image/view.ts";
import { parseList } from "#lib/resources/kube-object.ts";
import { projectProfiles } from "#lib/resources/profile/project.ts";
import { preferenceSchema } from "#lib/resources/profile/schema.ts";
import { projectQuota } from "#lib/resources/quota/project.ts";
import { resourceQuotaSchema } from "#lib/resources/quota/schema.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import type { Person } from "./auth/person.ts";
import { logFailure } from "./http/failure-log.ts";
import { ProblemError, problemOf } from "./http/problem-error.ts";
import type { Services } from "./http/services.ts";
import type { Kube, KubePath } from "./kube/api.ts";
import { readingOf } from "./reading.ts";

const listOf = async <T extends z.ZodType>(kube: Kube, person: Person, path: KubePath, schema: T) => {
  const list = parseList(schema, await kube.get(person, path));
  if (!list) throw new ProblemError("unavailable", { about: `${path.at(-1)} list` });
  return list.items;
};

/** Taken names are a courtesy: the cluster refuses them anyway. */
const namesWithinMs = 3_000;

const instancetypeApi = ["apis", "instancetype.kubevirt.io", "v1beta1"] as const;

export type CatalogueReader = (person: Person, tenant: string) => Promise<CatalogueView>;

/**
 * Everything the create page offers. A part that cannot be read is empty and named; only all of them failing is a failure, and not knowing
 * the dialect: what is planned without it could not be meant.
 */
export const createCatalogueReader =
  ({
    kube,
    live,
    log,
    dialect: dialects,
    config: { catalogue: overlay },
  }: Pick<Services, "kube" | "live" | "log" | "dialect" | "config">): CatalogueReader =>
  async (person, tenant) => {
    const dialect = await dialects.read(person);
    const missing: CataloguePart[] = [];
    const errors: unknown[] = [];
    const part = async <T>(name: CataloguePart, read: () => Promise<T[]>): Promise<T[]> => {
      try {
        return await read();
      } catch (error) {
        logFailure(log, error, `the catalogue's ${name}`);
        missing.push(name);
        errors.push(error);
        return [];
      }
    };

    const [liveProfiles, instanceTypes, storageClasses, names] = await Promise.all([
      part("profiles", async () =>
        projectProfiles(
          await listOf(kube, person, [...instancetypeApi, "virtualmachineclusterpreferences"], preferenceSchema),
        ),
      ),
      part("instancetypes", () => live.types(person)),
      part("storageclasses", async () =>
        projectStorageClasses(
          await listOf(kube, person, ["apis", "storage.k8s.io", "v1", "storageclasses"], storageClassSchema),
        ),
      ),
      part("names", () =>
        live.using(
          person,
          tenant,
          (list) => {
            const read = list.read();
            if (read.state === "failed") throw new ProblemError(read.problem.code, { about: "vminstances list" });
            if (read.data.missing.some(({ source }) => source === "vmdisks"))
              throw new ProblemError("unavailable", { about: "vmdisks list" });
            return [{ vms: read.data.rows.map(({ name }) => name), disks: list.diskNames() }];
          },
          namesWithinMs,
        ),
      ),
    ]);
    const profiles = liveProfiles.filter(({ name }) => dialect.profiles?.includes(name) ?? true);
    const known = new Set(profiles.map(({ name }) => name));
    const [images] = await part("images", async () => [await readImages(kube, person, tenant, known, overlay)]);
    const isNothingThere = missing.length === 5;
    if (isNothingThere) throw errors[0];
    return {
      dialect,
      images: images?.list ?? [],
      imagesFrom: images?.from ?? "cluster",
      instanceTypes,
      profiles,
      storageClasses,
      takenVmNames: names[0]?.vms ?? [],
      takenDiskNames: names[0]?.disks ?? [],
      missing: missing.sort(),
    };
  };

/** Null when the platform or the role does not have it; any other failure stays one. */
const nullWhenNotOffered = (error: unknown): null => {
  const { code } = problemOf(error);
  if (code !== "forbidden" && code !== "not-found") throw error;
  return null;
};

/**
 * Claims in the public namespace say sizes; `options/image` only names (from 1.5); before 1.4.3 a tenant can list neither, and what the
 * operator configured is all there is. Names are never invented (platform-api.md 2.4).
 */
const readImages = async (
  kube: Kube,
  person: Person,
  tenant: string,
  profiles: ReadonlySet<string>,
  overlay: CatalogueOverlay,
): Promise<{ list: ImageView[]; from: ImagesFrom }> => {
  const ofNames = (names: readonly string[]) => names.map((name) => projectImage(name, null, profiles, overlay));
  const claimsPath = ["api", "v1", "namespaces", "cozy-public", "persistentvolumeclaims"] as const;
  const claims = await listOf(kube, person, claimsPath, imageClaimSchema).catch(nullWhenNotOffered);
  if (claims) return { list: projectImageClaims(claims, profiles, overlay), from: "cluster" };
  const path = ["apis", "core.cozystack.io", "v1alpha1", "namespaces", tenant, "options", "image"] as const;
  const options = await kube.get(person, path).catch(nullWhenNotOffered);
  if (options)
    return { list: ofNames(optionsSchema.parse(options).spec.items.map(({ value }) => value)), from: "cluster" };
  if (overlay.offered.length === 0) return { list: [], from: "nowhere" };
  return { list: ofNames(overlay.offered).sort(byFamilyAndVersion), from: "configured" };
};

export const createQuotaReader =
  ({ kube, log }: Pick<Services, "kube" | "log">) =>
  (person: Person, tenant: string): Promise<Reading<QuotaView>> => {
    const path = ["api", "v1", "namespaces", tenant, "resourcequotas"] as const;
    return readingOf(log, listOf(kube, person, path, resourceQuotaSchema).then(projectQuota));
  };
