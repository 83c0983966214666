import { parseDocument } from "yaml";
import { applyMergePatch, isObject, isSame, type Json, type JsonObject, mergePatchOf, pathsOf } from "./merge-patch.ts";
import { yamlText } from "./shown-text.ts";

const valueAt = (object: Json | undefined, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    object,
  );

/** A text with a merge patch done to what it says: comments, order and everything else stay as they were written. */
const carryOver = (text: string, paths: readonly (readonly string[])[], from: JsonObject): string => {
  const document = parseDocument(text);
  try {
    for (const path of paths) {
      const value = valueAt(from, path);
      if (value === undefined) document.deleteIn(path);
      else document.setIn(path, document.createNode(value));
    }
    return document.toString({ lineWidth: 0 });
  } catch {
    // A part of it stands where the text has something that holds no parts: then the text is written anew.
    const said: unknown = document.toJS();
    const patch = paths.reduce<Json>(
      (all, path) => applyMergePatch(all, nested(path, valueAt(from, path) ?? null)),
      {},
    );
    const base: Json = isObject(said) ? said : {};
    return yamlText(applyMergePatch(base, patch));
  }
};

const nested = (path: readonly string[], value: Json): Json =>
  path.reduceRight<Json>((inner, key) => ({ [key]: inner }), value);

const isWithin = (path: readonly string[], other: readonly string[]): boolean =>
  path.length <= other.length && path.every((key, index) => other[index] === key);

export type BothChanged = { path: string[]; mine: Json | undefined; theirs: Json | undefined };

export type Merged = {
  /** Mine, with what others changed meanwhile, where I did not change the same. */
  text: string;
  /** What both changed, each in their own way: mine stands in the text. */
  both: BothChanged[];
};

/** Brings a text up to what others wrote meanwhile: `base` is what it was begun from, `mine` what it says now. */
export const mergeTexts = (text: string, base: JsonObject, mine: JsonObject, theirs: JsonObject): Merged => {
  const own = pathsOf(mergePatchOf(base, mine));
  const other = pathsOf(mergePatchOf(base, theirs));
  const clashes = (path: readonly string[]) =>
    own.some(
      (one) => (isWithin(one, path) || isWithin(path, one)) && !isSame(valueAt(mine, one), valueAt(theirs, one)),
    );
  const both = other.filter(clashes);
  const taken = other.filter((path) => !clashes(path));
  return {
    text: taken.length === 0 ? text : carryOver(text, taken, theirs),
    both: both.map((path) => ({ path, mine: valueAt(mine, path), theirs: valueAt(theirs, path) })),
  };
};
