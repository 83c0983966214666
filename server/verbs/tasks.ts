import { createHash, randomUUID } from "node:crypto";
import type { CreateStepId, StepNote, TaskStep, TaskView } from "#lib/create/task.ts";
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
  skip: (step: CreateStepId, note?: StepNote) => void;
};

type Work = (progress: TaskProgress) => Promise<void>;
type Asked = Pick<TaskView, "run" | "tenant" | "vm" | "disks" | "installs"> & {
  steps: readonly CreateStepId[];
  /** What the person sent; of it only a digest is kept. */
  input: unknown;
};
type Task = { scope: Scope; view: TaskView; asked: string; saving: Promise<void> };
type Told = {
  /** Once, with all there is. */
  onAll: (tasks: TaskView[]) => void;
  onChange: (task: TaskView) => void;
};
/** `told`: null until it was told all. */
type Follower = Told & { scope: Scope; told: Map<string, string> | null };

type Options = { store: SharedStore; log: Logger; everyMs?: number; now?: () => number };

/** Salted with the task's id: two digests of the same input have nothing in common. */
const digestOf =
  ({ who }: Scope, input: unknown) =>
  (id: string) =>
    createHash("sha256")
      .update(JSON.stringify([id, who, input]))
      .digest("base64url");

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
    for (const task of mine.values()) {
      if (task.view.state === "running") void board.renew(task.scope, task).catch(board.forgive);
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
    const { scope, view, asked } = task;
    task.saving = task.saving.then(() => board.save(scope, { view, asked }, replica)).catch(board.forgive);
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
      skip: (id, note) =>
        mapSteps((step) => (step.id === id ? { ...step, state: "skipped", ...(note && { note }) } : step)),
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
    /** What this person is having made already by the same words; null for nothing. */
    same: (person: Person, { tenant, vm, input }: Pick<Asked, "tenant" | "vm" | "input">): Promise<TaskView | null> =>
      board.same(tenant, vm, digestOf(scopeOf(person, tenant), input)),
    /** Begins the work and gives what to show of it; one task per machine at a time. */
    start: async (person: Person, { steps, input, ...asked }: Asked, work: Work): Promise<TaskView> => {
      const view: TaskView = {
        id: randomUUID(),
        ...asked,
        startedAt: new Date(now()).toISOString(),
        state: "running",
        steps: steps.map((step): TaskStep => ({ id: step, state: "waiting", progress: null })),
        problem: null,
      };
      const scope = scopeOf(person, asked.tenant);
      const task: Task = { scope, view, asked: digestOf(scope, input)(view.id), saving: Promise.resolve() };
      await board.admit(scope, task);
      mine.set(view.id, task);
      carryOut(task, work);
      return task.view;
    },
    /** What a stopped run had made is gone: this person's tasks of it are over and done with. */
    cleanedUp: async (person: Person, tenant: string, run: string): Promise<void> => {
      const scope = scopeOf(person, tenant);
      for (const stopped of await read(scope)) {
        if (stopped.run !== run || stopped.state !== "failed") continue;
        const view: TaskView = { ...stopped, isCleanedUp: true };
        await board.save(scope, { view, asked: "" }, replica);
        tell(scope, view);
      }
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
