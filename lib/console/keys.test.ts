import { expect, test } from "vitest";
import { ctrlAltDel, screenKeys, strokesOf } from "./keys.ts";

test("keys go down in order and come up in reverse", () => {
  expect(strokesOf(ctrlAltDel).map(({ code, down }) => `${down ? "+" : "-"}${code}`)).toEqual([
    "+ControlLeft",
    "+AltLeft",
    "+Delete",
    "-Delete",
    "-AltLeft",
    "-ControlLeft",
  ]);
});

test("function keys carry the keysyms of X11", () => {
  const keysym = (id: string) => screenKeys.find((combination) => combination.id === id)?.keys.at(-1)?.keysym;
  expect(keysym("ctrl-alt-f1")).toBe(0xffbe);
  expect(keysym("ctrl-alt-f12")).toBe(0xffc9);
});

test("every combination has its own id", () => {
  expect(new Set(screenKeys.map(({ id }) => id)).size).toBe(screenKeys.length);
});

test("SysRq is held while its letter is struck", () => {
  const reboot = screenKeys.find(({ id }) => id === "sysrq-b");
  expect(reboot && strokesOf(reboot).map(({ code, down }) => `${down ? "+" : "-"}${code}`)).toEqual([
    "+AltLeft",
    "+PrintScreen",
    "+KeyB",
    "-KeyB",
    "-PrintScreen",
    "-AltLeft",
  ]);
});
