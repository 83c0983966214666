import { expect, test } from "vitest";
import type { OpenLimits } from "../api/requests.ts";
import { LimitWatch } from "./limit-watch.ts";

const minute = 60_000;

const world = (limits: Partial<OpenLimits>) => {
  let now = 0;
  let timer: { dueMs: number; callback: () => void } | null = null;
  let timers = 0;
  let changes = 0;
  const watch = new LimitWatch({
    limits: { idleMs: null, lifetimeMs: null, ...limits },
    nowMs: () => now,
    after: (ms, callback) => {
      timers += 1;
      const mine = { dueMs: now + ms, callback };
      timer = mine;
      return () => {
        if (timer === mine) timer = null;
      };
    },
    onChange: () => {
      changes += 1;
    },
  });
  const at = (ms: number): LimitWatch["warning"] => {
    while (timer && timer.dueMs <= ms) {
      const { dueMs, callback } = timer;
      now = dueMs;
      timer = null;
      callback();
    }
    now = ms;
    return watch.warning;
  };
  return { watch, at, counts: () => ({ timers, changes }) };
};

test("without limits there is nothing to say, and nothing runs", () => {
  const { at, counts } = world({});
  expect(at(1_000_000 * minute)).toBeNull();
  expect(counts()).toEqual({ timers: 0, changes: 0 });
});

test("an idle console is told a minute before, and input takes the warning back", () => {
  const { watch, at } = world({ idleMs: 10 * minute });
  expect(at(9 * minute - 1)).toBeNull();
  expect(at(9 * minute)).toEqual({ limit: "idle", endsAtMs: 10 * minute });
  watch.noteInput();
  expect(watch.warning).toBeNull();
  expect(at(18 * minute - 1)).toBeNull();
  expect(at(18 * minute)).toEqual({ limit: "idle", endsAtMs: 19 * minute });
});

test("input that comes in time is no warning, whatever the number of keys", () => {
  const { watch, at, counts } = world({ idleMs: 10 * minute });
  for (let second = 0; second < 3600; second += 1) {
    expect(at(second * 1000)).toBeNull();
    watch.noteInput();
  }
  expect(counts().timers).toBeLessThan(10);
  expect(counts().changes).toBe(0);
});

test("the lifetime ends whatever anybody does, and the nearer end is the one told", () => {
  const { watch, at } = world({ idleMs: 10 * minute, lifetimeMs: 12 * minute });
  expect(at(9 * minute)).toMatchObject({ limit: "idle" });
  watch.noteInput();
  expect(at(11 * minute)).toEqual({ limit: "lifetime", endsAtMs: 12 * minute });
  watch.noteInput();
  expect(watch.warning).toEqual({ limit: "lifetime", endsAtMs: 12 * minute });
});

test("a short limit is told at half of it", () => {
  const { at } = world({ idleMs: 6_000 });
  expect(at(2_999)).toBeNull();
  expect(at(3_000)).toEqual({ limit: "idle", endsAtMs: 6_000 });
});

test("when the console is over, nothing is told any more", () => {
  const { watch, at } = world({ lifetimeMs: 2 * minute });
  watch.dispose();
  expect(at(10 * minute)).toBeNull();
});
