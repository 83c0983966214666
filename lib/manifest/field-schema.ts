import * as z from "zod";
import { isSafePattern } from "../resources/dialect/safe-pattern.ts";
import { section, text } from "../resources/kube-object.ts";
import type { Json } from "./merge-patch.ts";

/** What a platform's published schema says of one field, as much of it as a value is checked against. Absent: it says nothing. */
export type FieldSchema = {
  /** `quantity`: a whole number or text, as Kubernetes writes amounts. */
  type?: "object" | "array" | "string" | "boolean" | "integer" | "number" | "quantity";
  /** The schema's own words: hostile as everything from the cluster. */
  description?: string;
  enum?: readonly (string | number | boolean)[];
  /** Only where it is safe to run; of a quantity it is never run: that it has one means that the text must be an amount. */
  pattern?: string;
  minimum?: number;
  maximum?: number;
  /** What the platform takes when it is left out. */
  default?: Json;
  required?: readonly string[];
  /** The fields it knows. Others are stored all the same, and mostly ignored. */
  fields?: Readonly<Record<string, FieldSchema>>;
  /** Of keys that people choose themselves. */
  others?: FieldSchema;
  items?: FieldSchema;
};

/** A schema is an operator's, or of who broke into their cluster: it may not fill a page. */
const limits = { depth: 6, fields: 400, description: 500, choices: 200, default: 200, pattern: 500 };

const choice = z.union([z.string().max(253), z.number(), z.boolean()]);
const optionalNumber = z.number().optional().catch(undefined);

const publishedSchema = section({
  type: text,
  description: text,
  enum: z.array(choice).optional().catch(undefined),
  pattern: text,
  minimum: optionalNumber,
  maximum: optionalNumber,
  default: z.json().optional().catch(undefined),
  required: z.array(z.string()).optional().catch(undefined),
  properties: z.record(z.string(), z.unknown()).optional().catch(undefined),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.object({ type: text })).catch([]),
  "x-kubernetes-int-or-string": z.boolean().catch(false),
});
type Published = z.output<typeof publishedSchema>;

const types = ["object", "array", "string", "boolean", "integer", "number"] as const;

const isIntOrText = ({ anyOf, ...schema }: Published): boolean =>
  schema["x-kubernetes-int-or-string"] || ["integer", "string"].every((type) => anyOf.some((one) => one.type === type));

const typeOf = (schema: Published): FieldSchema["type"] =>
  isIntOrText(schema) ? "quantity" : types.find((known) => known === schema.type);

const isSchema = (value: unknown): boolean => typeof value === "object" && value !== null;

/** A published schema as values are checked against it. What cannot be read of it says nothing. */
export const fieldSchemaOf = (published: unknown): FieldSchema => {
  let count = 0;
  const visit = (value: unknown, depth: number): FieldSchema => {
    if (depth > limits.depth) return {};
    const schema = publishedSchema.parse(value);
    const type = typeOf(schema);
    const short = JSON.stringify(schema.default ?? null).length <= limits.default;
    return {
      ...(type && { type }),
      ...(schema.description !== "" && { description: schema.description.slice(0, limits.description) }),
      ...(schema.enum && { enum: schema.enum.slice(0, limits.choices) }),
      ...(schema.pattern !== "" &&
        (type === "quantity" || isSafePattern(schema.pattern)) && { pattern: schema.pattern.slice(0, limits.pattern) }),
      ...(schema.minimum !== undefined && { minimum: schema.minimum }),
      ...(schema.maximum !== undefined && { maximum: schema.maximum }),
      ...(schema.default !== undefined && short && { default: schema.default }),
      ...(schema.required && { required: schema.required.slice(0, limits.choices) }),
      ...fieldsOf(schema, depth),
      ...(isSchema(schema.items) && { items: visit(schema.items, depth + 1) }),
    };
  };
  const fieldsOf = (schema: Published, depth: number): Pick<FieldSchema, "fields" | "others"> => {
    const { properties, additionalProperties: others } = schema;
    if (isSchema(others)) return { others: visit(others, depth + 1) };
    // An object without fields takes any; one that keeps further ones does nothing with them all the same.
    if (!properties || Object.keys(properties).length === 0) return {};
    const known = Object.entries(properties).slice(0, Math.max(0, limits.fields - count));
    count += known.length;
    return { fields: Object.fromEntries(known.map(([name, value]) => [name, visit(value, depth + 1)])) };
  };
  return visit(published, 0);
};

export type Path = readonly (string | number)[];

/** What the schema says of what stands at a path; null where it knows no such field. */
export const fieldAt = (schema: FieldSchema, path: Path): FieldSchema | null => {
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  const inner = typeof key === "number" ? (schema.items ?? {}) : fieldOf(schema, key);
  return inner && fieldAt(inner, rest);
};

/** Null: it is no field that the schema knows. */
export const fieldOf = ({ fields, others }: FieldSchema, key: string): FieldSchema | null => {
  if (others) return others;
  if (!fields) return {};
  return Object.hasOwn(fields, key) ? (fields[key] ?? null) : null;
};
