import type { Schema } from "./schema.ts";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * What a stored value reads back as: defaults of the schema filled in, unknown keys kept, and what is of the wrong shape
 * turned into an empty object or the default (Cozystack pkg/registry/apps/application/rest_defaulting.go).
 */
export const defaulted = (value: unknown, schema: Schema): unknown => {
  if (value === undefined) {
    if (schema.default === undefined) return undefined;
    return defaulted(structuredClone(schema.default), schema);
  }
  if (schema.type === "array") {
    if (!Array.isArray(value)) return structuredClone(schema.default);
    const { items } = schema;
    return items === undefined ? value : value.map((item: unknown) => defaulted(item, items));
  }
  if (schema.type !== "object") return value;
  const object = isRecord(value) ? { ...value } : {};
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const filled = defaulted(object[key], property);
    if (filled !== undefined) object[key] = filled;
  }
  return object;
};
