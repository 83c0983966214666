import { expect, it } from "vitest";
import { moneyWriter } from "./money-text.ts";

it("writes sums as each language does, larger than any float is exact", () => {
  const sum = 1_234_567n;
  expect(moneyWriter("de-CH", "CHF", 2).money(sum)).toBe("CHF\u00a012’345.67");
  expect(moneyWriter("en-GB", "CHF", 2).money(sum)).toBe("CHF\u00a012,345.67");
  expect(
    moneyWriter("fr-CH", "CHF", 2)
      .money(sum)
      .replace(/[^\d,.CHF]/g, ""),
  ).toMatch(/^12345[.,]67CHF$/);
  expect(moneyWriter("en-GB", "JPY", 0).money(sum)).toMatch(/1,234,567$/);
  expect(moneyWriter("en-GB", "CHF", 2).money(90_071_992_547_409_931n)).toBe("CHF\u00a0900,719,925,474,099.31");
});

it("gives a difference its sign", () => {
  const { difference } = moneyWriter("en-GB", "CHF", 2);
  expect([difference(5n), difference(-5n)]).toEqual(["+CHF\u00a00.05", "-CHF\u00a00.05"]);
});
