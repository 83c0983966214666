import { describe, expect, it } from "vitest";
import { drawnIndexes, rowWindow, scrollToShow } from "./row-window.ts";

describe("rowWindow", () => {
  it.each([0, 1, 45, 46, 1_000, 54_321.5])("covers what is in view at %d", (scrollTop) => {
    const { first, end } = rowWindow(scrollTop, 700, 46);
    expect(first * 46).toBeLessThanOrEqual(scrollTop);
    expect(end * 46).toBeGreaterThanOrEqual(scrollTop + 700);
    expect(end - first).toBeLessThan(700 / 46 + 24);
  });

  it("stays the same for small moves", () => expect(rowWindow(1_000, 700, 46)).toEqual(rowWindow(1_010, 700, 46)));
});

describe("drawnIndexes", () => {
  it("never draws what is not there", () => {
    expect(drawnIndexes({ first: 0, end: 8 }, 3, -1)).toEqual([0, 1, 2]);
    expect(drawnIndexes({ first: 8, end: 16 }, 3, -1)).toEqual([]);
    expect(drawnIndexes({ first: 0, end: 2 }, 3, 9)).toEqual([0, 1]);
  });

  it("keeps the focused row on either side, once", () => {
    expect(drawnIndexes({ first: 4, end: 6 }, 100, 1)).toEqual([1, 4, 5]);
    expect(drawnIndexes({ first: 4, end: 6 }, 100, 50)).toEqual([4, 5, 50]);
    expect(drawnIndexes({ first: 4, end: 6 }, 100, 5)).toEqual([4, 5]);
  });
});

describe("scrollToShow", () => {
  const view = { scrollTop: 460, clientHeight: 500, headerHeight: 36 };
  it("moves only as far as needed", () => {
    expect(scrollToShow(12, 46, view)).toBe(460);
    expect(scrollToShow(5, 46, view)).toBe(230);
    expect(scrollToShow(30, 46, view)).toBe(31 * 46 + 36 - 500);
  });
});
