import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyMergePatch,
  isNothing,
  isSame,
  type JsonObject,
  mergePatchOf,
  pathsOf,
  withoutNulls,
} from "./merge-patch.ts";

const keys = fc.constantFrom("a", "b", "c", "disks", "__proto__", "");
const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.string({ maxLength: 3 }));
const { object } = fc.letrec<{ object: JsonObject; value: JsonObject[string] }>((tie) => ({
  object: fc.dictionary(keys, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  value: fc.oneof(
    { depthSize: "small" },
    scalar,
    fc.array(fc.oneof(scalar, fc.constant(null)), { maxLength: 3 }),
    tie("object"),
  ),
}));

/** The patch without one of the paths it writes. */
const without = (patch: JsonObject, [key = "", ...rest]: readonly string[]): JsonObject => {
  const inner = patch[key];
  const kept = Object.entries(patch).filter(([one]) => one !== key);
  if (rest.length === 0 || typeof inner !== "object" || inner === null) return Object.fromEntries(kept);
  return Object.fromEntries([...kept, [key, without(inner as JsonObject, rest)]]);
};

describe("mergePatchOf", () => {
  it("makes the one of the other", () => {
    fc.assert(fc.property(object, object, (a, b) => isSame(applyMergePatch(a, mergePatchOf(a, b)), b)));
  });

  it("is empty for what is the same, whatever the order of its keys", () => {
    fc.assert(
      fc.property(object, (a) => isNothing(mergePatchOf(a, Object.fromEntries(Object.entries(a).toReversed())))),
    );
  });

  it("writes nothing that could be left out", () => {
    fc.assert(
      fc.property(object, object, (a, b) => {
        const patch = mergePatchOf(a, b);
        // An empty object where nothing was is written for itself.
        return pathsOf(patch).every((path) => !isSame(applyMergePatch(a, without(patch, path)), b));
      }),
    );
  });

  it("has null for what is gone, lists whole and only the changed keys of an object", () => {
    const before = {
      cpuModel: "host",
      disks: [{ name: "a" }],
      resources: { cpu: "2", memory: "4Gi" },
      external: false,
    };
    const after = { disks: [{ name: "a" }, { name: "b" }], resources: { cpu: "4", memory: "4Gi" }, external: false };
    expect(mergePatchOf(before, after)).toEqual({
      cpuModel: null,
      disks: [{ name: "a" }, { name: "b" }],
      resources: { cpu: "4" },
    });
  });

  it("takes a list for an object and back as a change of the whole", () => {
    expect(mergePatchOf({ a: [1] }, { a: { b: 1 } })).toEqual({ a: { b: 1 } });
    expect(mergePatchOf({ a: { b: 1 } }, { a: [] })).toEqual({ a: [] });
  });
});

describe("withoutNulls", () => {
  it("leaves lists alone", () => {
    expect(withoutNulls({ a: null, b: { c: null, d: [null] } })).toEqual({ b: { d: [null] } });
  });
});
