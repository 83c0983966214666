import { describe, expect, it } from "vitest";
import { editBetween, keysOfEdit } from "./soft-keyboard.ts";

describe("a keyboard on glass", () => {
  it.each([
    ["", "a", { removed: 0, text: "a" }],
    ["ab", "a", { removed: 1, text: "" }],
    ["helo", "hello", { removed: 1, text: "lo" }],
    ["teh ", "the ", { removed: 3, text: "he " }],
    ["a👍", "a", { removed: 1, text: "" }],
    ["same", "same", { removed: 0, text: "" }],
  ])("%j to %j", (before, after, edit) => expect(editBetween(before, after)).toEqual(edit));

  it("is read as keys: what was taken back first, line ends as Enter, what lies beyond Latin 1 by its Unicode keysym", () => {
    expect(keysOfEdit({ removed: 1, text: "é€\n" })).toEqual([
      { keysym: 0xff08, code: "Backspace" },
      { keysym: 0xe9, code: "" },
      { keysym: 0x0100_20ac, code: "" },
      { keysym: 0xff0d, code: "Enter" },
    ]);
  });
});
