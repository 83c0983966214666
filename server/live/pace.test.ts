import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createPace } from "./pace.ts";

describe("a pace", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const start = () => {
    const tell = vi.fn<() => void>();
    return { tell, pace: createPace(250, tell) };
  };

  it("tells the first wish at once and those after it together", () => {
    const { tell, pace } = start();
    pace.soon();
    pace.soon();
    vi.advanceTimersByTime(5);
    expect(tell).toHaveBeenCalledTimes(1);
    for (let at = 0; at < 10; at++) pace.soon();
    vi.advanceTimersByTime(249);
    expect(tell).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(tell).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(10_000);
    expect(tell).toHaveBeenCalledTimes(2);
  });

  it("lets a wish wait for others, and keeps the time that was set first", () => {
    const { tell, pace } = start();
    pace.later();
    pace.soon();
    vi.advanceTimersByTime(249);
    expect(tell).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(tell).toHaveBeenCalledTimes(1);
  });

  it("tells nothing once it is over", () => {
    const { tell, pace } = start();
    pace.soon();
    pace.dispose();
    vi.advanceTimersByTime(1_000);
    expect(tell).not.toHaveBeenCalled();
  });
});
