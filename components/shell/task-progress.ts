import type { CreateStepId, TaskView } from "#lib/create/task.ts";

/** The step that is under way, counted from zero; null where none is. */
export const currentStep = ({ steps }: Pick<TaskView, "steps">): { id: CreateStepId; at: number } | null => {
  const at = steps.findIndex(({ state }) => state === "running");
  const step = steps[at];
  return step ? { id: step.id, at } : null;
};

/** How much of a plan is done, 0–100: whole steps, and of the one under way what is known. */
export const percentOf = ({ steps }: Pick<TaskView, "steps">): number => {
  if (steps.length === 0) return 0;
  const done = steps.reduce((sum, { state, progress }) => {
    if (state === "done" || state === "skipped") return sum + 100;
    return state === "running" ? sum + (progress ?? 0) : sum;
  }, 0);
  return done / steps.length;
};
