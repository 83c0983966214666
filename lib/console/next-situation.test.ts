import { describe, expect, test } from "vitest";
import { vmStates } from "../resources/vm/view.ts";
import { type MachineFact, machineFactOf } from "./machine-fact.ts";
import { nextSituation } from "./next-situation.ts";
import { outcomeOfClose, outcomeOfProblem } from "./reasons.ts";
import type { ConsoleEvent, ConsoleState } from "./state.ts";
import { backOffMs, maxAttempts, steadyMs } from "./timing.ts";

const now = 100_000;
const connecting: ConsoleState = { phase: "connecting", ticket: "t", attempt: 0 };
const connected: ConsoleState = { phase: "connected", sinceMs: now - steadyMs, attempt: 3 };
const flapping: ConsoleState = { phase: "connected", sinceMs: now - 1, attempt: 3 };
const lost: ConsoleState = { phase: "lost", why: "line", attempt: 2, retryAtMs: now };
const waiting: ConsoleState = { phase: "waiting-for-boot", dial: null };
const dialling: ConsoleState = { phase: "waiting-for-boot", dial: { step: "asking", attempt: 0 } };
const dialled: ConsoleState = { phase: "waiting-for-boot", dial: { step: "open", ticket: "t", attempt: 0 } };
const dialLater = (attempt: number): ConsoleState => ({
  phase: "waiting-for-boot",
  dial: { step: "later", attempt, retryAtMs: now + backOffMs(attempt) },
});
const settling = (ms: number): ConsoleState => ({
  phase: "settling",
  retryAtMs: now + ms,
  untilMs: now + ms,
  asks: false,
});
const asking: ConsoleState = { phase: "asking", takeOver: false, attempt: 2 };
const ended = (reason: Extract<ConsoleState, { phase: "ended" }>["reason"]): ConsoleState => ({
  phase: "ended",
  reason,
});
const machine = (fact: MachineFact): ConsoleEvent => ({ type: "machine", machine: fact });
const closed = (code: number): ConsoleEvent => ({ type: "closed", reason: outcomeOfClose(code) });

