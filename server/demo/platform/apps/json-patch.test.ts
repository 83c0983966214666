import { describe, expect, test } from "vitest";
import { Failure } from "./failure.ts";
import { isEqual, jsonPatched, mergePatched } from "./json-patch.ts";

describe("merge patch", () => {
  test.each([
    [{ a: 1, b: 2 }, { b: null }, { a: 1 }],
    [{ a: { b: 1, c: 2 } }, { a: { c: 3 } }, { a: { b: 1, c: 3 } }],
    [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
    [{ a: 1 }, { a: { b: { c: null } } }, { a: { b: {} } }],
    [undefined, { a: 1 }, { a: 1 }],
  ])("%j with %j", (target, patch, expected) => {
    expect(mergePatched(target, patch)).toEqual(expected);
  });

  test("cannot reach a prototype", () => {
    const result = mergePatched({}, JSON.parse('{"__proto__":{"polluted":true}}'));
    expect(result).not.toHaveProperty("polluted");
  });
});

describe("JSON patch", () => {
  const document = { spec: { disks: [{ name: "a" }], "a/b": 1 } };

  test.each([
    [
      { op: "add", path: "/spec/disks/-", value: { name: "b" } },
      { disks: [{ name: "a" }, { name: "b" }], "a/b": 1 },
    ],
    [
      { op: "add", path: "/spec/disks/0", value: 0 },
      { disks: [0, { name: "a" }], "a/b": 1 },
    ],
    [
      { op: "replace", path: "/spec/a~1b", value: 2 },
      { disks: [{ name: "a" }], "a/b": 2 },
    ],
    [
      { op: "remove", path: "/spec/disks/0" },
      { disks: [], "a/b": 1 },
    ],
    [
      { op: "move", from: "/spec/a~1b", path: "/spec/c" },
      { disks: [{ name: "a" }], c: 1 },
    ],
    [
      { op: "copy", from: "/spec/a~1b", path: "/spec/c" },
      { disks: [{ name: "a" }], "a/b": 1, c: 1 },
    ],
    [{ op: "test", path: "/spec/disks", value: [{ name: "a" }] }, document.spec],
  ])("%j", (operation, spec) => {
    expect(jsonPatched(document, [operation])).toEqual({ spec });
  });

  test.each([
    { op: "replace", path: "/spec/missing", value: 1 },
    { op: "remove", path: "/spec/disks/7" },
    { op: "add", path: "/spec/disks/01", value: 1 },
    { op: "add", path: "/spec/a~1b/deeper", value: 1 },
    { op: "test", path: "/spec/a~1b", value: 2 },
    { op: "add", path: "/__proto__/polluted", value: true },
    { op: "explode", path: "/spec" },
    { op: "add", path: 7 },
    null,
  ])("refuses %j", (operation) => {
    expect(() => jsonPatched(document, [operation])).toThrow(Failure);
  });

  test("leaves the document it was given alone", () => {
    jsonPatched(document, [{ op: "remove", path: "/spec/disks" }]);
    expect(document.spec.disks).toHaveLength(1);
  });
});

test.each([
  [{ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, true],
  [{ a: 1 }, { a: 1, b: undefined }, false],
  [[1], { 0: 1 }, false],
  [null, {}, false],
])("%j equals %j: %s", (left, right, expected) => {
  expect(isEqual(left, right)).toBe(expected);
});
