import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hunksOf, lineDiff } from "./line-diff.ts";

const texts = fc
  .array(fc.constantFrom("a", "b", "c", "d", ""), { maxLength: 12 })
  .map((lines) => lines.map((line) => `${line}\n`).join(""));
const sideOf = (lines: ReturnType<typeof lineDiff>, gone: "gone" | "new") =>
  lines
    .filter(({ kind }) => kind !== gone)
    .map(({ text }) => `${text}\n`)
    .join("");

describe("lineDiff", () => {
  it("holds both texts, in order", () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const lines = lineDiff(a, b);
        expect(sideOf(lines, "new")).toBe(a);
        expect(sideOf(lines, "gone")).toBe(b);
      }),
    );
  });

  it("shows as little as possible", () => {
    const lines = lineDiff("a\nb\nc\n", "a\nx\nc\n");
    expect(lines.map(({ kind, text, before, after }) => [kind, text, before, after])).toEqual([
      ["same", "a", 1, 1],
      ["gone", "b", 2, null],
      ["new", "x", null, 2],
      ["same", "c", 3, 3],
    ]);
  });

  it("is quick for texts that have nothing in common", () => {
    const many = (letter: string) => Array.from({ length: 20_000 }, (_, index) => `${letter}${index}\n`).join("");
    expect(lineDiff(many("a"), many("b"))).toHaveLength(40_000);
  });
});

describe("hunksOf", () => {
  it("keeps what is near and splits what is apart", () => {
    const text = Array.from({ length: 30 }, (_, index) => `${index}\n`).join("");
    const changed = text.replace("\n3\n", "\nthree\n").replace("\n25\n", "\ntwenty-five\n");
    expect(hunksOf(lineDiff(text, changed), 2).map((hunk) => hunk.map(({ text: line }) => line))).toEqual([
      ["1", "2", "3", "three", "4", "5"],
      ["23", "24", "25", "twenty-five", "26", "27"],
    ]);
  });
});
