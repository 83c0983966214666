import type { Dialect } from "#lib/resources/dialect/dialect.ts";
import { projectGpuOptions, projectPermittedGpus } from "#lib/resources/gpu/project.ts";
import { kubeVirtSchema } from "#lib/resources/gpu/schema.ts";
import type { GpuView, NetworkView } from "#lib/resources/image/view.ts";
import type { Person } from "./auth/person.ts";
import { listOf, readOptions } from "./catalogue-lists.ts";
import type { Kube } from "./kube/api.ts";

/** Devices by Cozystack's own list, else those that KubeVirt permits, which everybody may read (platform-api.md 8). */
export const readGpus = async (kube: Kube, person: Person, tenant: string, { gpus }: Dialect): Promise<GpuView[]> => {
  if (!gpus) return [];
  const options = await readOptions(kube, person, tenant, "gpu");
  if (options) return projectGpuOptions(options);
  return projectPermittedGpus(await listOf(kube, person, ["apis", "kubevirt.io", "v1", "kubevirts"], kubeVirtSchema));
};

/** Null where the platform lists none to tenants: their definitions themselves no tenant may read. */
export const readNetworks = async (
  kube: Kube,
  person: Person,
  tenant: string,
  { networks }: Dialect,
): Promise<NetworkView[] | null> => {
  const options = networks === "none" ? null : await readOptions(kube, person, tenant, "network");
  return options?.map(({ value }) => ({ name: value })) ?? null;
};
