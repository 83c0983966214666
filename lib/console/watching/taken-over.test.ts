import { describe, expect, test } from "vitest";
import { shownName } from "./person-name.ts";
import { takenOverReason, takerIn } from "./taken-over.ts";

describe("who took a console over", () => {
  test("is read from the reason of a close as it was written", () => {
    expect(takerIn(takenOverReason("vera.rossi@example.org"))).toBe("vera.rossi@example.org");
  });

  test.each([
    ["four bytes a character", "𝄞".repeat(200)],
    ["plain", "x".repeat(500)],
  ])("of a long name (%s) fits a close frame, and is cut between characters", (_what, name) => {
    const reason = takenOverReason(name);
    expect(new TextEncoder().encode(reason).length).toBeLessThanOrEqual(123);
    expect(takerIn(reason)).toMatch(/^(?:𝄞|x)+…?$/u);
  });

  test.each(["taken-over", "", "in-use", "somebody taken-over by x"])("is not in %j", (reason) => {
    expect(takerIn(reason)).toBeUndefined();
  });
});

describe("a name that others are shown", () => {
  test.each([
    ["vera\u202erossi\u0007", "verarossi"],
    ["two\r\nlines\u2028three", "twolinesthree"],
    ["\u200b\u2066", "?"],
    ["  Émile  ", "Émile"],
    ["<b>bold</b>", "<b>bold</b>"],
  ])("%j becomes %j", (name, shown) => {
    expect(shownName(name)).toBe(shown);
  });
});
