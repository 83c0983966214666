import { useState } from "react";
import type { Draft } from "#components/create/draft.ts";
import { undone } from "#components/create/draft-undo.ts";
import { useCreateForm } from "#components/create/form-context.ts";
import { type PracticeStep, stepTo } from "#components/create/produced.ts";

/** Changes of the draft by one click: what the last one was, and the way back. */
export const useSteps = () => {
  const { keys, change } = useCreateForm();
  const [last, setLast] = useState<PracticeStep | null>(null);
  return {
    changes: last?.changes ?? null,
    /** The draft as it is by then; null changes nothing. */
    take: (next: (draft: Draft) => Draft | null) =>
      change((before) => {
        const after = next(before);
        if (!after) return before;
        setLast(stepTo(before, after, keys));
        return after;
      }),
    undo: () => {
      if (last) change((now) => undone(now, last));
      setLast(null);
    },
  };
};
