import { expect, test } from "vitest";
import { deadlineOf, parseDuration, within } from "./deadline.ts";
import { parseRequest, type RequestInfo } from "./request-info.ts";

test.each([
  ["1ns", 1e-6],
  ["1m30s", 90_000],
  ["1.5h", 5_400_000],
  ["-2s", -2000],
  ["0", 0],
  ["10", undefined],
  ["bad", undefined],
  ["1s ", undefined],
  ["", undefined],
])("the duration %s", (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

const ask = (query: string) =>
  // A well-formed URL always parses.
  deadlineOf(parseRequest("GET", `/api/v1/pods?${query}`) as RequestInfo);

test("holds for what asks for it and does not run long", () => {
  expect(ask("timeout=2s")).toBe(2000);
  expect(ask("timeout=2h")).toBe(60_000);
  expect(ask("timeout=0s")).toBeUndefined();
  expect(ask("watch=1&timeout=bad")).toBeUndefined();
  expect(() => ask("timeout=bad")).toThrow(
    'invalid timeout specified in the request URL - time: invalid duration "bad"',
  );
});

test("ends work that takes longer with 504", async () => {
  await expect(within(1e-6, async () => {})).rejects.toMatchObject({ code: 504, reason: "Timeout" });
  await expect(within(1, () => new Promise(() => {}))).rejects.toThrow("context deadline exceeded");
  await expect(within(1000, async () => {})).resolves.toBeUndefined();
});
