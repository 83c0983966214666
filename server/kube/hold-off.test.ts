import { expect, it } from "vitest";
import { ProblemError } from "../http/problem-error.ts";
import { createHoldOff } from "./hold-off.ts";

const refusal = (retryAfterSeconds?: number) =>
  new ProblemError("too-many-requests", retryAfterSeconds === undefined ? {} : { retryAfterSeconds }).problem;
const asked = (check: () => void): number | null => {
  try {
    check();
    return null;
  } catch (error) {
    return error instanceof ProblemError ? (error.problem.retryAfterSeconds ?? -1) : -2;
  }
};

it("F05: refuses the same request until the time is up, with what is left of it", () => {
  let now = 0;
  const holdOff = createHoldOff(() => now);
  const wait = () => asked(() => holdOff.check("ada vminstances", "vminstances list"));
  expect(wait()).toBeNull();
  holdOff.note("ada vminstances", refusal(7));
  expect(wait()).toBe(7);
  now = 6_001;
  expect(wait()).toBe(1);
  now = 7_000;
  expect(wait()).toBeNull();
});

it("holds nobody else's request, and nothing for other failures or without a time", () => {
  const holdOff = createHoldOff(() => 0);
  holdOff.note("ada vminstances", refusal(7));
  holdOff.note("omar pods", new ProblemError("unavailable", { retryAfterSeconds: 7 }).problem);
  holdOff.note("omar services", refusal());
  for (const key of ["omar vminstances", "ada pods", "omar pods", "omar services"])
    expect(asked(() => holdOff.check(key, "x list"))).toBeNull();
});

it("keeps a bounded number", () => {
  const holdOff = createHoldOff(() => 0);
  for (let n = 0; n < 6_000; n++) holdOff.note(`${n}`, refusal(7));
  expect(asked(() => holdOff.check("0", "x list"))).toBeNull();
  expect(asked(() => holdOff.check("5999", "x list"))).toBe(7);
});
