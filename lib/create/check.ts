import type { FieldProblem } from "../api/problem.ts";
import type { CataloguePart, CatalogueView } from "../resources/image/view.ts";
import { diskProblems } from "./check-disks.ts";
import { isCloudInit } from "./cloud-init.ts";
import { imageNameOf } from "./disks.ts";
import type { CreateInput } from "./input.ts";
import type { CreateRule } from "./rules.ts";
import { resourcesOf, typeFitsProfile } from "./size.ts";

/** How checks say what is wrong. */
export type AddProblem = (path: string, rule: CreateRule, values?: FieldProblem["values"]) => void;

/** What the live catalogue says against an input. A catalogue part that could not be read says nothing. */
export const catalogueProblems = (input: CreateInput, catalogue: CatalogueView): FieldProblem[] => {
  const problems: FieldProblem[] = [];
  const add: AddProblem = (path, rule, values) => problems.push({ path, rule, ...(values && { values }) });
  const isKnown = (part: CataloguePart) => !catalogue.missing.includes(part);

  if (catalogue.takenVmNames.includes(input.name)) add("name", "nameTaken");
  diskProblems(input.disks, catalogue, add);
  sizeProblems(input, catalogue, isKnown, add);
  if (input.cloudInit !== "" && !isCloudInit(input.cloudInit) && !readsOtherData(input, catalogue))
    add("cloudInit", "cloudInitStart");
  return problems;
};

/** Talos takes its machine configuration from where others have user data. */
const readsOtherData = (input: CreateInput, { images }: CatalogueView): boolean =>
  images.find(({ name }) => name === imageNameOf(input))?.family === "talos";

const sizeProblems = (
  input: CreateInput,
  catalogue: CatalogueView,
  isKnown: (part: CataloguePart) => boolean,
  add: AddProblem,
): void => {
  const { size, profile: profileName } = input;
  const resources = resourcesOf(input, catalogue);
  if (!resources && isKnown("instancetypes")) add("size.instanceType", "unknownChoice");
  const profile = catalogue.profiles.find(({ name }) => name === profileName);
  if (!profile && profileName !== "" && isKnown("profiles")) add("profile", "unknownChoice");
  if (resources && !typeFitsProfile(resources, profile)) {
    const short = profile && resources.cpu < profile.minimumCpu ? "size.cpu" : "size.memoryBytes";
    add(size.kind === "type" ? "size.instanceType" : short, "typeTooSmall", { profile: profileName });
  }
};
