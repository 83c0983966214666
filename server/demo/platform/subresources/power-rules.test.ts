import { describe, expect, it } from "vitest";
import { type Decision, decideRestart, decideStart, decideStop } from "./power-rules.ts";

const phases = [undefined, "Pending", "Scheduling", "Scheduled", "Running", "Succeeded", "Failed", "Unknown"] as const;
const strategies = ["Always", "Halted", "Manual", "RerunOnFailure", "Once"] as const;

const short = (decision: Decision): string => {
  if (decision.type === "strategy") return `→ ${decision.strategy}`;
  return decision.type === "request" ? `[${decision.actions.join(", ")}]` : decision.text;
};

const running = "VM is already running";
const off = "VM is not running";
/** Four live phases in a row. */
const live = <T>(value: T): [T, T, T, T] => [value, value, value, value];

describe("power", () => {
  const no = (strategy: string) => `${strategy} does not support manual start requests`;
  it.each([
    ["Always", [no("Always"), ...live(running), no("Always"), no("Always"), no("Always")]],
    ["Halted", ["→ Always", ...live(running), "→ Always", "→ Always", "→ Always"]],
    ["Manual", ["[Start]", ...live(running), "[Stop, Start]", "[Stop, Start]", "[Start]"]],
    [
      "RerunOnFailure",
      [
        "[Start]",
        ...live(running),
        "[Stop, Start]",
        "RerunOnFailure does not support starting VM from failed state",
        "[Start]",
      ],
    ],
    ["Once", [no("Once"), ...live(running), no("Once"), no("Once"), no("Once")]],
  ] as const)("starts %s", (strategy, expected) => {
    expect(phases.map((phase) => short(decideStart({ strategy, phase }, false)))).toEqual(expected);
  });

  it("starts a halted machine paused by a request", () => {
    expect(decideStart({ strategy: "Halted", phase: undefined }, true)).toEqual({
      type: "request",
      actions: ["Start"],
    });
  });

  const longer = "Halted only supports manual stop requests with a shorter graceperiod";
  it.each([
    ["Always", phases.map(() => "→ Halted")],
    ["Halted", [off, ...live(longer), off, off, longer]],
    ["Manual", [off, ...live("[Stop]"), off, off, "[Stop]"]],
    ["RerunOnFailure", [off, ...live("[Stop]"), off, off, "[Stop]"]],
    ["Once", phases.map(() => "→ Halted")],
  ] as const)("stops %s", (strategy, expected) => {
    const grace = { asked: undefined, current: 30 };
    expect(phases.map((phase) => short(decideStop({ strategy, phase }, grace)))).toEqual(expected);
  });

  it.each([
    [0, 30, "→ Halted"],
    [0, undefined, "→ Halted"],
    [0, 0, longer],
    [60, 30, longer],
  ])("forces a halted machine off with %s s against %s s", (asked, current, expected) => {
    expect(short(decideStop({ strategy: "Halted", phase: "Running" }, { asked, current }))).toBe(expected);
  });

  it("restarts what has an instance, whatever its phase", () => {
    for (const strategy of strategies) {
      const isRefused = strategy === "Halted" || strategy === "Once";
      const no = `RunStategy ${strategy} does not support manual restart requests`;
      const [none, ...others] = phases.map((phase) => short(decideRestart({ strategy, phase })));
      expect(none).toBe(isRefused ? no : "VM is not running: Halted");
      expect(new Set(others)).toEqual(new Set([isRefused ? no : "[Stop, Start]"]));
    }
  });
});
