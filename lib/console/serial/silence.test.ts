import { expect, test } from "vitest";
import { longAfterMs, Silence, type SilenceLevel, waitingAfterMs } from "./silence.ts";

const open = () => {
  const levels: SilenceLevel[] = [];
  let timer: { ms: number; callback: () => void } | null = null;
  const silence = new Silence({
    after: (ms, callback) => {
      timer = { ms, callback };
      return () => {
        timer = null;
      };
    },
    onChange: (level) => levels.push(level),
  });
  /** Lets the time pass that it waits for, and says how long it was. */
  const pass = (): number | undefined => {
    const due = timer;
    due?.callback();
    return due?.ms;
  };
  return { silence, levels, pass, waits: () => timer !== null };
};

test("a guest that says nothing: first a word, after ten seconds the way to mend it", () => {
  const { silence, levels, pass } = open();
  silence.begin();
  expect((pass() ?? 0) + (pass() ?? 0)).toBe(longAfterMs);
  expect(levels).toEqual(["waiting", "long"]);
  silence.end();
  expect(levels.at(-1)).toBe("none");
});

test("the first byte ends it", () => {
  const { silence, levels, waits } = open();
  silence.begin();
  silence.end();
  expect([levels, waits()]).toEqual([[], false]);
});

test("a line that is opened again begins anew", () => {
  const { silence, levels, pass } = open();
  silence.begin();
  pass();
  silence.begin();
  expect(levels).toEqual(["waiting", "none"]);
  expect(pass()).toBe(waitingAfterMs);
});
