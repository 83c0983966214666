import { describe, expect, test } from "vitest";
import { vmStates } from "../resources/vm/view.ts";
import { outcomeOfClose, outcomeOfProblem } from "./reasons.ts";
import {
  backOffMs,
  type ConsoleEvent,
  type ConsoleState,
  type MachineFact,
  machineFactOf,
  maxAttempts,
  nextSituation,
  steadyMs,
} from "./state.ts";

const now = 100_000;
const connecting: ConsoleState = { phase: "connecting", ticket: "t", attempt: 0 };
const connected: ConsoleState = { phase: "connected", sinceMs: now - steadyMs, attempt: 3 };
const flapping: ConsoleState = { phase: "connected", sinceMs: now - 1, attempt: 3 };
const lost: ConsoleState = { phase: "lost", attempt: 2, retryAtMs: now };
const asking: ConsoleState = { phase: "asking", takeOver: false, attempt: 2 };
const ended = (reason: Extract<ConsoleState, { phase: "ended" }>["reason"]): ConsoleState => ({
  phase: "ended",
  reason,
});
const machine = (fact: MachineFact): ConsoleEvent => ({ type: "machine", machine: fact });
const closed = (code: number): ConsoleEvent => ({ type: "closed", reason: outcomeOfClose(code) });

const table: [name: string, fact: MachineFact, from: ConsoleState, event: ConsoleEvent, to: ConsoleState][] = [
  ["a machine that boots is waited for", "off", { phase: "off" }, machine("booting"), { phase: "waiting-for-boot" }],
  [
    "a machine that is ready is asked for",
    "booting",
    { phase: "waiting-for-boot" },
    machine("on"),
    { phase: "asking", takeOver: false, attempt: 0 },
  ],
  ["off stays off while nothing is known", "off", { phase: "off" }, machine("unknown"), { phase: "off" }],
  ["a deleted machine ends the wait", "off", { phase: "off" }, machine("gone"), ended("not-found")],
  ["a list that lags does not end a console", "on", connected, machine("off"), connected],
  ["a ticket opens", "on", asking, { type: "granted", ticket: "t" }, { phase: "connecting", ticket: "t", attempt: 2 }],
  ["a late ticket opens nothing", "on", ended("closed"), { type: "granted", ticket: "t" }, ended("closed")],
  ["the socket opens", "on", connecting, { type: "opened" }, { phase: "connected", sinceMs: now, attempt: 0 }],
  ["refused: forbidden", "on", asking, { type: "refused", reason: outcomeOfProblem("forbidden") }, ended("forbidden")],
  ["refused: off", "on", asking, { type: "refused", reason: outcomeOfProblem("not-running") }, { phase: "off" }],
  [
    "refused: off while it boots",
    "booting",
    asking,
    { type: "refused", reason: "not-running" },
    { phase: "waiting-for-boot" },
  ],
  [
    "refused: the cluster is away",
    "on",
    asking,
    { type: "refused", reason: outcomeOfProblem("unavailable") },
    { phase: "lost", attempt: 3, retryAtMs: now + 4000 },
  ],
  ["4410 while the machine runs waits for a person", "on", connected, closed(4410), ended("guest-closed")],
  ["4410 while the machine is known to be off", "off", connected, closed(4410), { phase: "off" }],
  ["4410 while it restarts", "booting", connected, closed(4410), { phase: "waiting-for-boot" }],
  ["guest-closed, then the list says off", "on", ended("guest-closed"), machine("off"), { phase: "off" }],
  ["guest-closed, then the list repeats on", "on", ended("guest-closed"), machine("on"), ended("guest-closed")],
  ["in use is not retried when the list moves", "on", ended("in-use"), machine("booting"), ended("in-use")],
  ["4401", "on", connected, closed(4401), ended("session-ended")],
  ["4403", "on", connected, closed(4403), ended("forbidden")],
  ["4404 of a machine that boots", "booting", connecting, closed(4404), { phase: "waiting-for-boot" }],
  ["4404", "on", connecting, closed(4404), ended("not-found")],
  ["4409", "on", connecting, closed(4409), { phase: "off" }],
  ["4423", "on", connecting, closed(4423), ended("in-use")],
  ["4424", "on", connecting, closed(4424), ended("no-graphics")],
  ["4425", "on", connecting, closed(4425), ended("no-serial")],
  ["4429", "on", connecting, closed(4429), ended("too-many-requests")],
  ["4500", "on", connected, closed(4500), ended("internal")],
  [
    "4503 after a steady hour starts at one",
    "on",
    connected,
    closed(4503),
    { phase: "lost", attempt: 1, retryAtMs: now + 1000 },
  ],
  [
    "4502 of a flapping line counts on",
    "on",
    flapping,
    closed(4502),
    { phase: "lost", attempt: 4, retryAtMs: now + 8000 },
  ],
  ["1006 is a broken line", "on", connected, closed(1006), { phase: "lost", attempt: 1, retryAtMs: now + 1000 }],
  ["1006 of a machine that is off", "off", connected, closed(1006), { phase: "off" }],
  ["1000 comes from the viewer", "on", connected, closed(1000), ended("display-failed")],
  ["a due retry asks again", "on", lost, { type: "retry-due" }, { phase: "asking", takeOver: false, attempt: 2 }],
  ["a due retry after a disconnect does nothing", "on", ended("closed"), { type: "retry-due" }, ended("closed")],
  [
    "a person takes over",
    "on",
    ended("in-use"),
    { type: "connect", takeOver: true },
    { phase: "asking", takeOver: true, attempt: 0 },
  ],
  [
    "enough attempts are enough",
    "on",
    { phase: "connecting", ticket: "t", attempt: maxAttempts },
    closed(4502),
    ended("unavailable"),
  ],
];

describe("console state", () => {
  test.each(table)("%s", (_name, fact, from, event, to) => {
    expect(nextSituation({ state: from, machine: fact }, event, now).state).toEqual(to);
  });

  test("every state of a machine has its fact", () => {
    expect(vmStates.map((state) => machineFactOf(state))).not.toContain(undefined);
    expect(machineFactOf(undefined)).toBe("gone");
  });

  test("back-off grows to a bound", () => {
    expect([1, 2, 3, 4, 5, 8].map(backOffMs)).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000]);
  });
});
