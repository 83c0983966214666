import { readDocuments, type YamlDocument } from "../yaml-documents.ts";
import type { ChangeRule, PasteProblem } from "./change.ts";
import { at, depthOf, type Fields, fieldsOf, isFields, listOf, textOf } from "./fields.ts";

/** One object of a pasted text. */
export type PastedObject = { kind: string; value: Fields; lineOf: YamlDocument["lineOf"] };

const mostObjects = 50;
const mostDepth = 32;

/** A document without anything in it is none, but is read all the same. */
const mostMarks = 4 * mostObjects;

/** The objects of a text in their order, those of a List too; or why there are none. */
export const readObjects = (text: string): { objects: PastedObject[]; problems: PasteProblem[] } => {
  const tooMany = [{ line: 1, rule: "tooMany" as const, values: { most: String(mostObjects) } }];
  if ((text.match(/^(?:---|\.\.\.)/gm)?.length ?? 0) > mostMarks) return { objects: [], problems: tooMany };
  const { documents, problems } = readDocuments(text);
  if (problems.length > 0)
    return {
      objects: [],
      problems: problems.map(({ line, rule, values }) => ({
        line,
        rule: rule === "tooLong" ? "tooLong" : "syntax",
        values,
      })),
    };
  const refused = (line: number, rule: PasteProblem["rule"]) => ({
    objects: [],
    problems: [{ line, rule, values: {} }],
  });
  const objects: PastedObject[] = [];
  for (const { value, lineOf } of documents) {
    if (depthOf(value, mostDepth + 1) > mostDepth) return refused(lineOf([]), "tooDeep");
    if (!isFields(value)) return refused(lineOf([]), "nothing");
    const kind = textOf(value.kind);
    if (!kind.endsWith("List") || !Array.isArray(value.items)) objects.push({ kind, value, lineOf });
    else
      for (const [index, item] of listOf(value.items).entries())
        objects.push({
          kind: textOf(at(item, "kind")) || kind.replace(/List$/, ""),
          value: fieldsOf(item),
          lineOf: (path) => lineOf(["items", index, ...path]),
        });
  }
  if (objects.length > mostObjects) return { objects: [], problems: tooMany };
  return { objects, problems: [] };
};

export type AddChange = (line: number, rule: ChangeRule, values?: Readonly<Record<string, string>>) => void;

const kept: ReadonlySet<string> = new Set(["name", "namespace", "labels"]);

/** What the form has of an object's head: its name. The rest is the cluster's own, or another tenant's. */
export const tidyHead = (
  { value, lineOf }: PastedObject,
  tenant: string,
  apiVersion: string,
  add: AddChange,
): { name: string; spec: Fields } => {
  const metadata = fieldsOf(value.metadata);
  const written = textOf(value.apiVersion);
  if (written !== apiVersion) add(lineOf(["apiVersion"]), "apiVersion", { from: written || "–", to: apiVersion });
  const namespace = textOf(metadata.namespace);
  if (namespace !== "" && namespace !== tenant)
    add(lineOf(["metadata", "namespace"]), "namespace", { from: namespace, to: tenant });
  const foreign = Object.keys(metadata).filter((key) => !kept.has(key));
  const isOwn = ([key, label]: [string, unknown]) => key === "created-by" && label === "porthole";
  if (!Object.entries(fieldsOf(metadata.labels)).every(isOwn)) foreign.unshift("labels");
  const [head] = foreign;
  if (head !== undefined) add(lineOf(["metadata", head]), "metadata", { fields: foreign.join(", ") });
  const others = Object.keys(value).filter((key) => !["apiVersion", "kind", "metadata", "spec"].includes(key));
  const [other] = others;
  if (other !== undefined) add(lineOf([other]), "status", { fields: others.join(", ") });
  return { name: textOf(metadata.name), spec: fieldsOf(value.spec) };
};
