import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eraDialects } from "./eras.fixture.ts";
import { dialectOfSchemas } from "./published.ts";

const moreOf = (properties: object) => dialectOfSchemas({ type: "object", properties }, {}).more;
const field = { enum: null, default: null, pattern: null, description: "" };

describe("more settings", () => {
  it("are the fields of the schema that nobody here knows", () => {
    expect(eraDialects.current.more).toMatchObject([{ ...field, path: "cpuModel", type: "string", default: "" }]);
    for (const era of ["0.34", "0.38", "documented"] as const) expect(eraDialects[era].more, era).toEqual([]);
  });

  it("are asked for as their schema says", () => {
    expect(
      moreOf({
        tier: { type: "string", enum: ["gold", "silver"], default: "silver", description: "What it is worth." },
        label: { type: "string", pattern: "^[a-z]+$" },
        weight: { type: "integer", default: 3 },
        share: { type: "number", default: 0.5 },
        nested: { type: "boolean", default: true },
        zones: { type: "array", items: { type: "string", enum: ["geneva", "gland"] }, default: ["gland", 7] },
        placement: { type: "object", properties: { zone: { type: "string" } } },
      }),
    ).toEqual([
      {
        ...field,
        path: "tier",
        type: "string",
        enum: ["gold", "silver"],
        default: "silver",
        description: "What it is worth.",
      },
      { ...field, path: "label", type: "string", pattern: "^[a-z]+$" },
      { ...field, path: "weight", type: "integer", default: 3 },
      { ...field, path: "share", type: "number", default: 0.5 },
      { ...field, path: "nested", type: "boolean", default: true },
      { ...field, path: "zones", type: "strings", enum: ["geneva", "gland"], default: ["gland"] },
      { ...field, path: "placement.zone", type: "string" },
    ]);
  });

  it("leave out what one input cannot ask for, and defaults of another kind", () => {
    expect(
      moreOf({
        volumes: { type: "array", items: { type: "object" } },
        anything: {},
        either: { anyOf: [{ type: "integer" }, { type: "string" }] },
        free: { type: "object", additionalProperties: { type: "string" } },
        deep: { type: "object", properties: { a: { type: "object", properties: { b: { type: "object" } } } } },
      }),
    ).toEqual([]);
    expect(moreOf({ weight: { type: "integer", default: "many" }, on: { type: "boolean", default: 1 } })).toEqual([
      { ...field, path: "weight", type: "integer" },
      { ...field, path: "on", type: "boolean" },
    ]);
  });

  it("of a hostile schema fill no page, reach no prototype and hold nobody up", () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`f${n}`, { type: "string" }]));
    expect(moreOf(many)).toHaveLength(40);
    expect(moreOf(JSON.parse('{"__proto__": {"type": "string"}, "constructor": {"type": "string"}}'))).toEqual([]);
    expect(moreOf({ "a.b": { type: "string" }, "": { type: "string" }, "<img>": { type: "string" } })).toEqual([]);
    const text = "x".repeat(100_000);
    const [long] = moreOf({
      long: { type: "string", description: text, default: text, pattern: "^(a+)+$", enum: [text, "short"] },
    });
    expect(long).toMatchObject({ pattern: null, enum: ["short"] });
    expect(long?.description).toHaveLength(500);
    expect(long?.default).toHaveLength(253);
  });

  it("stay bounded, whatever is published", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (properties) => {
        const more = moreOf(properties);
        expect(more.length).toBeLessThanOrEqual(40);
        expect(new Set(more.map(({ path }) => path)).size).toBe(more.length);
      }),
    );
  });
});
