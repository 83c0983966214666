import { describe, expect, it } from "vitest";
import { drawnIndexes, rowWindow, scrollToShow } from "./row-window.ts";
import { createSections } from "./sections.ts";

const plain = (count: number) => ({ count, topOf: (index: number) => index * 46 });

describe("rowWindow", () => {
  it.each([0, 1, 45, 46, 1_000, 54_321.5])("covers what is in view at %d", (top) => {
    const { first, end } = rowWindow(plain(5_000), top, 700);
    expect(first * 46).toBeLessThanOrEqual(top);
    expect(end * 46).toBeGreaterThanOrEqual(top + 700);
    expect(end - first).toBeLessThan(700 / 46 + 10);
  });

  it("never draws what is not there", () => {
    expect(rowWindow(plain(3), 0, 700)).toEqual({ first: 0, end: 3 });
    expect(rowWindow(plain(3), 99_999, 700)).toEqual({ first: 0, end: 3 });
    expect(rowWindow(plain(0), 0, 700)).toEqual({ first: 0, end: 0 });
  });

  it("covers what is in view between headings of another height", () => {
    const sections = createSections(
      Array.from({ length: 300 }, (_, at) => ({ key: `${at}`, count: 7, open: at % 3 > 0 })),
    );
    const topOf = (index: number) => {
      const { headings, rows } = sections.at(index);
      return headings * 36 + rows * 46;
    };
    for (const top of [0, 500, 33_333, 60_000]) {
      const { first, end } = rowWindow({ count: sections.count, topOf }, top, 700);
      expect(topOf(first)).toBeLessThanOrEqual(top);
      expect(topOf(end)).toBeGreaterThanOrEqual(top + 700);
      expect(end - first).toBeLessThan(700 / 36 + 10);
    }
  });
});

describe("drawnIndexes", () => {
  it("keeps the focused row on either side, once", () => {
    expect(drawnIndexes({ first: 4, end: 6 }, 100, 1)).toEqual([1, 4, 5]);
    expect(drawnIndexes({ first: 4, end: 6 }, 100, 50)).toEqual([4, 5, 50]);
    expect(drawnIndexes({ first: 4, end: 6 }, 100, 5)).toEqual([4, 5]);
    expect(drawnIndexes({ first: 0, end: 2 }, 3, 9)).toEqual([0, 1]);
  });
});

describe("scrollToShow", () => {
  const view = { scrollTop: 460, clientHeight: 500, headerHeight: 36 };
  const row = (index: number) => ({ top: index * 46, height: 46 });
  it("moves only as far as needed", () => {
    expect(scrollToShow(row(12), view)).toBe(460);
    expect(scrollToShow(row(5), view)).toBe(230);
    expect(scrollToShow(row(30), view)).toBe(31 * 46 + 36 - 500);
  });
});
