import * as z from "zod";
import { lenient } from "../kube-object.ts";
import { isSafePattern, patternTextLimit } from "./safe-pattern.ts";
import { propertyOf, read, type Schema } from "./schema.ts";

/** A field that only the published schema knows: enough to ask for it and to check what is typed. */
export type MoreField = {
  /** Where it stands in the spec, with dots: `placement.zone`. */
  path: string;
  type: "string" | "integer" | "number" | "boolean" | "strings";
  /** What it may be; null where the schema does not limit it. Of a list: what each may be. */
  enum: readonly string[] | null;
  /** What the platform takes when it is left out; null where the schema does not say. */
  default: string | number | boolean | readonly string[] | null;
  /** What a text must match; null where there is nothing to match, or nothing that is safe to run. */
  pattern: string | null;
  /** The schema's own words, hostile as everything from the cluster. */
  description: string;
};

/** A schema is written by an operator or by who broke into their cluster: it may not fill a page, nor hold up whoever types. */
const limits = { fields: 40, depth: 3, name: 63, description: 500, choices: 200, choice: 253 };
const namePattern = /^[A-Za-z][A-Za-z0-9_-]*$/;
const isName = (name: string): boolean =>
  name.length <= limits.name && namePattern.test(name) && !["constructor", "prototype", "toString"].includes(name);

/** The fields of a spec that are not among the known ones, in the schema's order; what cannot be asked for in one input is left out. */
export const moreFields = (spec: Schema, known: ReadonlySet<string>): MoreField[] => {
  const found: MoreField[] = [];
  const visit = (schema: Schema, path: readonly string[]) => {
    for (const name of Object.keys(schema.properties)) {
      if (found.length >= limits.fields) return;
      if (!isName(name) || (path.length === 0 && known.has(name))) continue;
      const property = propertyOf(schema, name);
      if (!property) continue;
      const own = [...path, name];
      if (property.type === "object" && own.length < limits.depth) visit(property, own);
      const field = fieldOf(property, own.join("."));
      if (field) found.push(field);
    }
  };
  visit(spec, []);
  return found;
};

const scalars = new Set(["string", "integer", "number", "boolean"] as const);
type Scalar = typeof scalars extends Set<infer T> ? T : never;
const isScalar = (type: string): type is Scalar => (scalars as ReadonlySet<string>).has(type);

const fieldOf = (schema: Schema, path: string): MoreField | null => {
  const description = schema.description.slice(0, limits.description);
  if (schema.type === "array") {
    const items = read(schema.items);
    if (items.type !== "string") return null;
    return { path, type: "strings", ...asked(items), default: stringsOf(schema.default), description };
  }
  if (!isScalar(schema.type)) return null;
  return { path, type: schema.type, ...asked(schema), default: defaultOf(schema.type, schema.default), description };
};

const stringsOf = (value: unknown): readonly string[] | null =>
  Array.isArray(value) ? lenient(z.string().max(limits.choice)).parse(value).slice(0, limits.choices) : null;

const defaultOf = (type: Scalar, value: unknown): string | number | boolean | null => {
  if (type === "string") return typeof value === "string" ? value.slice(0, patternTextLimit) : null;
  if (type === "boolean") return typeof value === "boolean" ? value : null;
  const isFit = type === "integer" ? Number.isSafeInteger(value) : Number.isFinite(value);
  return isFit && typeof value === "number" ? value : null;
};

const asked = ({ enum: choices, pattern }: Schema): Pick<MoreField, "enum" | "pattern"> => ({
  enum: choices?.filter((choice) => choice.length <= limits.choice).slice(0, limits.choices) ?? null,
  pattern: pattern !== "" && isSafePattern(pattern) ? pattern : null,
});
