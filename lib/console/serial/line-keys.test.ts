import { expect, test } from "vitest";
import { keyOfCharacter } from "../soft-keyboard.ts";
import { LineKeys } from "./line-keys.ts";

const named = {
  Ctrl: { keysym: 0xffe3, code: "ControlLeft" },
  Alt: { keysym: 0xffe9, code: "AltLeft" },
  Esc: { keysym: 0xff1b, code: "Escape" },
  Tab: { keysym: 0xff09, code: "Tab" },
  Up: { keysym: 0xff52, code: "ArrowUp" },
  Left: { keysym: 0xff51, code: "ArrowLeft" },
  Backspace: { keysym: 0xff08, code: "Backspace" },
  F1: { keysym: 0xffbe, code: "F1" },
} as const;

const keyOf = (name: string) => Object.entries(named).find(([each]) => each === name)?.[1] ?? keyOfCharacter(name);

/** Presses the last key while the others are down, and lets go of all. */
const written = (combination: string, isApplication = false): string => {
  const keys = new LineKeys();
  const names = combination.split(" ").map(keyOf);
  const down = names.map((key) => keys.press(key, true, isApplication));
  const up = names.toReversed().map((key) => keys.press(key, false, isApplication));
  expect(up.every((each) => each === null)).toBe(true);
  return down.filter((each) => each !== null).join("");
};

test.each([
  ["a", "a"],
  ["é", "é"],
  ["€", "€"],
  ["🙂", "🙂"],
  ["\n", "\r"],
  ["Backspace", "\x7f"],
  ["Esc", "\x1b"],
  ["Tab", "\t"],
  ["Ctrl c", "\x03"],
  ["Ctrl C", "\x03"],
  ["Ctrl ]", "\x1d"],
  ["Ctrl ?", "\x7f"],
  ["Ctrl 1", "1"],
  ["Ctrl é", "é"],
  ["Alt b", "\x1bb"],
  ["Ctrl Alt c", "\x1b\x03"],
  ["Alt Backspace", "\x1b\x7f"],
  ["Up", "\x1b[A"],
  ["Ctrl Left", "\x1b[1;5D"],
  ["Alt Left", "\x1b[1;3D"],
  ["Ctrl Alt Up", "\x1b[1;7A"],
  ["F1", ""],
  ["Ctrl", ""],
])("%s writes what a terminal's keyboard does", (combination, text) => {
  expect(written(combination)).toBe(text);
});

test("arrows are keys of their own where a program wants them so", () => {
  expect(written("Up", true)).toBe("\x1bOA");
  expect(written("Ctrl Up", true)).toBe("\x1b[1;5A");
});

test("a modifier holds for what is pressed until it is let go", () => {
  const keys = new LineKeys();
  keys.press(named.Ctrl, true, false);
  expect(keys.press(keyOfCharacter("d"), true, false)).toBe("\x04");
  keys.press(named.Ctrl, false, false);
  expect(keys.press(keyOfCharacter("d"), true, false)).toBe("d");
});
