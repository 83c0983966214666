import { expect, it } from "vitest";
import type { TaskStep } from "#lib/create/task.ts";
import { currentStep, percentOf } from "./task-progress.ts";

const step = (id: TaskStep["id"], state: TaskStep["state"], progress: number | null = null): TaskStep => ({
  id,
  state,
  progress,
});

it("counts whole steps, skipped ones too, and of the running one what is known", () => {
  const steps = [
    step("disk", "done"),
    step("import", "running", 50),
    step("address", "waiting"),
    step("boot", "skipped"),
  ];
  expect(percentOf({ steps })).toBe(62.5);
  expect(currentStep({ steps })).toEqual({ id: "import", at: 1 });
});

it("knows nothing of a plan without steps, and no step of one that failed", () => {
  expect(percentOf({ steps: [] })).toBe(0);
  expect(currentStep({ steps: [step("disk", "failed")] })).toBeNull();
});
