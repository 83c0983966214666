import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { boundedDocuments, keyTwice } from "./bounded-yaml.ts";

const twiceIn = (text: string): number | null => {
  const [document] = boundedDocuments(text) ?? [];
  return document ? keyTwice(document) : null;
};

describe("YAML that somebody else wrote", () => {
  it("is the library's own documents", () => {
    for (const text of ["", "a: 1\n", "a: [1, {b: c}]\n---\n- d\n", "a: &x {b: 1}\nc: *x\n", "a: [", "a: !x b\n"]) {
      const own = parseAllDocuments(text, { prettyErrors: false });
      const read = boundedDocuments(text, { prettyErrors: false }) ?? [];
      expect(read.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(
        own.flatMap(({ errors }) => errors.map(({ code }) => code)),
      );
      if (text !== "" && read.every(({ errors }) => errors.length === 0))
        expect(read.map((one) => one.toJS())).toEqual(own.map((one) => one.toJS()));
    }
  });

  it.each(["[", "{a: ", "- ", "? ", "a:\n "])("X04: is not looked at where %j is nested without end", (piece) => {
    let text = piece.repeat(5000);
    if (piece.includes("\n")) text = Array.from({ length: 400 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("");
    expect(boundedDocuments(text)).toBeNull();
  });

  it("has no key twice in one map, in a block, in brackets and further in", () => {
    expect(twiceIn("a: 1\nb: 2\na: 3\n")).toBe(10);
    expect(twiceIn("{a: 1, b: {c: 1, c: 2}}")).toBe(17);
    expect(twiceIn("- a: 1\n- a: 1\n")).toBeNull();
    expect(twiceIn("a: {a: {a: 1}}\n1: x\n'1': y\n")).toBeNull();
    expect(twiceIn("~: 1\nnull: 2\n")).toBe(5);
  });

  it("X04: is read with thousands of keys in one map", () => {
    const keys = Array.from({ length: 10_000 }, (_, index) => `k${index}:\n`);
    expect(twiceIn(keys.join(""))).toBeNull();
    expect(twiceIn([...keys, "k0:\n"].join(""))).toBe(keys.join("").length);
  });
});
