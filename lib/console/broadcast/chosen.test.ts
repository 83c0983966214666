import { expect, test } from "vitest";
import { chosenConsoles, moved } from "./chosen.ts";

test.each([
  [undefined, []],
  ["web", ["web"]],
  [
    ["a", "b", "a"],
    ["a", "b"],
  ],
  [
    ["a", "b", "c", "d", "e"],
    ["a", "b", "c", "d"],
  ],
  [["../x", "A", "", "<b>", "ok"], ["ok"]],
])("an address with %j shows %j", (asked, shown) => expect(chosenConsoles(asked)).toEqual(shown));

test.each([
  ["a", 1, ["b", "a", "c"]],
  ["c", -1, ["a", "c", "b"]],
  ["a", -1, ["a", "b", "c"]],
  ["c", 1, ["a", "b", "c"]],
  ["x", 1, ["a", "b", "c"]],
] as const)("%s moved by %i", (name, by, names) => expect(moved(["a", "b", "c"], name, by)).toEqual(names));
