import { createHash } from "node:crypto";
import { interruptedTask, type TaskView } from "#lib/create/task.ts";
import { identityKey, type Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import { type Logger, reasonOf } from "../log.ts";
import type { SharedStore } from "../store/shared-store.ts";

/** Whose tasks these are, and in which tenant; a digest, as identities hold names. */
export type Scope = { who: string; tenant: string };

export const scopeOf = ({ identity }: Person, tenant: string): Scope => ({
  who: createHash("sha256").update(identityKey(identity)).digest("base64url"),
  tenant,
});

/** A replica that has not said for this long that it works on a task does so no more. */
const aliveMs = 20_000;
/** How long a task is shown after its last change. */
const keepMs = 15 * 60_000;
const mostRunningPerPerson = 20;

const channel = "tasks";
const runningOf = ({ who }: Scope) => `tasks:running:${who}`;
const listOf = ({ who, tenant }: Scope) => `tasks:list:${who}:${tenant}`;
const recordOf = (id: string) => `tasks:one:${id}`;
/** Held while something is made or cleaned up for a machine of this name. */
export const machineOf = ({ tenant, vm }: Pick<TaskView, "tenant" | "vm">) => `tasks:of:${tenant}/${vm}`;

/** A task with a digest of who asked for what: who asks for the same again gets the same task. */
export type Held = { view: TaskView; asked: string };
const holderOf = ({ view, asked }: Held) => `${view.id} ${asked}`;

export type TaskBoard = ReturnType<typeof createTaskBoard>;

/** Tasks as all replicas know them: each is kept alive by the replica that works on it, and found to be interrupted by any other. */
export const createTaskBoard = (store: SharedStore, log: Logger) => {
  // What is in the store was written by `save` alone.
  const viewOf = (record: string) => JSON.parse(record) as TaskView;

  const settled = async (record: string, alive: readonly string[]): Promise<TaskView> => {
    const view = viewOf(record);
    if (view.state !== "running" || alive.includes(view.id)) return view;
    const end = interruptedTask(view);
    // Somebody else may have found it out, or its replica may have come back.
    if (await store.replace(recordOf(view.id), record, JSON.stringify(end), keepMs)) {
      const holder = await store.get(machineOf(view));
      if (holder?.startsWith(`${view.id} `)) await store.delete(machineOf(view), holder);
    }
    return end;
  };

  return {
    /** Throws when this machine has a task already, or this person too many. */
    admit: async (scope: Scope, held: Held): Promise<void> => {
      const { view } = held;
      if (!(await store.addMember(runningOf(scope), view.id, aliveMs, mostRunningPerPerson))) {
        throw new ProblemError("too-many-requests", { about: "running tasks", retryAfterSeconds: 30 });
      }
      // Before it is known to be held: who is told of this task can read it.
      await store.set(recordOf(view.id), JSON.stringify(view), keepMs);
      if (!(await store.add(machineOf(view), holderOf(held), aliveMs))) {
        await store.delete(recordOf(view.id));
        await store.removeMember(runningOf(scope), view.id);
        throw new ProblemError("busy", { about: "vminstances create" });
      }
      await store.addMember(listOf(scope), view.id, keepMs);
    },
    /** The task that this machine has, when `askedAs` says of its id what was asked then. */
    same: async (tenant: string, vm: string, askedAs: (id: string) => string): Promise<TaskView | null> => {
      const [id = "", asked] = ((await store.get(machineOf({ tenant, vm }))) ?? "").split(" ", 2);
      if (asked === undefined || asked !== askedAs(id)) return null;
      const record = await store.get(recordOf(id));
      return record === null ? null : viewOf(record);
    },
    /** Keeps a task that is worked on here. */
    renew: async (scope: Scope, held: Held): Promise<void> => {
      const { view } = held;
      await store.addMember(runningOf(scope), view.id, aliveMs);
      await store.set(machineOf(view), holderOf(held), aliveMs);
      await store.set(recordOf(view.id), JSON.stringify(view), keepMs);
      await store.addMember(listOf(scope), view.id, keepMs);
    },
    /** After a change; tells the other replicas. */
    save: async (scope: Scope, held: Held, replica: string): Promise<void> => {
      const { view } = held;
      await store.set(recordOf(view.id), JSON.stringify(view), keepMs);
      if (view.state !== "running") {
        await store.delete(machineOf(view), holderOf(held));
        await store.removeMember(runningOf(scope), view.id);
      }
      await store.publish(channel, JSON.stringify({ replica, scope }));
    },
    /** Oldest first. */
    read: async (scope: Scope): Promise<TaskView[]> => {
      const ids = await store.members(listOf(scope));
      if (ids.length === 0) return [];
      const alive = await store.members(runningOf(scope));
      const records = await Promise.all(ids.map((id) => store.get(recordOf(id))));
      const views = await Promise.all(records.flatMap((record) => (record === null ? [] : [settled(record, alive)])));
      return views.sort((one, other) => (one.startedAt < other.startedAt ? -1 : 1));
    },
    /** Tells of changes that other replicas made. */
    listen: (replica: string, listener: (scope: Scope) => void): (() => void) =>
      store.subscribe(channel, (message) => {
        // Published by `save` alone.
        const told = JSON.parse(message) as { replica: string; scope: Scope };
        if (told.replica !== replica) listener(told.scope);
      }),
    /** For what is repeated anyway. */
    forgive: (error: unknown): void => log.warn({ reason: reasonOf(error) }, "tasks could not be shared"),
  };
};
