import { noValues, readDocuments, type YamlDocument } from "../create/yaml-documents.ts";
import { type SpecRule, specProblems } from "./check-spec.ts";
import { cover, holdsCover } from "./covered.ts";
import type { FieldSchema, Path } from "./field-schema.ts";
import { isNothing, isObject, isSame, type JsonObject, mergePatchOf, pathsOf, withoutNulls } from "./merge-patch.ts";
import { type MetadataRule, metadataProblems, ownParts } from "./own-metadata.ts";

/** Keys of messages `manifest.rule`. */
export type ManifestRule =
  | "syntax"
  | "tooLong"
  | "several"
  | "noObject"
  | "fixed"
  | "metadataKey"
  | "topKey"
  | "noSpec"
  | "underscore"
  | "covered"
  | MetadataRule
  | SpecRule;

/** Why a text cannot be saved, or what is worth knowing of it, and where: lines count from 1. */
export type ManifestProblem = { line: number; rule: ManifestRule; field: string; said: string };

/** What is sent: a merge patch of the object, of its spec and of the metadata that is the person's. */
export type ManifestPatch = { spec?: JsonObject; metadata?: { labels?: JsonObject; annotations?: JsonObject } };

export type Edited = {
  /** What the text says; null where it cannot be read. */
  object: JsonObject | null;
  /** Nothing of it changes anything: no `spec`, no `metadata`. */
  patch: ManifestPatch;
  problems: ManifestProblem[];
  /** It is stored all the same, and mostly ignored. */
  notes: ManifestProblem[];
};

const top = new Set(["apiVersion", "kind", "metadata", "spec"]);
const fixedOfMetadata = ["name", "namespace"] as const;

const partOf = (object: JsonObject, key: string): JsonObject => {
  const part = object[key];
  return isObject(part) ? part : {};
};

/** A text of `editableText`, as data. */
export const objectOfText = (text: string): JsonObject | null => {
  const value = readDocuments(text).documents[0]?.value;
  return isJson(value) ? withoutNulls(value) : null;
};

/** What a person's text changes of the object it was made from, and what is in the way. */
export const readEdited = (text: string, base: JsonObject, schema: FieldSchema | null): Edited => {
  const nothing = { object: null, patch: {}, notes: [] };
  const { documents, problems: unread } = readDocuments(text);
  if (unread.length > 0) {
    return {
      ...nothing,
      problems: unread.map(({ line, rule, values }) => ({ line, rule: ruleOfReading(rule), ...values })),
    };
  }
  const [document, second] = documents;
  if (second) return { ...nothing, problems: [{ line: second.lineOf([]), rule: "several", ...noValues }] };
  if (!document || !isJson(document.value))
    return { ...nothing, problems: [{ line: 1, rule: "noObject", ...noValues }] };
  const object = withoutNulls(document.value);
  const patch = patchOf(base, object);
  const { problems, notes } = checked(document, base, object, patch, schema);
  return { object, patch, problems, notes };
};

const isJson = (value: unknown): value is JsonObject => isObject(value);
const ruleOfReading = (rule: string): ManifestRule => (rule === "tooLong" ? "tooLong" : "syntax");

const patchOf = (base: JsonObject, object: JsonObject): ManifestPatch => {
  const spec = mergePatchOf(partOf(base, "spec"), partOf(object, "spec"));
  const [before, after] = [partOf(base, "metadata"), partOf(object, "metadata")];
  const metadata = Object.fromEntries(
    ownParts
      .map((part) => [part, mergePatchOf(partOf(before, part), partOf(after, part))] as const)
      .filter(([, changes]) => !isNothing(changes)),
  );
  return { ...(!isNothing(spec) && { spec }), ...(Object.keys(metadata).length > 0 && { metadata }) };
};

const checked = (
  { lineOf }: YamlDocument,
  base: JsonObject,
  object: JsonObject,
  patch: ManifestPatch,
  schema: FieldSchema | null,
): Pick<Edited, "problems" | "notes"> => {
  const problems: ManifestProblem[] = [];
  const notes: ManifestProblem[] = [];
  const say = (rule: ManifestRule, path: Path, said = "", to = problems) =>
    void to.push({ line: lineOf(path), rule, field: path.join("."), said });

  for (const key of ["apiVersion", "kind"]) if (!isSame(base[key], object[key])) say("fixed", [key], textOf(base[key]));
  for (const key of Object.keys(object)) if (!top.has(key)) say("topKey", [key]);
  const [before, after] = [partOf(base, "metadata"), partOf(object, "metadata")];
  for (const key of fixedOfMetadata) {
    if (!isSame(before[key], after[key])) say("fixed", ["metadata", key], textOf(before[key]));
  }
  const ownKeys = new Set<string>([...fixedOfMetadata, ...ownParts]);
  for (const key of Object.keys(after)) if (!ownKeys.has(key)) say("metadataKey", ["metadata", key]);
  for (const part of ownParts) {
    if (after[part] !== undefined && !isObject(after[part])) say("type", ["metadata", part], "object");
  }
  for (const { part, key, rule } of metadataProblems(before, after)) say(rule, ["metadata", part, key], key);
  if (!isObject(object.spec)) say("noSpec", ["spec"]);
  for (const path of coveredPaths(patch)) say("covered", path, cover);
  for (const key of Object.keys(patch.spec ?? {})) if (key.startsWith("_")) say("underscore", ["spec", key], key);
  for (const { path, rule, said } of schema ? specProblems(partOf(object, "spec"), schema) : []) {
    // What was so before is not this person's doing, and stays as it is.
    const isOwn = Object.hasOwn(patch.spec ?? {}, path[0] ?? "");
    if (rule === "unknown" || !isOwn) say(rule, ["spec", ...path], said, notes);
    else say(rule, ["spec", ...path], said);
  }
  return { problems: problems.toSorted(byLine), notes: notes.toSorted(byLine) };
};

const byLine = (one: ManifestProblem, other: ManifestProblem): number => one.line - other.line;
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Where a cover would be written: the secret behind it was never seen, and would be gone. */
const coveredPaths = (patch: ManifestPatch): string[][] => {
  const whole: JsonObject = { ...patch };
  return pathsOf(whole).filter((path) =>
    holdsCover(path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), whole)),
  );
};
