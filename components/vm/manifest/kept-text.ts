import type { ManifestView } from "#lib/manifest/view.ts";

/** What somebody is writing, and the manifest it was begun from. */
export type Draft = {
  text: string;
  from: ManifestView;
  /** States it was begun from before: a late read may still show one of them, which is no news. */
  past: readonly string[];
};

/** Of this tab, for as long as it lives: what is typed outlives a look at another tab of the machine. Written by what a person does alone. */
const ofThisTab = new Map<string, Draft>();

const keyOf = (tenant: string, name: string): string => `${tenant}/${name}`;

export const keptDraft = (tenant: string, name: string): Draft | null => ofThisTab.get(keyOf(tenant, name)) ?? null;

export const keepDraft = (tenant: string, name: string, draft: Draft | null): void => {
  if (draft) ofThisTab.set(keyOf(tenant, name), draft);
  else ofThisTab.delete(keyOf(tenant, name));
};
