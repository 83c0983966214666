import { randomUUID } from "node:crypto";
import type { CreateStepId, TaskStep, TaskView } from "#lib/create/task.ts";
import { identityKey, type Person } from "../auth/person.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";

const keepFinishedMs = 15 * 60_000;
const mostRunningPerPerson = 20;
const mostKept = 2_000;

/** How the work tells where it is. A step that begins ends the one before. */
export type TaskProgress = {
  begin: (step: CreateStepId) => void;
  percent: (progress: number | null) => void;
  skip: (step: CreateStepId) => void;
};

type Task = { view: TaskView; identity: string; finishedAt: number | null };

/** Long work of people, followed on their streams; it goes on when the page that began it is closed. */
export const createTasks = (now: () => number = Date.now) => {
  const tasks = new Map<string, Task>();
  const listeners = new Set<(task: Task) => void>();

  const tell = (task: Task) => {
    for (const listener of [...listeners]) listener(task);
  };
  const sweep = () => {
    for (const [id, { finishedAt }] of tasks) {
      const isOld = finishedAt !== null && (finishedAt + keepFinishedMs < now() || tasks.size > mostKept);
      if (isOld) tasks.delete(id);
    }
  };
  const isSeenBy = (task: Task, identity: string, tenant: string) =>
    task.identity === identity && task.view.tenant === tenant;

  return {
    /** Begins the work and gives what to show of it; one task per machine at a time. */
    start: (
      person: Person,
      { tenant, vm, disks, steps }: Pick<TaskView, "tenant" | "vm" | "disks"> & { steps: readonly CreateStepId[] },
      work: (progress: TaskProgress) => Promise<void>,
    ): TaskView => {
      sweep();
      const identity = identityKey(person.identity);
      const running = [...tasks.values()].filter(({ view }) => view.state === "running");
      if (running.some(({ view }) => view.tenant === tenant && view.vm === vm)) {
        throw new ProblemError("busy", { about: "vminstances create" });
      }
      if (running.filter((task) => task.identity === identity).length >= mostRunningPerPerson) {
        throw new ProblemError("too-many-requests", { about: "running tasks", retryAfterSeconds: 30 });
      }
      const id = randomUUID();
      const task: Task = {
        identity,
        finishedAt: null,
        view: {
          id,
          tenant,
          vm,
          disks,
          startedAt: new Date(now()).toISOString(),
          state: "running",
          steps: steps.map((step): TaskStep => ({ id: step, state: "waiting", progress: null })),
          problem: null,
        },
      };
      tasks.set(id, task);

      const change = (part: Partial<TaskView>) => {
        task.view = { ...task.view, ...part };
        tell(task);
      };
      const mapSteps = (to: (step: TaskStep) => TaskStep) => change({ steps: task.view.steps.map(to) });
      const progress: TaskProgress = {
        begin: (id) =>
          mapSteps((step) => {
            if (step.id === id) return { ...step, state: "running", progress: null };
            return step.state === "running" ? { ...step, state: "done" } : step;
          }),
        percent: (percent) => mapSteps((step) => (step.state === "running" ? { ...step, progress: percent } : step)),
        skip: (id) => mapSteps((step) => (step.id === id ? { ...step, state: "skipped" } : step)),
      };
      const finish = (state: "done" | "failed", error?: unknown) => {
        task.finishedAt = now();
        const steps = task.view.steps.map((step) => (step.state === "running" ? { ...step, state } : step));
        change({ state, steps, problem: state === "failed" ? problemOf(error) : null });
      };
      void work(progress).then(
        () => finish("done"),
        (error: unknown) => finish("failed", error),
      );
      return task.view;
    },
    /** What this person has under way or just had in a tenant. */
    of: (person: Person, tenant: string): TaskView[] => {
      sweep();
      const identity = identityKey(person.identity);
      return [...tasks.values()].filter((task) => isSeenBy(task, identity, tenant)).map(({ view }) => view);
    },
    subscribe: (person: Person, tenant: string, listener: (task: TaskView) => void): (() => void) => {
      const identity = identityKey(person.identity);
      const told = (task: Task) => {
        if (isSeenBy(task, identity, tenant)) listener(task.view);
      };
      listeners.add(told);
      return () => void listeners.delete(told);
    },
  };
};

export type Tasks = ReturnType<typeof createTasks>;
