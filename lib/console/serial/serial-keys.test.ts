import { expect, test } from "vitest";
import { functionKeys, serialKeys } from "./serial-keys.ts";

test("serial keys are the control characters they are named for", () => {
  const bytes = Object.fromEntries(serialKeys.map(({ id, bytes }) => [id, bytes]));
  expect(bytes).toMatchObject({
    "ctrl-c": "\x03",
    "ctrl-d": "\x04",
    "ctrl-z": "\x1a",
    "ctrl-]": "\x1d",
    "ctrl-\\": "\x1c",
  });
});

test("function keys are what terminfo's xterm-256color has for kf1 to kf12", () => {
  expect(functionKeys.map(({ label }) => label)).toEqual(Array.from({ length: 12 }, (_, at) => `F${at + 1}`));
  expect([functionKeys[0]?.bytes, functionKeys[4]?.bytes, functionKeys[11]?.bytes]).toEqual([
    "\x1bOP",
    "\x1b[15~",
    "\x1b[24~",
  ]);
});
