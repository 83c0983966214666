import { expect, test } from "vitest";
import { jsonPatch, PatchFailure } from "./json-patch.ts";

const document = { list: ["a", "b"], map: { "x/y": 1, "m~n": 2 } };

test.each([
  [
    { op: "add", path: "/list/1", value: "c" },
    { ...document, list: ["a", "c", "b"] },
  ],
  [
    { op: "add", path: "/list/-", value: "c" },
    { ...document, list: ["a", "b", "c"] },
  ],
  [
    { op: "replace", path: "/list/0", value: "c" },
    { ...document, list: ["c", "b"] },
  ],
  [
    { op: "remove", path: "/list/0" },
    { ...document, list: ["b"] },
  ],
  [
    { op: "replace", path: "/map/x~1y", value: 3 },
    { ...document, map: { "x/y": 3, "m~n": 2 } },
  ],
  [
    { op: "remove", path: "/map/m~0n" },
    { ...document, map: { "x/y": 1 } },
  ],
  [
    { op: "move", from: "/list/0", path: "/first" },
    { ...document, list: ["b"], first: "a" },
  ],
  [
    { op: "copy", from: "/list/0", path: "/first" },
    { ...document, first: "a" },
  ],
  [{ op: "test", path: "/list", value: ["a", "b"] }, document],
  [{ op: "replace", path: "", value: 1 }, 1],
])("%j", (operation, expected) => {
  expect(jsonPatch(document, [operation])).toEqual(expected);
  expect(document.list).toEqual(["a", "b"]);
});

test.each([
  { op: "test", path: "/list/0", value: "b" },
  { op: "replace", path: "/none", value: 1 },
  { op: "remove", path: "/none" },
  { op: "add", path: "/none/deeper", value: 1 },
  { op: "add", path: "/list/3", value: 1 },
  { op: "replace", path: "/list/-", value: 1 },
  { op: "add", path: "/list/01", value: 1 },
])("%j does not apply", (operation) => {
  expect(() => jsonPatch(document, [operation])).toThrow(PatchFailure);
});

test.each([1, { op: "add", path: "list" }, { op: "spell", path: "/list" }, { op: "add" }])(
  "%j is no operation",
  (operation) => {
    expect(() => jsonPatch(document, [operation])).toThrow(PatchFailure);
  },
);

test("a key called __proto__ is data", () => {
  jsonPatch({}, [{ op: "add", path: "/__proto__", value: { polluted: true } }]);
  expect("polluted" in {}).toBe(false);
});
