import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { client, problemFrom } from "#lib/api/client.ts";
import { awayCodes, type Problem, type ProblemCode } from "#lib/api/problem.ts";
import { queries, staleAfter } from "#lib/api/queries.ts";
import { tidyNotes } from "#lib/resources/vm/notes.ts";

/** The write may have been carried out. */
const unknownCodes: readonly ProblemCode[] = [...awayCodes, "timeout", "interrupted"];

export type NotesOutcome =
  | { kind: "idle" }
  | { kind: "saving" }
  | { kind: "saved" }
  | { kind: "refused"; problem: Problem }
  /** Somebody else wrote meanwhile; nothing was saved. */
  | { kind: "conflict"; theirs: string }
  /** Nobody knows, and what is there now is not it. */
  | { kind: "unknown" };

/** Saves notes, one time after the other, until it is known what became of it. */
export const useNotes = (tenant: string, name: string) => {
  const queryClient = useQueryClient();
  const [outcome, setOutcome] = useState<NotesOutcome>({ kind: "idle" });
  /** True from the click on, not from the drawing after it. */
  const isTaken = useRef(false);
  const readNow = async (): Promise<string> =>
    (await queryClient.fetchQuery({ ...queries.vm(tenant, name), staleTime: 0 })).notes ?? "";

  const send = async (notes: string, before: string): Promise<NotesOutcome> => {
    try {
      await client.saveNotes(tenant, name, { notes, before });
      return { kind: "saved" };
    } catch (error) {
      const problem = problemFrom(error);
      if (problem.code === "conflict") return { kind: "conflict", theirs: await readNow() };
      if (!unknownCodes.includes(problem.code)) return { kind: "refused", problem };
      const now = await readNow().catch(() => null);
      return now === tidyNotes(notes) ? { kind: "saved" } : { kind: "unknown" };
    }
  };

  return {
    outcome,
    reset: () => setOutcome({ kind: "idle" }),
    /** Gives whether they are kept now. */
    save: async (notes: string, before: string): Promise<boolean> => {
      if (isTaken.current) return false;
      isTaken.current = true;
      setOutcome({ kind: "saving" });
      const result = await send(notes, before).catch(
        (error: unknown): NotesOutcome => ({ kind: "refused", problem: problemFrom(error) }),
      );
      isTaken.current = false;
      setOutcome(result);
      await Promise.all(staleAfter.saveNotes.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
      return result.kind === "saved";
    },
  };
};

export type Notes = ReturnType<typeof useNotes>;
