import { describe, expect, it } from "vitest";
import type { TaskView } from "../../create/task.ts";
import type { EventRecord } from "../event/record.ts";
import { type ActivityFacts, projectActivity } from "./project.ts";
import { mostEntries } from "./view.ts";

const eventOf = (part: Partial<EventRecord>): EventRecord => ({
  kind: "VirtualMachine",
  name: "vm-instance-web",
  isWarning: false,
  reason: "SuccessfulCreate",
  message: "created",
  count: 1,
  first: "2026-01-01T10:00:00Z",
  last: "2026-01-01T10:00:00Z",
  ...part,
});
const condition = (part: Record<string, string>) => ({
  type: "Ready",
  status: "True",
  reason: "InstallSucceeded",
  message: "installed",
  lastTransitionTime: "2026-01-01T09:00:00Z",
  ...part,
});
const task: TaskView = {
  id: "t",
  run: "r",
  tenant: "tenant-acme",
  vm: "web",
  disks: [],
  startedAt: "2026-01-01T08:00:00.123Z",
  state: "failed",
  steps: [],
  problem: { type: "about:blank", status: 503, code: "unavailable", detail: "no answer" },
};
const project = (part: Partial<ActivityFacts>) =>
  projectActivity({
    events: [],
    machines: [],
    statuses: new Map(),
    tasks: [],
    vmsOfDisk: (disk) => (disk === "web-system" ? ["web"] : []),
    ...part,
  });

describe("projectActivity", () => {
  it("merges events, conditions, tasks and new machines, newest first, each with its machine", () => {
    const { entries } = project({
      events: [
        eventOf({}),
        eventOf({
          kind: "DataVolume",
          name: "vm-disk-web-system",
          reason: "ImportSucceeded",
          last: "2026-01-01T10:05:00Z",
        }),
        eventOf({ kind: "Service", name: "other", last: "2026-01-01T07:00:00Z" }),
      ],
      machines: [{ name: "web", createdAt: "2026-01-01T08:30:00Z", conditions: [condition({})] }],
      statuses: new Map([
        ["web", [condition({ type: "RestartRequired", reason: "", lastTransitionTime: "2026-01-01T11:00:00Z" })]],
      ]),
      tasks: [task],
    });
    expect(entries.map(({ source, vm, reason }) => [source, vm, reason])).toEqual([
      ["condition", "web", "RestartRequired"],
      ["event", "web", "ImportSucceeded"],
      ["event", "web", "SuccessfulCreate"],
      ["condition", "web", "InstallSucceeded"],
      ["machine", "web", "MachineCreated"],
      ["task", "web", "CreateFailed"],
      ["event", null, "SuccessfulCreate"],
    ]);
  });

  it("counts the same words about the same thing, and about each new pod of one machine, once", () => {
    const pod = { kind: "Pod", reason: "FailedScheduling", message: "0/3 nodes", isWarning: true };
    const { entries } = project({
      events: [
        eventOf({ ...pod, name: "virt-launcher-vm-instance-web-aaaaa", count: 3, first: "2026-01-01T09:00:00Z" }),
        eventOf({ ...pod, name: "virt-launcher-vm-instance-web-bbbbb", count: 2, last: "2026-01-01T12:00:00Z" }),
        eventOf({ ...pod, name: "virt-launcher-vm-instance-db-ccccc" }),
      ],
    });
    expect(entries.map(({ vm, name, count, since, at }) => [vm, name, count, since, at])).toEqual([
      ["web", "virt-launcher-vm-instance-web-bbbbb", 5, "2026-01-01T09:00:00Z", "2026-01-01T12:00:00Z"],
      ["db", "virt-launcher-vm-instance-db-ccccc", 1, "2026-01-01T10:00:00Z", "2026-01-01T10:00:00Z"],
    ]);
  });

  it("counts a thing once that names another pod each time", () => {
    const made = (pod: string, last: string) =>
      eventOf({
        kind: "VirtualMachineInstance",
        message: `Created virtual machine pod virt-launcher-vm-instance-web-${pod}`,
        last,
      });
    const { entries } = project({
      events: [made("ab1cd", "2026-01-01T10:00:00Z"), made("ef2gh", "2026-01-01T11:00:00Z")],
    });
    expect(entries.map(({ count, message }) => [count, message.slice(-5)])).toEqual([[2, "ef2gh"]]);
  });

  it("knows machines that no VMInstance made, where the role may read them", () => {
    const events = [eventOf({ name: "legacy" }), eventOf({ name: "unreadable" })];
    const { entries } = project({ events, statuses: new Map([["vm.legacy", []]]) });
    expect(entries.map(({ vm, name }) => [vm, name])).toEqual([
      ["vm.legacy", "legacy"],
      [null, "unreadable"],
    ]);
  });

  it("tells once what an event and the machine's condition both say", () => {
    const { entries } = project({
      events: [eventOf({ kind: "HelmRelease", reason: "UpgradeFailed", message: "bad value", isWarning: true })],
      machines: [
        {
          name: "web",
          createdAt: "",
          conditions: [condition({ status: "False", reason: "UpgradeFailed", message: "bad value" })],
        },
      ],
    });
    expect(entries.map(({ source, isWarning }) => [source, isWarning])).toEqual([["event", true]]);
  });

  it("does not call it a failure that a stopped machine never became ready", () => {
    const late = condition({ status: "False", reason: "InstallFailed", message: "timeout waiting for: [web]" });
    expect(
      project({ machines: [{ name: "web", createdAt: "2026-01-01T08:00:00Z", conditions: [late] }] }).entries,
    ).toHaveLength(1);
  });

  it("leaves out what has no time, and is bounded", () => {
    const many = Array.from({ length: 700 }, (_, n) => eventOf({ message: `${n}` }));
    expect(project({ events: [eventOf({ last: "yesterday" })] }).entries).toEqual([]);
    const { entries, isBounded } = project({ events: many });
    expect([entries.length, isBounded]).toEqual([mostEntries, true]);
  });
});
