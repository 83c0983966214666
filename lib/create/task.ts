import type { Problem } from "../api/problem.ts";

export const createStepIds = ["disk", "data-volume", "vm", "import", "boot", "address"] as const;
export type CreateStepId = (typeof createStepIds)[number];

export type TaskStep = {
  id: CreateStepId;
  state: "waiting" | "running" | "done" | "failed" | "skipped" /** percent */;
  progress: number | null;
};

/** A running or finished create plan, followed on the tenant's stream. */
export type TaskView = {
  id: string;
  tenant: string;
  vm: string;
  /** VMDisks of the plan, by the names it really gives them. */
  disks: string[];
  startedAt: string;
  state: "running" | "done" | "failed";
  steps: TaskStep[];
  problem: Problem | null;
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
