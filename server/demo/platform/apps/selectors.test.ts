import { expect, test } from "vitest";
import { quantity } from "../quantity.ts";
import { Failure } from "./failure.ts";
import { isSelected, selectorOf } from "./selectors.ts";

const labels = { role: "web", "app.kubernetes.io/name": "shop" };
const matches = (query: { labelSelector?: string; fieldSelector?: string }) =>
  isSelected(selectorOf(new URLSearchParams(query)), { metadata: { name: "a1", namespace: "tenant-one", labels } });

test.each([
  ["role=web", true],
  ["role==web,app.kubernetes.io/name", true],
  ["role!=web", false],
  ["missing!=x", true],
  ["role in (db, web)", true],
  ["role notin (db),!missing", true],
  ["missing notin (x)", true],
  ["missing in (x)", false],
  ["!role", false],
  ["", true],
])("labels: %s is %s", (labelSelector, expected) => {
  expect(matches({ labelSelector })).toBe(expected);
});

test.each([
  ["metadata.name=a1", true],
  ["metadata.name!=a1", false],
  ["metadata.name==a1,metadata.namespace=tenant-two", false],
])("fields: %s is %s", (fieldSelector, expected) => {
  expect(matches({ fieldSelector })).toBe(expected);
});

test.each([{ labelSelector: "a b c" }, { labelSelector: "=x" }, { fieldSelector: "status.phase=x" }])(
  "%j is refused",
  (query) => {
    expect(() => matches(query)).toThrow(Failure);
  },
);

test.each([
  ["1Gi", 2 ** 30],
  ["1.5Gi", 1.5 * 2 ** 30],
  ["100m", 0.1],
  ["2k", 2_000],
  ["1e3", 1_000],
  [8, 8],
])("quantity %s", (text, expected) => {
  expect(quantity(text)).toBeCloseTo(expected, 6);
});

test.each(["", "abc", "1Qi", undefined, "--1"])("%s is no quantity", (text) => {
  expect(quantity(text)).toBeNaN();
});