const table: [name: string, fact: MachineFact, from: ConsoleState, event: ConsoleEvent, to: ConsoleState][] = [
  ["a machine whose disk is made is waited for", "off", { phase: "off" }, machine("preparing"), waiting],
  ["one that boots is dialled", "preparing", waiting, machine("booting"), dialling],
  ["a ticket for one that boots opens behind the wait", "booting", dialling, { type: "granted", ticket: "t" }, dialled],
  [
    "its guest's first byte is the connection",
    "booting",
    dialled,
    { type: "opened" },
    { phase: "connected", sinceMs: now, attempt: 0 },
  ],
  ["the list runs ahead of the guest: the dial goes on", "booting", dialled, machine("on"), connecting],
  ["the list runs ahead of the ticket", "booting", dialling, machine("on"), dialling],
  ["a ticket that comes after it", "on", dialling, { type: "granted", ticket: "t" }, connecting],
  ["the list repeats itself", "booting", dialled, machine("booting"), dialled],
  ["the start is called off", "booting", dialled, machine("off"), { phase: "off" }],
  ["a dial that took too long is made again", "booting", dialled, closed(4409), dialLater(1)],
  [
    "a gateway that ends meanwhile",
    "booting",
    dialLater(3),
    { type: "retry-due" },
    {
      phase: "waiting-for-boot",
      dial: { step: "asking", attempt: 3 },
    },
  ],
  ["4403 while it boots", "booting", dialled, closed(4403), ended("forbidden")],
  ["4424 while it boots", "booting", dialled, closed(4424), ended("no-graphics")],
  [
    "on, while the next dial waits",
    "booting",
    dialLater(3),
    machine("on"),
    {
      phase: "asking",
      takeOver: false,
      attempt: 0,
    },
  ],
  ["off stays off while nothing is known", "off", { phase: "off" }, machine("unknown"), { phase: "off" }],
  ["a deleted machine ends the wait", "off", { phase: "off" }, machine("gone"), ended("not-found")],
  ["a list that lags does not end a console", "on", connected, machine("off"), connected],
  ["a ticket opens", "on", asking, { type: "granted", ticket: "t" }, { phase: "connecting", ticket: "t", attempt: 2 }],
  ["a late ticket opens nothing", "on", ended("closed"), { type: "granted", ticket: "t" }, ended("closed")],
  ["the socket opens", "on", connecting, { type: "opened" }, { phase: "connected", sinceMs: now, attempt: 0 }],
  ["refused: forbidden", "on", asking, { type: "refused", reason: outcomeOfProblem("forbidden") }, ended("forbidden")],
  ["refused: off", "on", asking, { type: "refused", reason: outcomeOfProblem("not-running") }, { phase: "off" }],
  ["refused: off while it boots", "booting", asking, { type: "refused", reason: "not-running" }, dialLater(3)],
  [
    "refused: the cluster is away",
    "on",
    asking,
    { type: "refused", reason: outcomeOfProblem("unavailable") },
    { phase: "lost", why: "line", attempt: 3, retryAtMs: now + 2000 },
  ],
  ["4410 of a machine that runs is looked into", "on", connected, closed(4410), settling(3000)],
  ["nothing is heard of it: somebody else came", "on", settling(0), { type: "retry-due" }, ended("evicted")],
  ["nothing is known of it", "unknown", settling(0), { type: "retry-due" }, ended("guest-closed")],
  ["it went down after all", "on", settling(0), machine("booting"), dialling],
  ["it is off after all", "on", settling(0), machine("off"), { phase: "off" }],
  ["it shuts down: that is waited for", "leaving", connected, closed(4410), settling(15_000)],
  ["it shuts down for ever", "leaving", settling(0), { type: "retry-due" }, ended("guest-closed")],
  ["4410 while the machine is known to be off", "off", connected, closed(4410), { phase: "off" }],
  ["4410 of one that boots since before it opened", "booting", connected, closed(4410), settling(3000)],
  ["evicted, then the list says off", "on", ended("evicted"), machine("off"), { phase: "off" }],
  ["evicted, then the list repeats on", "on", ended("evicted"), machine("on"), ended("evicted")],
  ["F34: evicted, then the machine moves", "on", ended("evicted"), machine("moving"), ended("evicted")],
  ["guest-closed, then the list says off", "on", ended("guest-closed"), machine("off"), { phase: "off" }],
  ["in use is not retried when the list moves", "on", ended("in-use"), machine("booting"), ended("in-use")],
  ["4401", "on", connected, closed(4401), ended("session-ended")],
  ["4403 before it opened", "on", connecting, closed(4403), ended("forbidden")],
  ["4403 while it was open", "on", connected, closed(4403), ended("permission-lost")],
  ["4404 of a machine that boots", "booting", connecting, closed(4404), dialLater(1)],
  ["4404", "on", connecting, closed(4404), ended("not-found")],
  ["4409", "on", connecting, closed(4409), { phase: "off" }],
  ["4423", "on", connecting, closed(4423), ended("in-use")],
  ["4424", "on", connecting, closed(4424), ended("no-graphics")],
  ["4425", "on", connecting, closed(4425), ended("no-serial")],
  [
    "429 while it comes back is waited for",
    "on",
    asking,
    { type: "refused", reason: "too-many-requests" },
    { phase: "lost", why: "line", attempt: 3, retryAtMs: now + 2000 },
  ],
  ["4408", "on", connected, closed(4408), ended("idle")],
  ["4419", "on", connected, closed(4419), ended("lifetime")],
  ["4429", "on", connecting, closed(4429), ended("too-many-requests")],
  ["4500", "on", connected, closed(4500), ended("internal")],
  [
    "4503 after a steady hour starts at one",
    "on",
    connected,
    closed(4503),
    { phase: "lost", why: "line", attempt: 1, retryAtMs: now + 500 },
  ],
  [
    "4502 of a flapping line counts on",
    "on",
    flapping,
    closed(4502),
    { phase: "lost", why: "line", attempt: 4, retryAtMs: now + 3000 },
  ],
  [
    "1006 is a broken line",
    "on",
    connected,
    closed(1006),
    { phase: "lost", why: "line", attempt: 1, retryAtMs: now + 500 },
  ],
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
    expect(nextSituation({ kind: "vnc", state: from, machine: fact }, event, now).state).toEqual(to);
  });

  test("every state of a machine has its fact", () => {
    expect(vmStates.map((state) => machineFactOf(state))).not.toContain(undefined);
    expect(machineFactOf(undefined)).toBe("gone");
  });

  test("back-off grows to a bound, and is spread by chance", () => {
    expect([1, 2, 3, 4, 20, 21, 34].map((attempt) => backOffMs(attempt))).toEqual([
      500, 1000, 2000, 3000, 3000, 15_000, 15_000,
    ]);
    expect(backOffMs(1, 0.999)).toBeLessThan(751);
    // F16: what is away for up to a minute is found again within five seconds.
    expect(backOffMs(20, 1)).toBeLessThan(5000);
  });
});
