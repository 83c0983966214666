import type { CatalogueView } from "../../resources/image/view.ts";
import type { Say } from "./change.ts";
import { type Fields, isNothing, textOf, without } from "./fields.ts";
import { documentedSize, nearestProfile, nearestType } from "./nearest.ts";

/** Type and profile that this cluster has. A part of the catalogue that could not be read says nothing. */
export const tidyChoices = (spec: Fields, catalogue: CatalogueView, say: Say): Fields =>
  tidyProfile(tidyType(spec, catalogue, say), catalogue, say);

const tidyType = (spec: Fields, { instanceTypes, missing }: CatalogueView, say: Say): Fields => {
  const from = textOf(spec.instanceType);
  if (from === "" || missing.includes("instancetypes") || instanceTypes.some(({ name }) => name === from)) return spec;
  const size = documentedSize(from);
  const to = size && nearestType(size, instanceTypes)?.name;
  if (!to) {
    say("typeKept", ["instanceType"], { from });
    return without(spec, "instanceType");
  }
  say("typeNearest", ["instanceType"], { from, to });
  return { ...spec, instanceType: to };
};

const tidyProfile = (spec: Fields, catalogue: CatalogueView, say: Say): Fields => {
  const from = textOf(spec.instanceProfile);
  const { profiles, dialect, missing } = catalogue;
  const isOffered = profiles.some(({ name }) => name === from) && (dialect.profiles?.includes(from) ?? true);
  if (isNothing(spec.instanceProfile) || missing.includes("profiles") || isOffered) return spec;
  const to = nearestProfile(from, catalogue);
  if (to === null) say("profileNone", ["instanceProfile"], { from });
  else say("profileNearest", ["instanceProfile"], { from, to });
  return { ...spec, instanceProfile: to ?? "" };
};
