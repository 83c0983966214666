import type { TaskView } from "../../create/task.ts";
import type { EventRecord } from "../event/record.ts";
import type { Condition } from "../kube-object.ts";
import { outsideVm } from "../names.ts";
import { subjectOf } from "./subject.ts";
import { type ActivityEntry, messageLimit, mostEntries } from "./view.ts";

/** What activity needs of a machine's own object. */
export type ActivityMachine = { name: string; createdAt: string; conditions: readonly Condition[] };

export type ActivityFacts = {
  events: readonly EventRecord[];
  machines: readonly ActivityMachine[];
  /** By the machine's name as rows have it: what KubeVirt says, where the role may read it. */
  statuses: ReadonlyMap<string, readonly Condition[]>;
  tasks: readonly TaskView[];
  /** Machines to which a disk is attached. */
  vmsOfDisk: (disk: string) => readonly string[];
};

/** Conditions of KubeVirt that say what happened to the machine and not only how its parts fare. */
const toldConditions: ReadonlySet<string> = new Set(["Failure", "Paused", "RestartRequired"]);

/** A pod is made anew at each start: the same words about another one of the same machine are the same thing again. */
const ownPodName = /(?<=virt-launcher-\S+)-[a-z0-9]{5}\b/g;

const entriesOfEvents = ({ events, statuses, vmsOfDisk }: ActivityFacts): ActivityEntry[] => {
  const entries = new Map<string, ActivityEntry>();
  for (const { kind, name, isWarning, reason, message, count, first, last } of events) {
    const { vm, disk, other } = subjectOf(kind, name);
    const outside = other !== null && statuses.has(outsideVm(other)) ? outsideVm(other) : null;
    const owner = vm ?? outside ?? (disk === null ? null : (vmsOfDisk(disk)[0] ?? null));
    const object = owner !== null && kind === "Pod" ? `of ${owner}` : name;
    const id = `event ${kind} ${object} ${reason} ${message.replace(ownPodName, "")}`;
    const known = entries.get(id);
    if (!known) {
      const entry = { source: "event" as const, at: last, since: first, count, isWarning, vm: owner };
      entries.set(id, { id, ...entry, kind, name, reason, message });
      continue;
    }
    known.count += count;
    if (first < known.since) known.since = first;
    if (last > known.at) Object.assign(known, { at: last, name, message });
  }
  return [...entries.values()];
};

const entryOfCondition = (vm: string, kind: string, condition: Condition, isWarning: boolean): ActivityEntry => ({
  id: `condition ${kind} ${vm} ${condition.type} ${condition.lastTransitionTime}`,
  source: "condition",
  at: condition.lastTransitionTime,
  since: condition.lastTransitionTime,
  count: 1,
  isWarning,
  vm,
  kind,
  name: vm,
  reason: condition.reason || condition.type,
  message: condition.message.slice(0, messageLimit),
});

// Cozystack 1.5 and 1.6 wait for stopped machines to become ready and call that a failure (cozystack issues 3734, 4146).
const isFalseAlarm = ({ message }: Condition): boolean => message.includes("timeout waiting for");

const entriesOfMachine = ({ name, createdAt, conditions }: ActivityMachine): ActivityEntry[] => {
  const made: ActivityEntry = {
    id: `machine ${name} ${createdAt}`,
    source: "machine",
    at: createdAt,
    since: createdAt,
    count: 1,
    isWarning: false,
    vm: name,
    kind: "VMInstance",
    name,
    reason: "MachineCreated",
    message: "",
  };
  const ready = conditions.find(({ type }) => type === "Ready");
  if (!ready?.lastTransitionTime || isFalseAlarm(ready)) return [made];
  return [
    made,
    entryOfCondition(name, "VMInstance", ready, ready.status === "False" && ready.reason.endsWith("Failed")),
  ];
};

const entriesOfStatuses = ({ statuses }: ActivityFacts): ActivityEntry[] =>
  [...statuses].flatMap(([vm, conditions]) =>
    conditions
      .filter(
        ({ type, status, lastTransitionTime }) => toldConditions.has(type) && status === "True" && lastTransitionTime,
      )
      .map((condition) => entryOfCondition(vm, "VirtualMachine", condition, condition.type === "Failure")),
  );

const entryOfTask = ({ id, vm, startedAt, state, problem }: TaskView): ActivityEntry => ({
  id: `task ${id}`,
  source: "task",
  at: startedAt,
  since: startedAt,
  count: 1,
  isWarning: state === "failed",
  vm,
  kind: "Porthole",
  name: vm,
  reason: { running: "CreateRunning", done: "CreateDone", failed: "CreateFailed" }[state],
  message: problem?.detail?.slice(0, messageLimit) ?? "",
});

const isTime = ({ at }: ActivityEntry): boolean => !Number.isNaN(Date.parse(at));
/** The API has seconds and microseconds: as text these would not sort. */
const byTime = (a: ActivityEntry, b: ActivityEntry): number =>
  Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? -1 : 1);

/** What happened in a tenant, newest first and bounded; what an event and a condition both say is told once. */
export const projectActivity = (facts: ActivityFacts): { entries: ActivityEntry[]; isBounded: boolean } => {
  const events = entriesOfEvents(facts);
  const told = new Set(events.map(({ vm, reason, message }) => `${vm} ${reason} ${message}`));
  const rest = [...facts.machines.flatMap(entriesOfMachine), ...entriesOfStatuses(facts)].filter(
    ({ source, vm, reason, message }) => source !== "condition" || !told.has(`${vm} ${reason} ${message}`),
  );
  const all = [...events, ...rest, ...facts.tasks.map(entryOfTask)].filter(isTime).sort(byTime);
  return { entries: all.slice(0, mostEntries), isBounded: all.length > mostEntries };
};
