import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { client, problemFrom } from "#lib/api/client.ts";
import { awayCodes, type Problem, type ProblemCode } from "#lib/api/problem.ts";
import { queries, staleAfter } from "#lib/api/queries.ts";
import type { VmChange } from "#lib/edit/change.ts";
import { type ChangeKey, changedSince, isHeld } from "#lib/edit/compare.ts";
import type { SettingsView } from "#lib/edit/settings.ts";

/** A result that nobody knows: the write may have been carried out. */
const unknownCodes: readonly ProblemCode[] = [...awayCodes, "timeout", "interrupted"];
const againMs = 2_000;
/** Somebody who changes something else all the time is not in the way, but not waited for without end either. */
const rebases = 3;

export type ChangeOutcome =
  | { kind: "idle" }
  | { kind: "saving" }
  | { kind: "saved"; now: SettingsView }
  | { kind: "refused"; problem: Problem }
  /** Somebody changed the same meanwhile; nothing was written. */
  | { kind: "conflict"; change: VmChange; theirs: SettingsView; keys: ChangeKey[] }
  /** `held`: whether the change is there, by what was read after; undefined while that is not known, null where nobody can tell. */
  | { kind: "unknown"; change: VmChange; held?: boolean | null };

export type SaveOptions = {
  /** The settings on which the form was filled in, when it was open for a while; otherwise those that are known now. */
  on?: SettingsView | null;
  /** With what is there now. */
  onSaved?: (saved: SettingsView) => void;
};

export type Change = {
  save: (change: VmChange, options?: SaveOptions) => void;
  outcome: ChangeOutcome;
  /** Of a conflict: saves one's own over theirs, on what is there now. */
  saveMine: () => void;
  reset: () => void;
};

/** One change of a machine at a time, followed until it is known what became of it. */
export const useChange = (tenant: string, name: string): Change => {
  const queryClient = useQueryClient();
  const [outcome, setOutcome] = useState<ChangeOutcome>({ kind: "idle" });
  /** True from the click on, not from the drawing after it. */
  const isTaken = useRef(false);
  const isOpen = useRef(true);
  const whenSaved = useRef<SaveOptions["onSaved"]>(undefined);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  const { queryKey } = queries.settings(tenant, name);
  const read = () => queryClient.fetchQuery({ ...queries.settings(tenant, name), staleTime: 0 });

  const send = async (change: VmChange, on: SettingsView, tries = rebases): Promise<ChangeOutcome> => {
    try {
      const now = await client.editVm(tenant, name, { base: on.base, change });
      queryClient.setQueryData(queryKey, now);
      return { kind: "saved", now };
    } catch (error) {
      const problem = problemFrom(error);
      if (unknownCodes.includes(problem.code)) return { kind: "unknown", change };
      if (problem.code !== "conflict") return { kind: "refused", problem };
    }
    const theirs = await read();
    const keys = changedSince(on.settings, theirs.settings, change);
    if (keys.length === 0 && tries > 0) return send(change, theirs, tries - 1);
    return { kind: "conflict", change, theirs, keys };
  };

  /** The cluster is asked until it says what is true, or something else is saved. */
  const follow = async (change: VmChange): Promise<void> => {
    while (isOpen.current && !isTaken.current) {
      const now = await read().catch(() => null);
      if (isTaken.current) return;
      if (now) return setOutcome({ kind: "unknown", change, held: isHeld(now.settings, change) });
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  };

  const carryOut = async (change: VmChange, on: SettingsView): Promise<void> => {
    if (isTaken.current) return;
    isTaken.current = true;
    setOutcome({ kind: "saving" });
    const result = await send(change, on).catch(
      (error: unknown): ChangeOutcome => ({ kind: "refused", problem: problemFrom(error) }),
    );
    isTaken.current = false;
    setOutcome(result);
    if (result.kind === "saved") whenSaved.current?.(result.now);
    for (const stale of staleAfter.editVm) void queryClient.invalidateQueries({ queryKey: stale });
    if (result.kind === "unknown") await follow(change);
  };

  return {
    outcome,
    save: (change, { on, onSaved } = {}) => {
      const base = on ?? queryClient.getQueryData<SettingsView>(queryKey);
      whenSaved.current = onSaved;
      if (base) void carryOut(change, base);
    },
    saveMine: () => {
      if (outcome.kind === "conflict") void carryOut(outcome.change, outcome.theirs);
    },
    reset: () => setOutcome({ kind: "idle" }),
  };
};
