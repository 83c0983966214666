import { describe, expect, it } from "vitest";
import { rowOf } from "#lib/resources/vm/row.fixture.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { figuresOf } from "./figures.ts";

const alertsOf = (...rows: VmRow[]) => figuresOf(rows).alerts.map(({ name, key, words }) => [name, key, words]);

describe("figuresOf", () => {
  it("counts every machine once, by the list's own groups", () => {
    const states = [
      "running",
      "running",
      "starting",
      "provisioning",
      "stopped",
      "paused",
      "attention",
      "unknown",
    ] as const;
    const { total, counts } = figuresOf(states.map((state, n) => rowOf(`m${n}`, state)));
    expect([total, counts]).toEqual([8, { running: 2, progress: 2, stopped: 2, attention: 1, unknown: 1 }]);
  });

  it("has nothing to say of machines that are well, are on their way, or go away", () =>
    expect(
      alertsOf(rowOf("a", "running"), rowOf("b", "starting"), rowOf("c", "stopped"), {
        ...rowOf("d", "attention"),
        deleting: true,
      }),
    ).toEqual([]));

  it("puts what is broken before what waits, then by name, with the platform's words", () => {
    const broken = { status: "CrashLoopBackOff", trouble: "exit 1" };
    expect(
      alertsOf(
        rowOf("paused-one", "paused"),
        { ...rowOf("roomless", "attention"), status: "ErrorUnschedulable", trouble: "0/3 nodes" },
        { ...rowOf("z", "attention"), ...broken },
        { ...rowOf("a", "attention"), ...broken },
        { ...rowOf("strange", "running"), contradictory: true },
        { ...rowOf("new-word", "attention"), status: "SomethingNew", trouble: "why" },
      ),
    ).toEqual([
      ["a", "crash-loop", "exit 1"],
      ["z", "crash-loop", "exit 1"],
      ["roomless", "unschedulable", "0/3 nodes"],
      ["new-word", "other", "why"],
      ["paused-one", "paused", null],
      ["strange", "contradictory", null],
    ]);
  });

  it.each([
    ["0/3 nodes are available: 3 Insufficient memory.", "unschedulable"],
    ["Helm install failed for release tenant-acme/vm-instance-a", "release-failed"],
    ["disk a-data does not exist", "disk-missing"],
    ["volume vm-disk-a-data of disk a-data does not exist", "disk-missing"],
    ["said that 0/3 nodes are available", "other"],
  ])("knows by its words, where no status may be read: %s", (trouble, key) =>
    expect(alertsOf({ ...rowOf("a", "attention"), inferred: true, trouble })).toEqual([["a", key, trouble]]),
  );

  it("does not alarm because a role cannot tell a state", () => {
    expect(alertsOf({ ...rowOf("seen", "unknown"), inferred: true })).toEqual([]);
    expect(alertsOf({ ...rowOf("lost", "unknown"), status: "Unknown" })).toEqual([["lost", "unknown", null]]);
  });

  it("names a few of many, and how many there are", () => {
    const many = Array.from({ length: 40 }, (_, n) => rowOf(`m${n}`, "attention"));
    const { alerts, alertCount } = figuresOf(many);
    expect([alerts.length, alertCount]).toEqual([8, 40]);
  });
});
