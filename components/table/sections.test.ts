import { describe, expect, it } from "vitest";
import { createSections } from "./sections.ts";

const section = (key: string, count: number, open = true) => ({ key, count, open });
const walk = (sections: ReturnType<typeof createSections>) =>
  Array.from({ length: sections.count }, (_, at) => {
    const { section: of, row } = sections.at(at);
    return row === null ? `[${sections.sections[of]?.key}]` : row;
  });

describe("sections", () => {
  const all = createSections([section("a", 2), section("b", 3, false), section("c", 1)]);

  it("stand under their headings, closed ones without their rows", () =>
    expect(walk(all)).toEqual(["[a]", 0, 1, "[b]", "[c]", 5]));

  it("say what is above a place", () => {
    expect(all.at(0)).toMatchObject({ headings: 0, rows: 0 });
    expect(all.at(2)).toMatchObject({ headings: 1, rows: 1 });
    expect(all.at(3)).toMatchObject({ headings: 1, rows: 2 });
    expect(all.at(5)).toMatchObject({ headings: 3, rows: 2 });
  });

  it("find a heading", () => expect([0, 1, 2, 9].map(all.headingOf)).toEqual([0, 3, 4, -1]));

  it("find a row, and the heading of one that is closed away", () => {
    expect([0, 1, 5].map(all.entryOf)).toEqual([1, 2, 5]);
    expect([2, 3, 4].map(all.entryOf)).toEqual([3, 3, 3]);
    expect(createSections([]).entryOf(0)).toBe(-1);
  });

  it("of a thousand are found as well", () => {
    const many = createSections(Array.from({ length: 1_000 }, (_, at) => section(`${at}`, 5, at % 2 === 0)));
    expect(many.count).toBe(1_000 + 500 * 5);
    for (const row of [0, 4, 2_500, 4_990]) expect(many.at(many.entryOf(row)).row).toBe(row);
  });
});
