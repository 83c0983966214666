import { expect, it } from "vitest";
import { guestStepIds, guestSteps, guestSystemOf } from "./guest-steps.ts";

it("every deed has commands on both systems, and every step is used", () => {
  const all = (["linux", "windows"] as const).flatMap((system) =>
    (["attach", "grow"] as const).map((deed) => guestSteps(system, deed)),
  );
  for (const steps of all) expect(steps.length).toBeGreaterThan(0);
  expect([...new Set(all.flat().map(({ id }) => id))].sort()).toEqual([...guestStepIds].sort());
  for (const { commands } of all.flat()) expect(commands).not.toMatch(/[‘’“”–]/);
});

it("begins with the system that the machine most likely runs", () => {
  expect(guestSystemOf("windows")).toBe("windows");
  expect(guestSystemOf("ubuntu")).toBe("linux");
  expect(guestSystemOf("other")).toBe("linux");
});
