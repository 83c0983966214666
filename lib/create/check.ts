import type { FieldProblem } from "../api/problem.ts";
import type { CataloguePart, CatalogueView, InstanceTypeView, ProfileView } from "../resources/image/view.ts";
import type { CreateInput } from "./input.ts";
import type { CreateRule } from "./rules.ts";

/** Whether KubeVirt admits the pair: a profile's requirements are enforced when the VM is made (platform-api.md 5). */
export const typeFitsProfile = (type: InstanceTypeView, profile: ProfileView | undefined): boolean =>
  !profile || (type.cpu >= profile.minimumCpu && type.memoryBytes >= profile.minimumMemoryBytes);

/** What the live catalogue says against an input. A catalogue part that could not be read says nothing. */
export const catalogueProblems = (input: CreateInput, catalogue: CatalogueView): FieldProblem[] => {
  const problems: FieldProblem[] = [];
  const add = (path: string, rule: CreateRule, values?: FieldProblem["values"]) =>
    problems.push({ path, rule, ...(values && { values }) });
  const isKnown = (part: CataloguePart) => !catalogue.missing.includes(part);

  if (catalogue.takenVmNames.includes(input.name)) add("name", "nameTaken");

  const image = catalogue.images.find(({ name }) => name === input.image);
  if (!image && isKnown("images")) add("image", "unknownChoice");
  if (image && image.kind === "cloud" && input.systemDisk.sizeBytes < image.minimumBytes) {
    add("systemDisk.sizeBytes", "sizeTooSmall", { min: image.minimumBytes });
  }

  const type = catalogue.instanceTypes.find(({ name }) => name === input.instanceType);
  if (!type && isKnown("instancetypes")) add("instanceType", "unknownChoice");
  const profile = catalogue.profiles.find(({ name }) => name === input.profile);
  if (!profile && input.profile !== "" && isKnown("profiles")) add("profile", "unknownChoice");
  if (type && !typeFitsProfile(type, profile)) add("instanceType", "typeTooSmall", { profile: input.profile });

  const isClassKnown = catalogue.storageClasses.some(({ name }) => name === input.systemDisk.storageClass);
  if (!isClassKnown && isKnown("storageclasses")) add("systemDisk.storageClass", "unknownChoice");
  return problems;
};
