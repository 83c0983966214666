import { describe, expect, it } from "vitest";
import { masked } from "./masked.ts";

describe("masked", () => {
  it.each([
    ["    headers:\n      Authorization: Bearer abc\n", "    headers:\n      Authorization: ••••••\n"],
    ['      "X-Token": "a: b"', '      "X-Token": ••••••'],
    ['        "X-Token" = "t"', '        "X-Token" = ••••••'],
    ["  name: web", "  name: web"],
  ])("covers the value in %j", (text, shown) => expect(masked(text, ["Authorization", "X-Token"])).toBe(shown));

  it("leaves a text without headers as it is", () => expect(masked("a: b", [""])).toBe("a: b"));
});
