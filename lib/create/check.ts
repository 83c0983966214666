import type { FieldProblem } from "../api/problem.ts";
import { isCloudInit } from "../cloud-init/user-data.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import { diskProblems } from "./check-disks.ts";
import { moreProblems } from "./check-more.ts";
import { sizeProblems } from "./check-size.ts";
import { imageNameOf } from "./disks.ts";
import type { CreateInput } from "./input.ts";
import type { CreateRule } from "./rules.ts";

/** How checks say what is wrong. */
export type AddProblem = (path: string, rule: CreateRule, values?: FieldProblem["values"]) => void;

/** What the live catalogue and its dialect say against an input. A catalogue part that could not be read says nothing. */
export const catalogueProblems = (input: CreateInput, catalogue: CatalogueView): FieldProblem[] => {
  const problems: FieldProblem[] = [];
  const add: AddProblem = (path, rule, values) => problems.push({ path, rule, ...(values && { values }) });

  if (catalogue.takenVmNames.includes(input.name)) add("name", "nameTaken");
  diskProblems(input, catalogue, add);
  sizeProblems(input, catalogue, add);
  accessProblems(input, catalogue, add);
  networkProblems(input, catalogue, add);
  moreProblems(input.more, catalogue.dialect.more, add);
  return problems;
};

const accessProblems = (input: CreateInput, { dialect, images }: CatalogueView, add: AddProblem): void => {
  const { sshKeys, cloudInit } = input;
  if (sshKeys.length > 0 && !dialect.sshKeys) add("sshKeys", "notOffered");
  if (cloudInit === "") return;
  // Talos takes its machine configuration from where others have user data.
  const isTalos = images.find(({ name }) => name === imageNameOf(input))?.family === "talos";
  if (!dialect.cloudInit) add("cloudInit", "notOffered");
  else if (!isTalos && !isCloudInit(cloudInit)) add("cloudInit", "cloudInitStart");
};

export const networkProblems = (
  { networks, icmp }: Pick<CreateInput, "networks" | "icmp">,
  { dialect, networks: offered, networksListed, missing }: CatalogueView,
  add: AddProblem,
): void => {
  if (icmp !== null && !dialect.icmp) add("icmp", "notOffered");
  if (networks.length > 0 && dialect.networks === "none") {
    add("networks", "notOffered");
    return;
  }
  if (!networksListed || missing.includes("networks")) return;
  for (const [index, network] of networks.entries()) {
    if (!offered.some(({ name }) => name === network)) add(`networks.${index}`, "unknownChoice");
  }
};
