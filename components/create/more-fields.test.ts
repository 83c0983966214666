import { describe, expect, it } from "vitest";
import type { MoreField } from "#lib/resources/dialect/more.ts";
import { moreOf, moreTyped, withMoreText } from "./more-fields.ts";

const field = (type: MoreField["type"]): MoreField => ({
  path: "placement.zone",
  type,
  enum: null,
  default: null,
  pattern: null,
  description: "",
});

describe("withMoreText", () => {
  it.each<[MoreField["type"], string, unknown]>([
    ["string", "gva", "gva"],
    ["integer", "3", 3],
    ["number", "-1.5", -1.5],
    ["boolean", "false", false],
    ["strings", "a\n\n b \n", ["a", "b"]],
    ["integer", "three", "three"],
    ["boolean", "yes", "yes"],
  ])("sends %s %j as %j", (type, text, value) =>
    expect(moreOf(withMoreText({}, field(type), text))).toEqual({ "placement.zone": value }),
  );

  it("leaves to the platform what is empty", () =>
    expect(withMoreText({ "placement.zone": { text: "x", value: "x" } }, field("string"), "")).toEqual({}));
});

describe("moreTyped", () => {
  it("keeps the text of what is the same and writes the rest", () => {
    const typed = withMoreText({}, field("integer"), "03");
    expect(moreTyped({ "placement.zone": 3, tags: ["a", "b"], on: true }, typed)).toEqual({
      "placement.zone": { text: "03", value: 3 },
      tags: { text: "a\nb", value: ["a", "b"] },
      on: { text: "true", value: true },
    });
  });
});
