import { describe, expect, test } from "vitest";
import type { ConsoleKind } from "../api/requests.ts";
import type { MachineFact } from "./machine-fact.ts";
import { outcomeOfClose } from "./reasons.ts";
import { type ConsoleState, nextSituation } from "./state.ts";
import { movedForMs } from "./timing.ts";

/** An open console, what the list says in turn of its machine, with a cut in between, a second apart. */
const story = (kind: ConsoleKind, steps: (MachineFact | "cut" | "due")[], everyMs = 1000): ConsoleState => {
  let nowMs = 0;
  let now = nextSituation(
    { kind, machine: "on", state: { phase: "connecting", ticket: "t", attempt: 0 } },
    { type: "opened" },
    nowMs,
  );
  for (const step of steps) {
    nowMs += everyMs;
    if (step === "cut") now = nextSituation(now, { type: "closed", reason: outcomeOfClose(4410) }, nowMs);
    else if (step === "due") now = nextSituation(now, { type: "retry-due" }, nowMs);
    else now = nextSituation(now, { type: "machine", machine: step }, nowMs);
  }
  return now.state;
};

const waits = { phase: "waiting-for-boot", dial: { step: "asking", attempt: 0 } };
const evicted = { phase: "ended", reason: "evicted" };
const asks = { phase: "asking", takeOver: false, attempt: 0 };

describe("KubeVirt cuts without a word; what the list says tells why", () => {
  test.each<[string, ConsoleKind, (MachineFact | "cut" | "due")[], object]>([
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
    ["the machine was switched off", "vnc", ["leaving", "cut", "off"], { phase: "off" }],
    ["it was deleted", "vnc", ["leaving", "cut", "gone"], { phase: "ended", reason: "not-found" }],
  ])("%s", (_name, kind, steps, state) => {
    expect(story(kind, steps)).toMatchObject(state);
  });

  test("F34: a cut long after a move is not put down to it", () => {
    expect(story("vnc", ["moving", "on", "cut"], movedForMs + 1)).toMatchObject({ phase: "settling" });
  });
});
