import type * as z from "zod";
import type { Reading } from "#lib/api/problem.ts";
import { projectImage, projectImageClaims, projectStorageClasses } from "#lib/resources/image/project.ts";
import { imageClaimSchema, optionsSchema, storageClassSchema } from "#lib/resources/image/schema.ts";
import type { CataloguePart, CatalogueView, ImageView } from "#lib/resources/image/view.ts";
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

const instancetypeApi = ["apis", "instancetype.kubevirt.io", "v1beta1"] as const;

/** Everything the create page offers. A part that cannot be read is empty and named; only all of them failing is a failure. */
export const createCatalogueReader =
  ({ kube, live, log }: Pick<Services, "kube" | "live" | "log">) =>
  async (person: Person, tenant: string): Promise<CatalogueView> => {
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

    const [profiles, instanceTypes, storageClasses, names] = await Promise.all([
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
        live.using(person, tenant, (list) => {
          const read = list.read();
          if (read.state === "failed") throw new ProblemError(read.problem.code, { about: "vminstances list" });
          if (read.data.missing.some(({ source }) => source === "vmdisks"))
            throw new ProblemError("unavailable", { about: "vmdisks list" });
          return [{ vms: read.data.rows.map(({ name }) => name), disks: list.diskNames() }];
        }),
      ),
    ]);
    const known = new Set(profiles.map(({ name }) => name));
    const images = await part("images", () => readImages(kube, person, tenant, known));
    const isNothingThere = missing.length === 5;
    if (isNothingThere) throw errors[0];
    return {
      images,
      instanceTypes,
      profiles,
      storageClasses,
      takenVmNames: names[0]?.vms ?? [],
      takenDiskNames: names[0]?.disks ?? [],
      missing: missing.sort(),
    };
  };

/** Claims in the public namespace say sizes; `options/image` only names, for platforms or roles without the claims. */
const readImages = async (
  kube: Kube,
  person: Person,
  tenant: string,
  profiles: ReadonlySet<string>,
): Promise<ImageView[]> => {
  try {
    const path = ["api", "v1", "namespaces", "cozy-public", "persistentvolumeclaims"] as const;
    return projectImageClaims(await listOf(kube, person, path, imageClaimSchema), profiles);
  } catch (error) {
    const { code } = problemOf(error);
    if (code !== "forbidden" && code !== "not-found") throw error;
    const path = ["apis", "core.cozystack.io", "v1alpha1", "namespaces", tenant, "options", "image"] as const;
    const options = optionsSchema.parse(await kube.get(person, path));
    return options.spec.items.map(({ value }) => projectImage(value, null, profiles));
  }
};

export const createQuotaReader =
  ({ kube, log }: Pick<Services, "kube" | "log">) =>
  (person: Person, tenant: string): Promise<Reading<QuotaView>> => {
    const path = ["api", "v1", "namespaces", tenant, "resourcequotas"] as const;
    return readingOf(log, listOf(kube, person, path, resourceQuotaSchema).then(projectQuota));
  };
