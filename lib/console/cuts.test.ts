import { describe, expect, test } from "vitest";
import type { ConsoleKind } from "../api/requests.ts";
import type { MachineFact } from "./machine-fact.ts";
import { outcomeOfClose } from "./reasons.ts";
import { type ConsoleState, nextSituation } from "./state.ts";
import { movedForMs, restartedForMs } from "./timing.ts";

/** A fact of the list, or one with the instance that it tells. */
type Step = MachineFact | `${MachineFact} at ${string}` | "cut" | "due" | "open";

/** An open console, what the list says in turn of its machine, with a cut in between, a second apart. */
const story = (kind: ConsoleKind, steps: Step[], everyMs = 1000): ConsoleState => {
  let nowMs = 0;
  let now = nextSituation(
    { kind, machine: "on", state: { phase: "connecting", ticket: "t", attempt: 0 } },
    { type: "opened" },
    nowMs,
  );
  for (const step of steps) {
    nowMs += everyMs;
    if (step === "cut") now = nextSituation(now, { type: "closed", reason: outcomeOfClose(4410) }, nowMs);
    else if (step === "open") {
      now = nextSituation(now, { type: "granted", ticket: "t" }, nowMs);
      now = nextSituation(now, { type: "opened" }, nowMs);
    } else if (step === "due") now = nextSituation(now, { type: "retry-due" }, nowMs);
    else {
      // What stands before " at " is a fact by the type of a step.
      const [machine, instance = null] = step.split(" at ") as [MachineFact, string?];
      now = nextSituation(now, { type: "machine", machine, instance }, nowMs);
    }
  }
  return now.state;
};

const waits = { phase: "waiting-for-boot", dial: { step: "asking", attempt: 0 } };
const evicted = { phase: "ended", reason: "evicted" };
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
    ["F33: off and on again before the list showed either", "vnc", ["on at A", "cut", "on at B"], asks],
    ["F33: the same of a serial line", "serial", ["on at A", "cut", "on", "on at B"], asks],
    ["F34: nothing but the same instance again", "serial", ["on at A", "cut", "on at A", "due"], evicted],
    ["F34: nobody knew the instance before", "serial", ["cut", "on at A", "due"], evicted],
    ["F33: the same after it was said to be somebody else", "vnc", ["on at A", "cut", "due", "on at B"], asks],
    ["F33: the same before the cut was noticed", "serial", ["on at A", "on at B", "cut"], asks],
    ["F34: cut again after it came back", "vnc", ["on at A", "cut", "on at B", "open", "cut", "due"], evicted],
    ["F34: evicted, and moved to another node later", "vnc", ["on at A", "cut", "due", "moving", "on at B"], evicted],
    ["F34: the same, told late", "serial", ["on at A", "cut", "due", "moving at A", "on at A", "on at B"], evicted],
    [
      "F34: another one in the middle of a move",
      "serial",
      ["on at A", "moving", "cut", "moving at B"],
      { phase: "settling" },
    ],
    ["the machine was switched off", "vnc", ["leaving", "cut", "off"], { phase: "off" }],
    ["it was deleted", "vnc", ["leaving", "cut", "gone"], { phase: "ended", reason: "not-found" }],
  ])("%s", (_name, kind, steps, state) => {
    expect(story(kind, steps)).toMatchObject(state);
  });

  test("F34: a cut long before the machine was restarted is not put down to that", () => {
    expect(story("serial", ["on at A", "cut", "due", "on at B"], restartedForMs)).toMatchObject(evicted);
  });

  test("F34: a cut long after a move is not put down to it", () => {
    expect(story("vnc", ["moving", "on", "cut"], movedForMs + 1)).toMatchObject({ phase: "settling" });
  });
});
