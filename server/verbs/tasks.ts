import { randomUUID } from "node:crypto";
import type { CreateStepId, TaskStep, TaskView } from "#lib/create/task.ts";
import type { Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import type { Logger } from "../log.ts";
import type { SharedStore } from "../store/shared-store.ts";
import { createTaskBoard, type Scope, scopeOf } from "./task-board.ts";

/** How often a task is kept alive by who works on it, and looked at by who shows it. */
const lookEveryMs = 5_000;

/** How the work tells where it is. A step that begins ends the one before. */
export type TaskProgress = {
  begin: (step: CreateStepId) => void;
  percent: (progress: number | null) => void;
  skip: (step: CreateStepId) => void;
};

type Work = (progress: TaskProgress) => Promise<void>;
type Asked = Pick<TaskView, "tenant" | "vm" | "disks"> & { steps: readonly CreateStepId[] };
type Task = { scope: Scope; view: TaskView; saving: Promise<void> };
type Told = {
  /** Once, with all there is. */
  onAll: (tasks: TaskView[]) => void;
  onChange: (task: TaskView) => void;
};
/** `told`: null until it was told all. */
type Follower = Told & { scope: Scope; told: Map<string, string> | null };

type Options = { store: SharedStore; log: Logger; everyMs?: number; now?: () => number };

/**
 * Long work of people, followed on their streams whichever replica they reach; it goes on when the page that began it is closed. A
 * replica that is killed leaves its tasks interrupted, never running.
 */
export const createTasks = ({ store, log, everyMs = lookEveryMs, now = Date.now }: Options) => {
  const board = createTaskBoard(store, log);
  const replica = randomUUID();
  /** What this replica works on, until the end of it is stored. */
  const mine = new Map<string, Task>();
  const followers = new Set<Follower>();

  const isSame = (one: Scope, other: Scope) => one.who === other.who && one.tenant === other.tenant;
  const tell = (scope: Scope, view: TaskView) => {
    const words = JSON.stringify(view);
    for (const { scope: of, onChange, told } of [...followers]) {
      if (!told || !isSame(of, scope) || told.get(view.id) === words) continue;
      told.set(view.id, words);
      onChange(view);
    }
  };
  const read = async (scope: Scope): Promise<TaskView[]> =>
    (await board.read(scope)).map((view) => mine.get(view.id)?.view ?? view);
  const look = async (scope: Scope): Promise<void> => {
    for (const view of await read(scope)) tell(scope, view);
  };

  const onRound = () => {
    for (const { scope, view } of mine.values()) {
      if (view.state === "running") void board.renew(scope, view).catch(board.forgive);
    }
    const scopes = new Map([...followers].map(({ scope }) => [JSON.stringify(scope), scope]));
    // A message that was lost, or a replica that can tell nothing any more.
    for (const scope of scopes.values()) void look(scope).catch(board.forgive);
  };
  const rounds = setInterval(onRound, everyMs).unref();
  const unlisten = board.listen(replica, (scope) => {
    if ([...followers].some((follower) => isSame(follower.scope, scope))) void look(scope).catch(board.forgive);
  });

  const change = (task: Task, part: Partial<TaskView>) => {
    task.view = { ...task.view, ...part };
    tell(task.scope, task.view);
    const { scope, view } = task;
    task.saving = task.saving.then(() => board.save(scope, view, replica)).catch(board.forgive);
  };

  const carryOut = (task: Task, work: Work): void => {
    const mapSteps = (to: (step: TaskStep) => TaskStep) => change(task, { steps: task.view.steps.map(to) });
    const progress: TaskProgress = {
      begin: (id) =>
        mapSteps((step) => {
          if (step.id === id) return { ...step, state: "running", progress: null };
          return step.state === "running" ? { ...step, state: "done" } : step;
        }),
      percent: (percent) => {
        if (task.view.steps.some(({ state, progress: last }) => state === "running" && last !== percent))
          mapSteps((step) => (step.state === "running" ? { ...step, progress: percent } : step));
      },
      skip: (id) => mapSteps((step) => (step.id === id ? { ...step, state: "skipped" } : step)),
    };
    const finish = (state: "done" | "failed", error?: unknown) => {
      const steps = task.view.steps.map((step) => (step.state === "running" ? { ...step, state } : step));
      change(task, { state, steps, problem: state === "failed" ? problemOf(error) : null });
      void task.saving.then(() => mine.delete(task.view.id));
    };
    void work(progress).then(
      () => finish("done"),
      (error: unknown) => finish("failed", error),
    );
  };

  return {
    /** Begins the work and gives what to show of it; one task per machine at a time. */
    start: async (person: Person, { tenant, vm, disks, steps }: Asked, work: Work): Promise<TaskView> => {
      const view: TaskView = {
        id: randomUUID(),
        tenant,
        vm,
        disks,
        startedAt: new Date(now()).toISOString(),
        state: "running",
        steps: steps.map((step): TaskStep => ({ id: step, state: "waiting", progress: null })),
        problem: null,
      };
      const task: Task = { scope: scopeOf(person, tenant), view, saving: Promise.resolve() };
      await board.admit(task.scope, view);
      mine.set(view.id, task);
      carryOut(task, work);
      return task.view;
    },
    /** What this person has under way or just had in a tenant, on all replicas. */
    of: (person: Person, tenant: string): Promise<TaskView[]> => read(scopeOf(person, tenant)),
    subscribe: (person: Person, tenant: string, { onAll, onChange }: Told): (() => void) => {
      const scope = scopeOf(person, tenant);
      const follower: Follower = { scope, onAll, onChange, told: null };
      followers.add(follower);
      const begin = async () => {
        const all = await read(scope);
        follower.told = new Map(all.map((view) => [view.id, JSON.stringify(view)]));
        if (followers.has(follower)) onAll(all);
      };
      void begin().catch((error: unknown) => {
        follower.told = new Map();
        board.forgive(error);
      });
      return () => void followers.delete(follower);
    },
    dispose: (): void => {
      clearInterval(rounds);
      unlisten();
    },
  };
};

export type Tasks = ReturnType<typeof createTasks>;
