import { interruptedTask, type TaskView } from "../create/task.ts";
import type { VmListView, VmRow } from "../resources/vm/view.ts";
import { decodeTable } from "./row-codec.ts";
import type { DeltaEvent, ListEvent } from "./stream-events.ts";

/** What the stream has said of one tenant so far. */
export type TenantState = {
  list: VmListView | null;
  /** Null until the server has told of them, which may be after the list. */
  tasks: readonly TaskView[] | null;
  /** Names what this person may do here now; null until it was said. */
  access: string | null;
  /** Another one: the tenant's activity is worth asking for again; null while nobody tells. */
  activity: string | null;
};

export const nothingKnown: TenantState = { list: null, tasks: null, access: null, activity: null };

/** The state after one more event, the same object when nothing is new; null when something was missed and only asking again helps. */
export const afterEvent = (state: TenantState, event: ListEvent): TenantState | null => {
  switch (event.type) {
    case "snapshot": {
      const { epoch, version, asOf, missing, rows } = event;
      return { ...state, list: { epoch, version, asOf, missing, rows: decodeTable<VmRow>(rows) } };
    }
    case "delta": {
      const { list } = state;
      if (list?.epoch !== event.epoch || event.since > list.version) return null;
      // A row comes whole, so it does no harm to be told of it twice.
      return event.version <= list.version ? state : { ...state, list: withDelta(list, event) };
    }
    case "tasks":
      return { ...state, tasks: withTasks(state.tasks ?? [], event.tasks) };
    case "task":
      return { ...state, tasks: withTask(state.tasks ?? [], event.task) };
    case "access":
      return event.version === state.access ? state : { ...state, access: event.version };
    case "activity":
      return event.version === state.activity ? state : { ...state, activity: event.version };
    case "upstream":
    case "refused":
      return state;
  }
};

/** Rows keep their order by name; rows that did not change keep their identity, so a table redraws only what moved. */
const withDelta = (list: VmListView, { upsert, remove, epoch, version, asOf, missing }: DeltaEvent): VmListView => {
  const changed = new Map(decodeTable<VmRow>(upsert).map((row) => [row.name, row]));
  const removed = new Set(remove);
  const rows: VmRow[] = [];
  for (const row of list.rows) {
    if (removed.has(row.name)) continue;
    rows.push(changed.get(row.name) ?? row);
    changed.delete(row.name);
  }
  if (changed.size > 0) {
    rows.push(...changed.values());
    rows.sort((a, b) => (a.name < b.name ? -1 : 1));
  }
  return { rows, missing, asOf, epoch, version };
};

const withTask = (tasks: readonly TaskView[], task: TaskView): TaskView[] => {
  const index = tasks.findIndex(({ id }) => id === task.id);
  return index < 0 ? [...tasks, task] : tasks.with(index, task);
};

/** What the server has forgotten since, it does not work on any more. */
const withTasks = (before: readonly TaskView[], now: readonly TaskView[]): TaskView[] => {
  const known = new Set(now.map(({ id }) => id));
  return [...before.filter(({ id }) => !known.has(id)).map(interruptedTask), ...now];
};
