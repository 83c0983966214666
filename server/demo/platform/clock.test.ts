import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createClock, timestamp } from "./clock.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a delay passes at the clock's speed", () => {
  const run = vi.fn();
  createClock(10).after(1_000, run);
  vi.advanceTimersByTime(99);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledOnce();
});

test("another speed counts for what is left", () => {
  const run = vi.fn();
  const clock = createClock(10);
  clock.after(1_000, run);
  vi.advanceTimersByTime(50);
  clock.setSpeed(1);
  vi.advanceTimersByTime(499);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledOnce();
});

test("a cancelled delay stays cancelled when the speed changes", () => {
  const run = vi.fn();
  const clock = createClock();
  clock.after(1_000, run)();
  clock.setSpeed(100);
  vi.advanceTimersByTime(2_000);
  expect(run).not.toHaveBeenCalled();
});

test("times have seconds and no fractions", () => {
  expect(timestamp({ now: () => 1_700_000_000_123 })).toBe("2023-11-14T22:13:20Z");
});
