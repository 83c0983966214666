import { expect, it } from "vitest";
import { stateSinceOf } from "./state-since.ts";

const since = "2026-10-21T08:14:02Z";
const ready = (status: string, at = since) => [
  { of: "VirtualMachine" as const, name: "web", type: "Ready", status, reason: "", message: "", since: at },
];

it("follows Ready while running and while stopped", () => {
  expect(stateSinceOf({ state: "running", conditions: ready("True"), deleting: false })).toBe(since);
  expect(stateSinceOf({ state: "stopped", conditions: ready("False"), deleting: false })).toBe(since);
});

it.each([
  { state: "running", conditions: ready("False"), deleting: false },
  { state: "starting", conditions: ready("False"), deleting: false },
  { state: "running", conditions: ready("True"), deleting: true },
  { state: "running", conditions: ready("True", "yesterday"), deleting: false },
  { state: "running", conditions: [], deleting: false },
] as const)("says nothing it does not know: %j", (vm) =>
  expect(stateSinceOf({ ...vm, conditions: [...vm.conditions] })).toBeNull(),
);
