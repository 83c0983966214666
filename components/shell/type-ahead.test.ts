import { expect, it } from "vitest";
import { createTypeAhead } from "./type-ahead.ts";

const press = (key: string, part: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...part,
});
const open = () => {
  const clock = { now: 0 };
  return { clock, ahead: createTypeAhead(() => clock.now) };
};

it("keeps letters from the asking to the field, corrected ones too, once", () => {
  const { ahead } = open();
  expect(ahead.take(press("x"))).toBe(false);
  ahead.begin();
  expect(["w", "e", "v", "Backspace", "b"].map((key) => ahead.take(press(key)))).toEqual([
    true,
    true,
    true,
    true,
    true,
  ]);
  expect(ahead.end()).toBe("web");
  expect([ahead.take(press("y")), ahead.end()]).toEqual([false, ""]);
});

it("leaves other keys, and keys with a modifier, to whoever reads them", () => {
  const { ahead } = open();
  ahead.begin();
  for (const key of [press("Escape"), press("Tab"), press("k", { ctrlKey: true }), press("é", { altKey: true })])
    expect(ahead.take(key)).toBe(false);
  expect(ahead.end()).toBe("");
});

it("keeps Enter and arrows from the page below, which is not meant", () => {
  const { ahead } = open();
  ahead.begin();
  expect(["a", "Enter", "ArrowDown"].map((key) => ahead.take(press(key)))).toEqual([true, true, true]);
  expect(ahead.end()).toBe("a");
});

it("waits as long as a slow line takes, and not for ever: a part that never comes does not swallow keys", () => {
  const { ahead, clock } = open();
  ahead.begin();
  clock.now = 20_000;
  expect([ahead.isWaiting, ahead.take(press("a"))]).toEqual([true, true]);
  clock.now = 60_000;
  expect([ahead.isWaiting, ahead.take(press("b"))]).toEqual([false, false]);
  ahead.begin();
  ahead.end();
  expect(ahead.isWaiting).toBe(false);
});
