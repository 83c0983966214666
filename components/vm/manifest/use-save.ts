import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { client, problemFrom } from "#lib/api/client.ts";
import { awayCodes, type Problem, type ProblemCode } from "#lib/api/problem.ts";
import { queries, staleAfter } from "#lib/api/queries.ts";
import { objectOfText } from "#lib/manifest/edited.ts";
import { isPatchIn } from "#lib/manifest/is-held.ts";
import type { ManifestView } from "#lib/manifest/view.ts";
import type { DraftState } from "./use-draft.ts";

/** A result that nobody knows: the write may have been carried out. */
const unknownCodes: readonly ProblemCode[] = [...awayCodes, "timeout", "interrupted"];

export type SaveOutcome =
  | { kind: "idle" }
  | { kind: "saving" }
  | { kind: "refused"; problem: Problem }
  /** Somebody changed it meanwhile; nothing was written. */
  | { kind: "conflict"; theirs: ManifestView }
  /** No answer came. `held`: whether it is there by what was read after; null where that does not show. */
  | { kind: "unknown"; problem: Problem; held?: boolean | null };

export type Save = {
  outcome: SaveOutcome;
  save: (draft: DraftState) => void;
  /** Asks once more what became of a save without an answer. */
  look: (draft: DraftState) => void;
  /** Somebody changed it meanwhile, as a look at it showed. */
  found: (theirs: ManifestView) => void;
  reset: () => void;
};

/** One save at a time, followed until it is known what became of it. */
export const useSave = (tenant: string, name: string, onSaved: () => void): Save => {
  const queryClient = useQueryClient();
  const [outcome, setOutcome] = useState<SaveOutcome>({ kind: "idle" });
  /** True from the click on, not from the drawing after it. */
  const isTaken = useRef(false);

  const look = async ({ edited, base }: DraftState, problem: Problem): Promise<SaveOutcome | null> => {
    try {
      const now = await client.manifest(tenant, name, false);
      queryClient.setQueryData(queries.manifest(tenant, name).queryKey, now);
      const held = isPatchIn(edited.patch, base, objectOfText(now.editable ?? "") ?? {});
      return held ? null : { kind: "unknown", problem, held };
    } catch {
      return { kind: "unknown", problem };
    }
  };

  const send = async (draft: DraftState): Promise<SaveOutcome | null> => {
    const { from, edited } = draft;
    try {
      const saved = await client.editManifest(tenant, name, { base: from.base, patch: edited.patch });
      queryClient.setQueryData(queries.manifest(tenant, name).queryKey, saved);
      return null;
    } catch (error) {
      const problem = problemFrom(error);
      if (unknownCodes.includes(problem.code)) return look(draft, problem);
      if (problem.code !== "conflict") return { kind: "refused", problem };
      try {
        const theirs = await client.manifest(tenant, name, from.isOpen);
        // Without the secrets that only this person asked for.
        if (!theirs.isOpen) queryClient.setQueryData(queries.manifest(tenant, name).queryKey, theirs);
        return { kind: "conflict", theirs };
      } catch (unread) {
        return { kind: "refused", problem: problemFrom(unread) };
      }
    }
  };

  /** Null: it is saved. */
  const run = async (work: () => Promise<SaveOutcome | null>): Promise<void> => {
    if (isTaken.current) return;
    isTaken.current = true;
    setOutcome({ kind: "saving" });
    const result = await work();
    isTaken.current = false;
    for (const queryKey of staleAfter.editVm) void queryClient.invalidateQueries({ queryKey });
    setOutcome(result ?? { kind: "idle" });
    if (!result) onSaved();
  };

  return {
    outcome,
    save: (draft) => void run(() => send(draft)),
    look: (draft) => {
      if (outcome.kind === "unknown") void run(() => look(draft, outcome.problem));
    },
    found: (theirs) => setOutcome({ kind: "conflict", theirs }),
    reset: () => setOutcome({ kind: "idle" }),
  };
};
