import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeTexts } from "./carry-over.ts";
import { objectOfText } from "./edited.ts";
import { isObject, isSame, type JsonObject, mergePatchOf, pathsOf } from "./merge-patch.ts";
import { yamlText } from "./shown-text.ts";

const mineText = `# my machine
spec:
  # bigger for the sale
  instanceType: u1.large
  external: false # stays private
  disks:
    - name: a
`;
const base = { spec: { instanceType: "u1.medium", external: false, disks: [{ name: "a" }] } };
const mine = objectOfText(mineText) ?? {};

describe("mergeTexts", () => {
  it("F29: takes what others changed, keeps what I changed, and every comment", () => {
    const theirs = {
      spec: { instanceType: "u1.medium", external: true, disks: [{ name: "a" }, { name: "b" }], cpuModel: "host" },
    };
    const { text, both } = mergeTexts(mineText, base, mine, theirs);
    expect(both).toEqual([]);
    expect(text).toContain("# my machine");
    expect(text).toContain("# bigger for the sale\n  instanceType: u1.large");
    expect(text).toContain("external: true");
    expect(objectOfText(text)).toEqual({ spec: { ...theirs.spec, instanceType: "u1.large" } });
  });

  it("F29: what both changed stays mine and is named with what they wrote", () => {
    const theirs = { spec: { ...base.spec, instanceType: "u1.xlarge" } };
    const { text, both } = mergeTexts(mineText, base, mine, theirs);
    expect(text).toBe(mineText);
    expect(both).toEqual([{ path: ["spec", "instanceType"], mine: "u1.large", theirs: "u1.xlarge" }]);
  });

  it("is no quarrel when both wrote the same", () => {
    expect(mergeTexts(mineText, base, mine, mine)).toMatchObject({ both: [] });
  });

  it("takes a removal", () => {
    const theirs = { spec: { instanceType: "u1.medium", disks: [{ name: "a" }] } };
    expect(objectOfText(mergeTexts(mineText, base, mine, theirs).text)).toEqual({
      spec: { instanceType: "u1.large", disks: [{ name: "a" }] },
    });
  });
});

describe("of any three objects", () => {
  const keys = fc.constantFrom("a", "b", "c");
  const { object } = fc.letrec<{ object: JsonObject; value: JsonObject[string] }>((tie) => ({
    object: fc.dictionary(keys, tie("value"), { maxKeys: 3, noNullPrototype: true }),
    value: fc.oneof(
      { depthSize: "small" },
      fc.integer(),
      fc.string({ maxLength: 3 }),
      fc.array(fc.integer(), { maxLength: 2 }),
      tie("object"),
    ),
  }));
  const at = (value: unknown, path: readonly string[]) =>
    path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
  const runs = { numRuns: 60 };

  it("who changed nothing gets what the others made of it", () => {
    fc.assert(
      fc.property(object, object, (before, theirs) => {
        const { text, both } = mergeTexts(yamlText(before), before, before, theirs);
        return both.length === 0 && isSame(objectOfText(text) ?? {}, theirs);
      }),
      runs,
    );
  });

  it("F29: nothing that I changed is lost", () => {
    fc.assert(
      fc.property(object, object, object, (before, own, theirs) => {
        const said = objectOfText(mergeTexts(yamlText(own), before, own, theirs).text) ?? {};
        return pathsOf(mergePatchOf(before, own)).every((path) => isSame(at(said, path), at(own, path)));
      }),
      runs,
    );
  });
});
