import type { Problem } from "../api/problem.ts";

export type CreateStepId = "disk" | "data-volume" | "vm" | "import" | "schedule" | "boot" | "address" | "answer";

/** Keys of messages `run.progress.note`: why a step was left out that was wanted. */
export type StepNote = "not-asked" | "no-answer";

export type TaskStep = {
  id: CreateStepId;
  state: "waiting" | "running" | "done" | "failed" | "skipped" /** percent */;
  progress: number | null;
  note?: StepNote;
};

/** A running or finished create plan, followed on the tenant's stream. */
export type TaskView = {
  id: string;
  /** Of the plan: trying again is another task of the same run. */
  run: string;
  tenant: string;
  vm: string;
  /** VMDisks of the plan, by the names it really gives them. */
  disks: string[];
  startedAt: string;
  state: "running" | "done" | "failed";
  steps: TaskStep[];
  problem: Problem | null;
  /** Somebody has to install it, on its screen. */
  installs?: true;
  /** What it made was deleted again: nothing of it is left to do. */
  isCleanedUp?: true;
};

/** A running task that nobody works on any more: its step failed, and asking for the same again goes on with what exists. */
export const interruptedTask = (task: TaskView): TaskView =>
  task.state !== "running"
    ? task
    : {
        ...task,
        state: "failed",
        steps: task.steps.map((step) => (step.state === "running" ? { ...step, state: "failed" } : step)),
        problem: { type: "about:blank", status: 503, code: "interrupted" },
      };
