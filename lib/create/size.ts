import type { CatalogueView, ProfileView } from "../resources/image/view.ts";
import type { CreateInput } from "./input.ts";

/** What a size of one's own may be: more than any node has is no size. */
export const customLimits = {
  mostCpu: 512,
  leastMemoryBytes: 128 * 1024 ** 2,
} as const;

export type Resources = { cpu: number; memoryBytes: number };

/** Whether KubeVirt admits the pair: a profile's requirements are enforced when the VM is made (platform-api.md 5). */
export const typeFitsProfile = (resources: Resources, profile: ProfileView | undefined): boolean =>
  !profile || (resources.cpu >= profile.minimumCpu && resources.memoryBytes >= profile.minimumMemoryBytes);

/** What the machine gets; null when its instance type is not in the catalogue. */
export const resourcesOf = (
  { size }: Pick<CreateInput, "size">,
  { instanceTypes }: Pick<CatalogueView, "instanceTypes">,
): Resources | null =>
  size.kind === "custom"
    ? { cpu: size.cpu * size.sockets, memoryBytes: size.memoryBytes }
    : (instanceTypes.find(({ name }) => name === size.instanceType) ?? null);
