import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { namedTests, render, securityCases } from "../cases.mjs";

const { known, unknown } = securityCases();

it("docs/security-cases.md is what `npm run cases` would write", () => {
  expect(namedTests().length).toBeGreaterThan(50);
  expect(readFileSync(join(import.meta.dirname, "../docs/security-cases.md"), "utf8")).toBe(render());
});

it("every id that a test is named by is described", () => {
  expect(unknown).toEqual([]);
});

it("every case of what is built has a test, or a reason why it does not apply", () => {
  const elsewhere = new Set(["S04", "W14", "W15", "W16", "P12", "P13", "P14"]);
  const further = new Set(["X02", "X07", "D01", "D08", "F12", "F13", "F14", "F15", "F19", "F39", "F40", "F41", "F42"]);
  const due = known.filter(({ id }) => further.has(id) || (/^[ACOSWP]/.test(id) && !elsewhere.has(id)));
  expect(due.length).toBeGreaterThan(70);
  expect(due.filter(({ result }) => result.startsWith("open")).map(({ id }) => id)).toEqual([]);
});
