import { freeStem, isSeveral } from "#lib/create/copies.ts";
import { freeName } from "#lib/resources/free-name.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import { vmNameLimit } from "#lib/resources/names.ts";
import type { Draft } from "./draft.ts";

/** A name nobody has yet for one machine, or for each of several. */
export const generatedName = (base: string, copies: number, { takenVmNames }: CatalogueView): string =>
  isSeveral(copies) ? freeStem(base, copies, takenVmNames) : freeName(base, takenVmNames, vmNameLimit);

/** As many as the text says, else 0, which the rules refuse. A name that nobody typed follows: `ubuntu` where there are several. */
export const withCopies = (draft: Draft, copiesText: string, catalogue: CatalogueView): Draft => {
  const copies = /^\d{1,3}$/.test(copiesText.trim()) ? Number(copiesText) : 0;
  const next = { ...draft, copies, copiesText };
  if (draft.hasOwnName) return next;
  const name = generatedName(draft.input.name.replace(/-\d+$/, ""), copies, catalogue);
  return { ...next, input: { ...draft.input, name } };
};
