import { type Document, LineCounter } from "yaml";
import { boundedDocuments, keyTwice } from "../bounded-yaml.ts";

/** Keys of messages `create.plan.yamlProblem`. */
export type YamlRule =
  | "syntax"
  | "tooLong"
  | "noMachine"
  | "twoMachines"
  | "kind"
  | "namespace"
  | "labels"
  | "unknownField"
  | "value"
  | "source"
  | "upload"
  | "size"
  | "diskTwice"
  | "unattached";

/** Why the form cannot follow the text, and where: lines count from 1. */
export type YamlProblem = { line: number; rule: YamlRule; values: { field: string; said: string } };

export type YamlDocument = {
  value: unknown;
  /** The line of what stands at a path, or of the nearest thing around it. */
  lineOf: (path: readonly PropertyKey[]) => number;
};

/** A larger text is looked at no further. */
export const longestText = 512 * 1024;
/** Enough for what people write by hand; a bomb of aliases ends here. */
const mostAliases = 20;

/** The documents of a text, as data: tags, aliases without end and duplicate keys are problems like a missing bracket. */
export const readDocuments = (text: string): { documents: YamlDocument[]; problems: YamlProblem[] } => {
  if (text.length > longestText) return { documents: [], problems: [{ line: 1, rule: "tooLong", values: noValues }] };
  const lines = new LineCounter();
  const parsed = boundedDocuments(text, { lineCounter: lines, schema: "core" });
  if (!parsed) return { documents: [], problems: [{ line: 1, rule: "syntax", values: deep }] };
  const problems: YamlProblem[] = [];
  const documents = parsed.flatMap((document): YamlDocument[] => {
    const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
    const wrong = (message: string, offset: number): [] => {
      problems.push({ line: lineAt(offset), rule: "syntax", values: { field: "", said: firstLine(message) } });
      return [];
    };
    // The first tells; what follows it is mostly its consequence.
    const [trouble] = [...document.errors, ...document.warnings];
    if (trouble) return wrong(trouble.message, trouble.pos[0]);
    const twice = keyTwice(document);
    if (twice !== null) return wrong("Map keys must be unique", twice);
    const value = dataOf(document);
    if (value instanceof Error) return wrong(value.message, document.range[0]);
    if (value === null) return [];
    return [{ value, lineOf: (path) => lineAt(offsetOf(document, path)) }];
  });
  return { documents, problems };
};

export const noValues = { field: "", said: "" };
/** In the words of the library, as what it says itself. */
const deep = { field: "", said: "Nested too deeply" };

const dataOf = (document: Document.Parsed): unknown => {
  try {
    return document.toJS({ maxAliasCount: mostAliases });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

const offsetOf = (document: Document.Parsed, path: readonly PropertyKey[]): number => {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    const range: unknown = typeof node === "object" && node !== null ? Reflect.get(node, "range") : null;
    if (Array.isArray(range) && typeof range[0] === "number") return range[0];
  }
  return document.contents?.range[0] ?? document.range[0];
};

const firstLine = (text: string): string => text.split("\n", 1)[0]?.slice(0, 200) ?? "";
