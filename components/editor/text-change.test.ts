import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeBetween, shownText, typedOver } from "./text-change.ts";

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom("\n", "\r", "\r\n", "\t", "\u00a0", "a", "- "),
    fc.string({ minLength: 1, unit: "binary", maxLength: 2 }),
  ),
});

describe("changeBetween", () => {
  it("is nothing between two that are the same", () => expect(changeBetween("a\r\n", "a\r\n")).toBeNull());

  it("is the shortest stretch", () =>
    expect(changeBetween("one two three", "one 2 three")).toEqual({ from: 4, to: 7, insert: "2" }));

  it("does not count a repeated letter twice", () =>
    expect(changeBetween("aa", "aaa")).toEqual({ from: 2, to: 2, insert: "a" }));

  it("makes the one from the other", () =>
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const change = changeBetween(before, after);
        const made = change ? before.slice(0, change.from) + change.insert + before.slice(change.to) : before;
        expect(made).toBe(after);
      }),
    ));
});

describe("typedOver", () => {
  it("leaves line ends alone where nothing was typed", () =>
    expect(typedOver("#!/bin/sh\r\necho a\r\n", "#!/bin/sh\necho ab\n")).toBe("#!/bin/sh\r\necho ab\r\n"));

  it("takes away a line with its end, whichever that is", () =>
    expect(typedOver("a\r\nb\r\nc", "a\nc")).toBe("a\r\nc"));

  it("keeps a carriage return that ends a line by itself", () => expect(typedOver("a\rb", "a\nbc")).toBe("a\rbc"));

  it("shows what was typed, and is the text itself while nothing was", () =>
    fc.assert(
      fc.property(anyText, anyText, (text, other) => {
        expect(typedOver(text, shownText(text))).toBe(text);
        expect(shownText(typedOver(text, shownText(other)))).toBe(shownText(other));
      }),
    ));
});
