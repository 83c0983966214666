import { expect, test } from "vitest";
import { age } from "./duration.ts";
import { readJsonPath } from "./json-path.ts";

const object = {
  metadata: { labels: { "a.b/c": "label" } },
  spec: { list: [{ name: "first" }, { name: "second" }] },
  status: {
    conditions: [
      { type: "Live", status: "False" },
      { type: "Ready", status: "True" },
    ],
  },
};

test.each([
  [".spec.list[1].name", "second"],
  [".metadata.labels['a.b/c']", "label"],
  [".metadata.labels['a\\.b/c']", "label"],
  [".metadata.labels.a\\.b/c", undefined],
  ['.status.conditions[?(@.type=="Ready")].status', "True"],
  [".status.conditions[?(@.type=='None')].status", undefined],
  [".spec.list[*].name", "first"],
  [".spec.list[9].name", undefined],
  [".spec.constructor", undefined],
  ["spec list", undefined],
])("%s", (path, expected) => {
  expect(readJsonPath(object, path)).toBe(expected);
});

test.each([
  [5, "5s"],
  [119, "119s"],
  [150, "2m30s"],
  [180, "3m"],
  [3600, "60m"],
  [4 * 3600, "4h"],
  [30 * 3600, "30h"],
  [3 * 86_400, "3d"],
  [500 * 86_400, "500d"],
  [-5, "0s"],
])("an age of %d seconds is %s", (seconds, expected) => {
  const now = Date.parse("2026-06-01T00:00:00Z");
  expect(age(new Date(now - seconds * 1000).toISOString(), now)).toBe(expected);
});
