import { expect, it } from "vitest";
import { quotaGauges } from "./gauges.ts";

const gauges = (...items: [key: string, used: number, hard: number][]) =>
  quotaGauges({ items: items.map(([key, used, hard]) => ({ key, used, hard })) });

it("has one gauge for each thing, by its tightest limit, in the order people ask", () =>
  expect(
    gauges(["requests.storage", 1, 10], ["limits.cpu", 9, 10], ["requests.cpu", 5, 10], ["requests.memory", 1, 2]).map(
      ({ what, key }) => [what, key],
    ),
  ).toEqual([
    ["cpu", "limits.cpu"],
    ["memory", "requests.memory"],
    ["storage", "requests.storage"],
  ]));

it.each([
  [0, 10, "free", 0],
  [7.9, 10, "free", 0.79],
  [8, 10, "near", 0.8],
  [10, 10, "full", 1],
  [12, 10, "full", 1],
  // A limit of nothing lets nothing in.
  [0, 0, "full", 1],
] as const)("says of %d of %d that it is %s", (used, hard, level, share) =>
  expect(gauges(["cpu", used, hard])).toEqual([{ key: "cpu", what: "cpu", used, hard, level, share }]),
);

it("shows limits without a word by their own name, the tightest first, and not dozens of them", () => {
  const many = Array.from({ length: 20 }, (_, n): [string, number, number] => [`count/things-${n}`, n, 100]);
  const shown = gauges(...many, ["cpu", 1, 2]);
  expect(shown[0]?.what).toBe("cpu");
  expect(shown.slice(1).map(({ key }) => key)).toEqual([19, 18, 17, 16, 15, 14].map((n) => `count/things-${n}`));
});

it("has none where there is no quota", () => expect(gauges()).toEqual([]));
