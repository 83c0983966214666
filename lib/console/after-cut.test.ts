import { describe, expect, test } from "vitest";
import type { ConsoleKind } from "../api/requests.ts";
import type { MachineFact } from "./machine-fact.ts";
import { nextSituation } from "./next-situation.ts";
import { type Outcome, outcomeOfClose } from "./reasons.ts";
import type { ConsoleState } from "./state.ts";
import { movedForMs } from "./timing.ts";

/** A fact of the list, or what the server says when it is asked what a cut was: which instance runs, or nothing. */
type Step = MachineFact | "cut" | "due" | { instance: string | null } | { refused: Outcome };

/** An open console, what the list says in turn of its machine, with a cut in between, a second apart. */
const story = (kind: ConsoleKind, steps: Step[], everyMs = 1000): ConsoleState => {
  let nowMs = 0;
  let now = nextSituation(
    { kind, machine: "on", state: { phase: "connecting", ticket: "t", attempt: 0 } },
    { type: "opened" },
    nowMs,
  );
  const [first] = steps;
  const knows = typeof first === "object" && "instance" in first;
  if (knows) now = { ...now, ...first };
  for (const step of steps.slice(knows ? 1 : 0)) {
    nowMs += everyMs;
    if (step === "cut") now = nextSituation(now, { type: "closed", reason: outcomeOfClose(4410) }, nowMs);
    else if (step === "due") now = nextSituation(now, { type: "retry-due" }, nowMs);
    else if (typeof step === "string") now = nextSituation(now, { type: "machine", machine: step }, nowMs);
    else if ("refused" in step) now = nextSituation(now, { type: "refused", reason: step.refused }, nowMs);
    else now = nextSituation(now, { type: "granted", ticket: "unused", ...step }, nowMs);
  }
  return now.state;
};

const waits = { phase: "waiting-for-boot", dial: { step: "asking", attempt: 0 } };
const evicted = { phase: "ended", reason: "evicted" };
const [a, b] = [{ instance: "a" }, { instance: "b" }];
const unknown = { instance: null };
const away = { refused: "retry" } as const;
const asks = { phase: "asking", takeOver: false, attempt: 0 };

describe("KubeVirt cuts without a word; what the list says tells why", () => {
  test.each<[string, ConsoleKind, Step[], object]>([
    ["F33: a restart, as it goes", "vnc", ["leaving", "cut", "booting"], waits],
    ["F33: a restart that the list tells first", "serial", ["leaving", "booting", "cut"], waits],
    ["F33: a restart that the list tells late", "serial", ["cut", "booting"], waits],
    ["F33: a restart that the list tells after its words were said", "serial", ["cut", "due", "booting"], waits],
    ["F33: a restart that was over before the cut was noticed", "serial", ["booting", "on", "cut"], asks],
    ["F33: a live migration of a screen", "vnc", ["moving", "cut"], { phase: "lost", why: "moved", attempt: 1 }],
    ["F33: one whose end the list tells first", "vnc", ["moving", "on", "cut"], { phase: "lost", why: "moved" }],
    [
      "F33: one whose end the list tells first, serial",
      "serial",
      ["moving", "on", "cut"],
      { phase: "lost", why: "moved" },
    ],
    [
      "F34: a serial line waits for the end of the move, as it cannot ask",
      "serial",
      ["moving", "cut"],
      { phase: "settling" },
    ],
    ["F33: and then comes back", "serial", ["moving", "cut", "on"], asks],
    ["F34: somebody else came", "vnc", ["cut", "due"], evicted],
    ["F34: somebody else came to the line", "serial", ["cut", "on", "due"], evicted],
    ["F34: evicted, and the machine is moved later", "serial", ["cut", "due", "moving", "on"], evicted],
    ["F33: off and on again, faster than the list shows", "vnc", [a, "cut", "due", b], asks],
    ["F33: the same of a serial line", "serial", [a, "cut", "due", b], asks],
    ["F33: the same, as the server knows it only a moment later", "vnc", [a, "cut", "due", a, "due", b], asks],
    ["F34: somebody else came, as the instance is the same", "serial", [a, "cut", "due", a, "due", a], evicted],
    ["F34: which is not said after the first look", "serial", [a, "cut", "due", a], { phase: "settling" }],
    ["F34: nobody can tell the instance", "serial", [a, "cut", "due", unknown, "due", unknown], evicted],
    ["F34: the server cannot be asked", "serial", [a, "cut", "due", away, "due", away], evicted],
    ["it is off by now", "serial", [a, "cut", "due", { refused: "not-running" }], { phase: "off" }],
    ["the right to it is gone", "vnc", [a, "cut", "due", { refused: "forbidden" }], { reason: "forbidden" }],
    ["F33: the list tells while the server is asked", "serial", [a, "cut", "due", "booting"], waits],
    ["the machine was switched off", "vnc", ["leaving", "cut", "off"], { phase: "off" }],
    ["it was deleted", "vnc", ["leaving", "cut", "gone"], { phase: "ended", reason: "not-found" }],
  ])("%s", (_name, kind, steps, state) => {
    expect(story(kind, steps)).toMatchObject(state);
  });

  test("F34: a cut long after a move is not put down to it", () => {
    expect(story("vnc", ["moving", "on", "cut"], movedForMs + 1)).toMatchObject({ phase: "settling" });
  });
});
