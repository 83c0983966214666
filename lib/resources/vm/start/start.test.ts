import { describe, expect, it } from "vitest";
import { condition, facts, instance, lowly, machine, pod, volume } from "../facts.fixture.ts";
import type { VmFacts } from "../facts.ts";
import type { VmState } from "../view.ts";
import { type StartMark, startMarks } from "./marks.ts";
import { lastStart } from "./steps.ts";

const at = (second: number) => `2026-10-21T08:14:${String(second).padStart(2, "0")}Z`;
const since = (type: string, second: number, status = "True") => ({
  ...condition(type, status),
  lastTransitionTime: at(second),
});
const launcher = (second: number, ...conditions: object[]) =>
  pod("Running", true, { creationTimestamp: at(second) }, conditions);
const made = (creationTimestamp: string) => instance({}, { status: { conditions: [] } }, { creationTimestamp });
const up: Partial<VmFacts> = {
  instance: made(at(0)),
  dataVolumes: volume("Succeeded", "100%", [since("Ready", 9)]),
  pods: [launcher(10, since("PodScheduled", 11), since("ContainersReady", 15))],
  virtualMachine: machine("Running", [since("Ready", 17), since("AgentConnected", 30)]),
};
const steps = (marks: readonly StartMark[]) => marks.map(({ step, at: time }) => `${step} ${time.slice(17, 19)}`);

describe("when the steps of a start were reached", () => {
  it("is told by its disks, its pod and its machine", () =>
    expect(steps(startMarks(facts(up)))).toEqual([
      ...["created 00", "disks 09", "place 10", "node 11", "power 15", "guest 17", "agent 30"],
    ]));

  it("is told by the pod alone to who may not read the machine", () =>
    expect(steps(startMarks(lowly({ ...up, virtualMachine: "unread" })))).toEqual([
      ...["created 00", "disks 09", "place 10", "node 11", "power 15"],
    ]));

  it("begins with the place where the machine is older", () =>
    expect(steps(startMarks(facts({ ...up, instance: made("2026-10-01T00:00:00Z") })))[0]).toBe("place 10"));

  it("takes nothing from an earlier start, from pods that have ended, or from what is no time", () => {
    const earlier = machine("Starting", [since("Ready", 5), since("AgentConnected", 6)]);
    expect(steps(startMarks(facts({ ...up, virtualMachine: earlier })))).not.toContain("guest 05");
    const ended = pod("Succeeded", false, { creationTimestamp: at(1) });
    expect(steps(startMarks(facts({ ...up, pods: [ended] })))).toEqual(["created 00", "disks 09"]);
    expect(startMarks(facts({ ...up, instance: made("yesterday"), dataVolumes: new Map(), pods: [] }))).toEqual([]);
  });

  it("waits for all disks", () => {
    const filling = volume("ImportInProgress", "40%", [since("Ready", 9, "False")]);
    expect(steps(startMarks(facts({ ...up, dataVolumes: filling, pods: [] })))).toEqual(["created 00"]);
  });
});

describe("the last start", () => {
  const marks = startMarks(facts(up));
  const start = (state: VmState, some: StartMark[] = marks, loginAtMs: number | null = null) =>
    lastStart({ state, deleting: false, startMarks: some }, loginAtMs);

  it("says how long each step took, and when it was up", () => {
    const found = start("running");
    expect(found?.lines.map(({ step, tookMs }) => [step, tookMs])).toEqual([
      ["created", null],
      ["disks", 9_000],
      ["place", 1_000],
      ["node", 1_000],
      ["power", 4_000],
      ["guest", 2_000],
      ["agent", 13_000],
    ]);
    expect([found?.totalMs, found?.waitsFor]).toEqual([17_000, null]);
  });

  it("has the prompt that was seen from here, of this start alone", () => {
    expect(
      start("running", marks, Date.parse(at(25)))
        ?.lines.map(({ step }) => step)
        .slice(-2),
    ).toEqual(["login", "agent"]);
    expect(start("running", marks, Date.parse(at(3)))?.lines.map(({ step }) => step)).not.toContain("login");
  });

  it.each([
    [0, "created", null],
    [1, "provisioning", "disks"],
    [2, "starting", "place"],
    [3, "attention", "node"],
    [4, "starting", "power"],
    [5, "starting", "guest"],
  ] as const)("after %i steps says where it stands", (count, state, waitsFor) => {
    if (state === "created") return expect(start("starting", [])).toBeNull();
    expect(start(state, marks.slice(0, count))?.waitsFor).toBe(waitsFor);
  });

  it("is not told of what is off or leaving", () => {
    expect(start("stopped")).toBeNull();
    expect(lastStart({ state: "running", deleting: true, startMarks: marks }, null)).toBeNull();
  });
});
