import type { CatalogueView } from "../resources/image/view.ts";
import type { AddProblem } from "./check.ts";
import type { CreateInput } from "./input.ts";
import { resourcesOf, typeFitsProfile } from "./size.ts";

/** What speaks against size, profile and GPUs: KubeVirt's admission enforces a profile's minimum when the machine is made. */
export const sizeProblems = (
  input: Pick<CreateInput, "size" | "profile" | "gpus">,
  catalogue: CatalogueView,
  add: AddProblem,
): void => {
  const { size, profile: profileName } = input;
  const { dialect, missing } = catalogue;
  const resources = resourcesOf(input, catalogue);
  if (size.kind === "custom" && !dialect.customSize) add("size", "notOffered");
  if (!resources && !missing.includes("instancetypes")) add("size.instanceType", "unknownChoice");

  const profile = catalogue.profiles.find(({ name }) => name === profileName);
  const isAllowed = dialect.profiles?.includes(profileName) ?? true;
  if (profileName === "" && !isAllowed) add("profile", "required");
  else if (profileName !== "" && (!isAllowed || (!profile && !missing.includes("profiles"))))
    add("profile", "unknownChoice");
  if (profile && resources && !typeFitsProfile(resources, profile)) {
    const short = resources.cpu < profile.minimumCpu ? "size.cpu" : "size.memoryBytes";
    add(size.kind === "type" ? "size.instanceType" : short, "typeTooSmall", {
      profile: profile.label,
      cpu: profile.minimumCpu,
      memory: profile.minimumMemoryBytes,
    });
  }
  gpuProblems(input.gpus, catalogue, add);
};

/** One entry is one device; `free` is the most that can be left, not a promise. */
const gpuProblems = (
  gpus: readonly string[],
  { dialect, gpus: offered, missing }: CatalogueView,
  add: AddProblem,
): void => {
  if (gpus.length > 0 && !dialect.gpus) {
    add("gpus", "notOffered");
    return;
  }
  for (const [index, name] of gpus.entries()) {
    const gpu = offered.find((each) => each.name === name);
    const before = gpus.slice(0, index).filter((each) => each === name).length;
    if (!gpu && !missing.includes("gpus")) add(`gpus.${index}`, "unknownChoice");
    if (gpu && gpu.free !== null && before >= gpu.free) add(`gpus.${index}`, "gpuNone", { gpu: name });
  }
};
