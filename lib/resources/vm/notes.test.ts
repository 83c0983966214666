import { expect, it } from "vitest";
import { notesKey, notesLimitBytes, notesOf, notesProblem, tidyNotes } from "./notes.ts";

it.each([
  ["nothing", "", null],
  ["lines", "one\n\ttwo", null],
  ["other scripts", "機械 🙂", null],
  ["as much as fits", "é".repeat(notesLimitBytes / 2), null],
  ["a byte more", `${"é".repeat(notesLimitBytes / 2)}x`, "tooLong"],
  ["a null byte", "a\0b", "unreadable"],
  ["an escape", "a\x1b[31m", "unreadable"],
  ["half a sign", "a\ud800b", "unreadable"],
])("%s", (_name, text, problem) => expect(notesProblem(text)).toBe(problem));

it("keeps one kind of line end", () => expect(tidyNotes("a\r\nb\rc \n\n")).toBe("a\nb\nc"));

it("reads what is there, bounded, and nothing that only looks so", () => {
  expect(notesOf({ [notesKey]: "x".repeat(99_999) })).toHaveLength(2 * notesLimitBytes);
  expect([notesOf({}), notesOf(JSON.parse('{"__proto__": {"porthole-notes": "x"}}'))]).toEqual(["", ""]);
});
