import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesToQuantity, gibibyte, parseQuantity, quantityToBytes, quantityToNumber } from "./quantity.ts";

describe("quantities", () => {
  it.each([
    ["0", 0],
    ["1", 1],
    ["1.5Gi", 1.5 * gibibyte],
    [".5k", 500],
    ["1.", 1],
    ["1e3", 1000],
    ["12E", null],
    ["1E3", 1000],
    ["5G", 5e9],
    ["100m", 1],
    ["1n", 1],
    ["-1Ki", -1024],
    ["+2Mi", 2 * 1024 ** 2],
  ])("reads %s as %s bytes", (text, bytes) => expect(quantityToBytes(text)).toBe(bytes));

  it("reads cores below one", () => {
    expect(quantityToNumber("250m")).toBe(0.25);
    expect(quantityToNumber(2)).toBe(2);
  });

  it.each(["", " ", "Gi", "1 Gi", "1gi", "1KiB", "--1", "1e", "1e999999999", "9".repeat(40), "NaN", "0x10", "1,5"])(
    "refuses %j",
    (text) => {
      expect(parseQuantity(text)).toBeNull();
      expect(quantityToBytes(text)).toBeNull();
    },
  );

  it("says nothing about a number that cannot be exact", () => {
    expect(quantityToBytes("16Ei")).toBeNull();
    expect(quantityToNumber("1e30")).toBeNull();
    expect(quantityToBytes(Number.NaN)).toBeNull();
  });

  it("writes what it reads back exactly", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (bytes) => {
        expect(quantityToBytes(bytesToQuantity(bytes))).toBe(bytes);
      }),
    );
  });

  it("never throws on any text", () => {
    fc.assert(fc.property(fc.string(), (text) => void quantityToNumber(text)));
  });

  it("agrees with arithmetic for every suffix", () => {
    const suffixes = { "": 1n, k: 1000n, M: 1000n ** 2n, Ki: 1024n, Mi: 1024n ** 2n, Gi: 1024n ** 3n };
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...Object.entries(suffixes)), (count, [suffix, factor]) => {
        expect(parseQuantity(`${count}${suffix}`)).toBe(BigInt(count) * factor * 1_000_000_000n);
      }),
    );
  });
});
