import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const here = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

test("every row of README.md names a test that is there", () => {
  const rows = here("README.md")
    .split("\n")
    .map((line) => line.split(" | "))
    .filter(([, , file]) => file?.includes(".ts"));
  expect(rows.length).toBeGreaterThan(100);
  const missing = rows.filter(([, name = "", file = ""]) => !here(file.replace(" |", "")).includes(`"${name}"`));
  expect(missing).toEqual([]);
});
