import { useState } from "react";
import { type Draft, inputOf } from "#components/create/draft.ts";
import { type Step, undone } from "#components/create/draft-undo.ts";
import { useCreateForm } from "#components/create/form-context.ts";
import { type PracticeChange, practiceChanges } from "#components/create/practice-changes.ts";

/** Changes of the draft by one click: what the last one was, and the way back. */
export const useSteps = () => {
  const { draft, keys, change } = useCreateForm();
  const [last, setLast] = useState<(Step & { changes: PracticeChange[] }) | null>(null);
  return {
    changes: last?.changes ?? null,
    take: (after: Draft) => {
      setLast({ before: draft, after, changes: practiceChanges(inputOf(draft, keys), inputOf(after, keys)) });
      change(() => after);
    },
    undo: () => {
      if (last) change((now) => undone(now, last));
      setLast(null);
    },
    forget: () => setLast(null),
  };
};
