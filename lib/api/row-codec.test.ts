import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowOf } from "../resources/vm/row.fixture.ts";
import type { VmRow } from "../resources/vm/view.ts";
import { decodeTable } from "./row-codec.ts";
import { encodeTable } from "./row-encoder.ts";

const overTheWire = (rows: readonly object[]) => decodeTable(JSON.parse(JSON.stringify(encodeTable(rows))));

const second = fc
  .date({ min: new Date("1970-01-01"), max: new Date("2300-01-01"), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`);
const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  second,
  fc.constantFrom("", "__proto__", "null", '"', "\\", "\n"),
);
const cell = fc.jsonValue({ maxDepth: 2 });

describe("rows by column", () => {
  it("are the same rows again, whatever is in them", () => {
    const alike = fc.record({
      name: text,
      at: second,
      kind: fc.constantFrom("a", "b", null),
      more: fc.record({ x: cell }),
    });
    const anything = fc.dictionary(text, cell, { noNullPrototype: true });
    const plain = (rows: object[]): unknown => JSON.parse(JSON.stringify(rows));
    fc.assert(
      fc.property(fc.oneof(fc.array(alike, { maxLength: 200 }), fc.array(anything, { maxLength: 20 })), (rows) => {
        expect(overTheWire(rows)).toEqual(plain(rows));
      }),
    );
  });

  it.each([
    ["no rows", []],
    ["one row", [{ a: 1 }]],
    ["rows that are all the same", [{ a: { b: [] } }, { a: { b: [] } }]],
    ["the same word and number", [{ a: "1" }, { a: 1 }, { a: "true" }, { a: true }, { a: null }, { a: "null" }]],
    ["an object and its own words", [{ a: { b: 1 } }, { a: '{"b":1}' }, { a: '{}{"b":1}' }]],
    ["rows of other shapes", [{ a: 1 }, { b: 1 }, { a: 1, b: 2 }, { b: 2, a: 1 }]],
    ["dates that are none", [{ a: "2026-02-30T00:00:00Z" }, { a: "2026-02-28T24:00:00Z" }]],
    ["more values than a dictionary has", Array.from({ length: 400 }, (_, n) => ({ a: n % 150, b: `${n}` }))],
    ["exactly as many", Array.from({ length: 400 }, (_, n) => ({ a: n % 91, b: n % 92, c: n % 90 }))],
  ])("%s", (_, rows) => {
    expect(overTheWire(rows)).toEqual(rows);
  });

  it("keep the order of a row's own parts, by which equal rows are known", () => {
    const rows = Array.from({ length: 50 }, (_, n) => rowOf(`vm-${n}`));
    expect(JSON.stringify(overTheWire(rows))).toBe(JSON.stringify(rows));
  });

  it("share what is equal, so that a long list is light", () => {
    const [one, other] = decodeTable<VmRow>(encodeTable(["a", "b", "c"].map((name) => rowOf(name))));
    expect(one?.os).toBe(other?.os);
  });
});
