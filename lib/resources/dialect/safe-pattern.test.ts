import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSafePattern, patternTextLimit } from "./safe-pattern.ts";

describe("a pattern of the cluster's", () => {
  it.each([
    "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$",
    "^host-(model|passthrough)$",
    "^\\d{1,3}(?:,\\d{1,3}){0,1}$".replace("(?:,\\d{1,3}){0,1}", "(?:,\\d{3})?"),
    "^v[0-9]+\\.[0-9]+$",
    "a",
    "^(?:ab){2,4}$",
  ])("%s is tried", (pattern) => expect(isSafePattern(pattern)).toBe(true));

  it.each([
    "(a+)+$",
    "^(a|a)*$",
    "^(a|aa)+$",
    "^(?:a?){50}$",
    "^((a*)?b)*$",
    `^${"a?".repeat(40)}$`,
    `^${"(a|a)".repeat(40)}$`,
    "^a*a*a*a*b$",
    "a*a*a*$",
    "^(a)\\1$",
    "^(?=a)a$",
    "(?<name>a)",
    "(",
    "[",
    `^${"a".repeat(600)}$`,
  ])("%s is left to the platform", (pattern) => expect(isSafePattern(pattern)).toBe(false));

  it("that is tried ends soon, on the worst text", () => {
    const pieces = fc.constantFrom(
      "a",
      "b",
      "[ab]",
      "(",
      "(?:",
      ")",
      "*",
      "+",
      "?",
      "|",
      "{2,3}",
      "{0,}",
      "\\w",
      "^",
      "$",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const pattern = parts.join("");
        if (!isSafePattern(pattern)) return;
        // Without an end this test never would.
        expect(typeof new RegExp(pattern, "u").test(`${"a".repeat(patternTextLimit - 1)}!`)).toBe("boolean");
      }),
      { numRuns: 2_000 },
    );
  });
});
