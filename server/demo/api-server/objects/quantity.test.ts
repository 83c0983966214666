import { expect, test } from "vitest";
import { formatQuantity, parseQuantity } from "./quantity.ts";

test.each([
  ["1", 1_000_000_000n],
  ["100m", 100_000_000n],
  ["1.5Gi", 1_610_612_736n * 1_000_000_000n],
  ["1e3", 1000n * 1_000_000_000n],
  ["-2k", -2000n * 1_000_000_000n],
  [".5", 500_000_000n],
])("%s is read exactly", (text, nano) => {
  expect(parseQuantity(text)).toBe(nano);
});

test.each(["", "Gi", "1GiB", "1 Gi", "abc", null, {}])("%j is no quantity", (value) => {
  expect(parseQuantity(value)).toBeUndefined();
});

test.each([
  ["1024Mi", true, "1Gi"],
  ["1500Mi", true, "1500Mi"],
  ["2000m", false, "2"],
  ["1500m", false, "1500m"],
  ["2000", false, "2k"],
  ["0", true, "0"],
] as const)("%s is written canonically", (text, binary, canonical) => {
  expect(formatQuantity(parseQuantity(text) ?? 0n, binary)).toBe(canonical);
});
