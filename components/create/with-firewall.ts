import { cloudInitLimitBytes } from "#lib/cloud-init/user-data.ts";
import { withRecipe } from "#lib/cloud-init/with-recipe.ts";
import { imageNameOf } from "#lib/create/disks.ts";
import { profileWords } from "#lib/resources/profile/words.ts";
import { type Draft, inputOf } from "./draft.ts";
import type { PracticeFacts } from "./good-practice.ts";

/** The draft with the recipe of a guest firewall in its cloud-init; null where what is typed cannot take it in. */
export const withFirewall = (draft: Draft, { catalogue, keys }: PracticeFacts): Draft | null => {
  const input = inputOf(draft, keys);
  const { exposure } = input;
  const image = catalogue.images.find(({ name }) => name === imageNameOf(input));
  const result = withRecipe(input.cloudInit, "firewall", {
    sshKeys: input.sshKeys,
    loginUser: image?.loginUser ?? null,
    family: image?.family ?? profileWords(input.profile).family,
    ports: exposure.kind === "ports" ? exposure.ports : exposure.kind === "whole" ? "all" : "none",
    limitBytes: cloudInitLimitBytes,
  });
  return "text" in result ? { ...draft, input: { ...draft.input, cloudInit: result.text } } : null;
};
