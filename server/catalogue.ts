import type { Reading } from "#lib/api/problem.ts";
import type { BackupPlans } from "#lib/resources/backup/view.ts";
import { lessHeld } from "#lib/resources/gpu/project.ts";
import { projectStorageClasses } from "#lib/resources/image/project.ts";
import { storageClassSchema } from "#lib/resources/image/schema.ts";
import type { CataloguePart, CatalogueView } from "#lib/resources/image/view.ts";
import { projectProfiles } from "#lib/resources/profile/project.ts";
import { preferenceSchema } from "#lib/resources/profile/schema.ts";
import { projectQuota } from "#lib/resources/quota/project.ts";
import { resourceQuotaSchema } from "#lib/resources/quota/schema.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import type { Person } from "./auth/person.ts";
import { readBackups } from "./catalogue-backups.ts";
import { readGpus, readNetworks } from "./catalogue-extras.ts";
import { readImages } from "./catalogue-images.ts";
import { listOf } from "./catalogue-lists.ts";
import { logFailure } from "./http/failure-log.ts";
import { ProblemError, problemOf } from "./http/problem-error.ts";
import type { Services } from "./http/services.ts";
import { readingOf } from "./reading.ts";

/** Taken names are a courtesy: the cluster refuses them anyway. */
const namesWithinMs = 3_000;

const preferences = ["apis", "instancetype.kubevirt.io", "v1beta1", "virtualmachineclusterpreferences"] as const;
const storageClassesPath = ["apis", "storage.k8s.io", "v1", "storageclasses"] as const;

/** Without any of these there is nothing to choose from. */
const basics: readonly CataloguePart[] = ["images", "instancetypes", "profiles", "storageclasses", "names"];

export type CatalogueReader = (person: Person, tenant: string) => Promise<CatalogueView>;

type Needs = Pick<Services, "kube" | "live" | "log" | "dialect" | "config">;

/**
 * Everything the create page offers. A part that cannot be read is empty and named; only all of them failing is a failure, and not knowing
 * the dialect: what is planned without it could not be meant.
 */
export const createCatalogueReader =
  ({ kube, live, log, dialect: dialects, config: { catalogue: overlay } }: Needs): CatalogueReader =>
  async (person, tenant) => {
    const dialect = await dialects.read(person);
    const failures = new Map<CataloguePart, unknown>();
    const part = async <T, U>(name: CataloguePart, read: () => Promise<T>, otherwise: U): Promise<T | U> => {
      try {
        return await read();
      } catch (error) {
        logFailure(log, error, `the catalogue's ${name}`);
        failures.set(name, error);
        return otherwise;
      }
    };

    const readProfiles = async () => {
      const all = projectProfiles(await listOf(kube, person, preferences, preferenceSchema));
      return all.filter(({ name }) => dialect.profiles?.includes(name) ?? true);
    };
    const readStorageClasses = async () =>
      projectStorageClasses(await listOf(kube, person, storageClassesPath, storageClassSchema));
    const readOwn = () =>
      live.using(
        person,
        tenant,
        (list) => {
          const read = list.read();
          if (read.state === "failed") throw new ProblemError(read.problem.code, { about: "vminstances list" });
          if (read.data.missing.some(({ source }) => source === "vmdisks"))
            throw new ProblemError("unavailable", { about: "vmdisks list" });
          return { vms: read.data.rows.map(({ name }) => name), ...list.stock() };
        },
        namesWithinMs,
      );

    /** Nothing on the page to be made hangs on it. */
    const readBackupsOrNot = () =>
      readBackups(kube, person, tenant).catch((error: unknown): BackupPlans => {
        logFailure(log, error, "the catalogue's backups");
        return { kind: "unread" };
      });

    const profiles = part("profiles", readProfiles, []);
    const own = part("names", readOwn, { vms: [], disks: [], gpusHeld: new Map<string, number>() });
    const readOffered = async () =>
      readImages(kube, person, tenant, new Set((await profiles).map(({ name }) => name)), overlay);
    const [images, instanceTypes, storageClasses, { vms, disks }, gpus, networks, backups] = await Promise.all([
      part("images", readOffered, { list: [], from: "cluster" as const }),
      part("instancetypes", () => live.types(person), []),
      part("storageclasses", readStorageClasses, []),
      own,
      part("gpus", async () => lessHeld(await readGpus(kube, person, tenant, dialect), (await own).gpusHeld), []),
      part("networks", () => readNetworks(kube, person, tenant, dialect), null),
      readBackupsOrNot(),
    ]);
    if (basics.every((name) => failures.has(name))) throw failures.get("profiles");
    return {
      dialect,
      images: images.list,
      imagesFrom: images.from,
      instanceTypes,
      profiles: await profiles,
      storageClasses,
      gpus,
      networks: networks ?? [],
      networksListed: networks !== null,
      disks,
      takenVmNames: vms,
      takenDiskNames: disks.map(({ name }) => name),
      missing: [...failures.keys()].sort(),
      forbidden: [...failures].flatMap(([name, error]) => (problemOf(error).code === "forbidden" ? [name] : [])).sort(),
      windows: overlay.windows,
      provider: overlay.provider,
      prices: overlay.prices,
      backups,
    };
  };

export const createQuotaReader =
  ({ kube, log }: Pick<Services, "kube" | "log">) =>
  (person: Person, tenant: string): Promise<Reading<QuotaView>> => {
    const path = ["api", "v1", "namespaces", tenant, "resourcequotas"] as const;
    return readingOf(log, listOf(kube, person, path, resourceQuotaSchema).then(projectQuota));
  };
