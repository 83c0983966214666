import { describe, expect, it } from "vitest";
import { shownPart } from "./plan-lines.ts";

describe("the plan's text as it is shown", () => {
  it("is all of it where it is no longer than a machine's", () =>
    expect(shownPart("a: 1\nb: 2\n", [])).toEqual({ shown: "a: 1\nb: 2\n", left: 0, isMasked: false }));

  it("says how much of a longer one is left", () => {
    const { shown, left } = shownPart(Array.from({ length: 9000 }, (_, index) => `k${index}: 1`).join("\n"), []);
    const lines = shown.split("\n");
    expect([lines.length, lines.at(-1), left]).toEqual([2000, "k1999: 1", 7000]);
  });

  it("covers the values of headers", () =>
    expect(shownPart("headers:\n  X-Token: abc\n", ["X-Token"])).toEqual({
      shown: "headers:\n  X-Token: ••••••\n",
      left: 0,
      isMasked: true,
    }));
});
