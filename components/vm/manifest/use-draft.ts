import { useMemo, useState } from "react";
import { type BothChanged, mergeTexts } from "#lib/manifest/carry-over.ts";
import { type Edited, objectOfText, readEdited } from "#lib/manifest/edited.ts";
import { applyMergePatch, isNothing, isObject, type JsonObject } from "#lib/manifest/merge-patch.ts";
import { yamlText } from "#lib/manifest/shown-text.ts";
import type { ManifestView } from "#lib/manifest/view.ts";
import { type Draft, keepDraft, keptDraft } from "./kept-text.ts";

export type DraftState = Draft & {
  edited: Edited;
  /** What it was begun from, as data. */
  base: JsonObject;
  hasChanges: boolean;
  /** What is sent. */
  patch: JsonObject;
  /** What will be stored, as text, beside what is. */
  result: string;
  before: string;
  write: (text: string) => void;
  /** Goes on from another state of the machine: what others wrote comes in, what is written here stays. */
  moveTo: (theirs: ManifestView) => void;
  /** What both changed, each in their own way, if one went on from there. */
  clashesWith: (theirs: ManifestView) => BothChanged[];
  /** Whether a read shows what somebody else wrote since. */
  isNews: (now: ManifestView) => boolean;
  /** Begins anew. */
  restart: (from: ManifestView) => void;
};

/** The text somebody writes, and what it would change. Null: it has nothing to begin from. */
export const useDraft = (tenant: string, name: string, first: ManifestView): DraftState => {
  const [draft, setDraft] = useState<Draft>(
    () => keptDraft(tenant, name) ?? { text: first.editable ?? "", from: first, past: [] },
  );
  const { text, from, past } = draft;
  const base = useMemo(() => objectOfText(from.editable ?? "") ?? {}, [from]);
  const edited = useMemo(() => readEdited(text, base, from.schema), [text, base, from]);
  const set = (nextText: string, nextFrom: ManifestView) => {
    const isMoved = nextFrom.base !== from.base;
    const next = { text: nextText, from: nextFrom, past: isMoved ? [...past, from.base] : past };
    keepDraft(tenant, name, nextText === nextFrom.editable ? null : next);
    setDraft(next);
  };
  const merge = (theirs: ManifestView) =>
    mergeTexts(text, base, edited.object ?? base, objectOfText(theirs.editable ?? "") ?? base);
  const { spec, metadata } = edited.patch;
  const patch: JsonObject = { ...(metadata && { metadata: { ...metadata } }), ...(spec && { spec }) };
  const applied = applyMergePatch(base, patch);
  return {
    text,
    from,
    base,
    edited,
    hasChanges: !isNothing(patch),
    patch,
    before: yamlText(base),
    result: yamlText(isObject(applied) ? applied : base),
    past,
    write: (next) => set(next, from),
    moveTo: (theirs) => set(merge(theirs).text, theirs),
    isNews: (now) => now.base !== from.base && !past.includes(now.base),
    clashesWith: (theirs) => merge(theirs).both,
    restart: (next) => set(next.editable ?? "", next),
  };
};
