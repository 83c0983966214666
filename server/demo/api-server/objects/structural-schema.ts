import { isJsonObject, type JsonObject, textsAt } from "./json-value.ts";
import { parseQuantity } from "./quantity.ts";
import { type FieldProblem, invalidValue, requiredValue } from "./status-error.ts";

/** Metadata, apiVersion and kind are the server's business at the root and in embedded resources. */
const ROOT_FIELDS = new Set(["apiVersion", "kind", "metadata"]);

const isPreserving = (schema: JsonObject): boolean => schema["x-kubernetes-preserve-unknown-fields"] === true;

const propertiesOf = (schema: JsonObject): JsonObject => (isJsonObject(schema.properties) ? schema.properties : {});

const itemSchema = (schema: JsonObject): JsonObject | undefined =>
  isJsonObject(schema.items) ? schema.items : undefined;

const additional = (schema: JsonObject): JsonObject | undefined =>
  isJsonObject(schema.additionalProperties) ? schema.additionalProperties : undefined;

export type Pruned = { value: unknown; unknown: string[] };

/** Drops the fields a structural schema does not know and names them; `x-kubernetes-preserve-unknown-fields` keeps them. */
export function prune(schema: JsonObject, value: unknown, path = "", isRoot = true): Pruned {
  const unknown: string[] = [];
  const within = (inner: JsonObject, item: unknown, at: string): unknown => {
    const pruned = prune(inner, item, at, inner["x-kubernetes-embedded-resource"] === true);
    unknown.push(...pruned.unknown);
    return pruned.value;
  };
  if (Array.isArray(value)) {
    const items = itemSchema(schema);
    const kept = items === undefined ? value : value.map((item, index) => within(items, item, `${path}[${index}]`));
    return { value: kept, unknown };
  }
  if (!isJsonObject(value)) return { value, unknown };
  const properties = propertiesOf(schema);
  const others = additional(schema);
  const kept: JsonObject = {};
  for (const [key, field] of Object.entries(value)) {
    const at = path === "" ? key : `${path}.${key}`;
    const known = Object.hasOwn(properties, key) ? properties[key] : others;
    if (isRoot && ROOT_FIELDS.has(key)) kept[key] = field;
    else if (isJsonObject(known)) kept[key] = within(known, field, at);
    else if (isPreserving(schema) || schema.additionalProperties === true) kept[key] = field;
    else unknown.push(at);
  }
  return { value: kept, unknown };
}

/** Fills in `default`s where a field is absent, also inside what a default brings. */
export function withSchemaDefaults(schema: JsonObject, value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = itemSchema(schema);
    return items === undefined ? value : value.map((item) => withSchemaDefaults(items, item));
  }
  if (!isJsonObject(value)) return value;
  const properties = propertiesOf(schema);
  const others = additional(schema);
  const filled: JsonObject = {};
  for (const [key, field] of Object.entries(value)) {
    const inner = Object.hasOwn(properties, key) ? properties[key] : others;
    filled[key] = isJsonObject(inner) ? withSchemaDefaults(inner, field) : field;
  }
  for (const [key, inner] of Object.entries(properties)) {
    if (!Object.hasOwn(value, key) && isJsonObject(inner) && inner.default !== undefined) {
      filled[key] = withSchemaDefaults(inner, structuredClone(inner.default));
    }
  }
  return filled;
}

/** Every field that breaks the schema, worded like apiextensions' validation. */
export function validate(schema: JsonObject, value: unknown, path = ""): FieldProblem[] {
  if (value === null && schema.nullable === true) return [];
  if (schema["x-kubernetes-int-or-string"] === true) {
    const fits = typeof value === "string" || Number.isInteger(value);
    return fits ? patternProblems(schema, value, path) : [typeProblem(path, value, "integer,string")];
  }
  const type = typeof schema.type === "string" ? schema.type : undefined;
  if (type !== undefined && !isOfType(value, type)) return [typeProblem(path, value, type)];
  return [
    ...enumProblems(schema, value, path),
    ...patternProblems(schema, value, path),
    ...rangeProblems(schema, value, path),
    ...innerProblems(schema, value, path),
  ];
}

function innerProblems(schema: JsonObject, value: unknown, path: string): FieldProblem[] {
  if (Array.isArray(value)) {
    const items = itemSchema(schema);
    return items === undefined ? [] : value.flatMap((item, index) => validate(items, item, `${path}[${index}]`));
  }
  if (!isJsonObject(value)) return [];
  const properties = propertiesOf(schema);
  const others = additional(schema);
  const fieldPath = (key: string): string => (path === "" ? key : `${path}.${key}`);
  const missing = textsAt(schema, "required").filter((key) => !Object.hasOwn(value, key));
  return [
    ...missing.map((key) => requiredValue(fieldPath(key))),
    ...Object.entries(value).flatMap(([key, field]) => {
      const inner = Object.hasOwn(properties, key) ? properties[key] : others;
      return isJsonObject(inner) && !(path === "" && key === "metadata") ? validate(inner, field, fieldPath(key)) : [];
    }),
  ];
}

function enumProblems(schema: JsonObject, value: unknown, path: string): FieldProblem[] {
  if (!Array.isArray(schema.enum) || schema.enum.includes(value)) return [];
  const supported = schema.enum.map((item) => JSON.stringify(item)).join(", ");
  const message = `Unsupported value: ${JSON.stringify(value)}: supported values: ${supported}`;
  return [{ reason: "FieldValueNotSupported", field: path, message }];
}

function patternProblems(schema: JsonObject, value: unknown, path: string): FieldProblem[] {
  if (typeof schema.pattern !== "string" || typeof value !== "string") return [];
  const fits =
    schema.pattern === QUANTITY_PATTERN ? parseQuantity(value) !== undefined : new RegExp(schema.pattern).test(value);
  return fits ? [] : [invalidValue(path, value, `${path} in body should match '${schema.pattern}'`)];
}

/** controller-gen's pattern of quantities; ours is not open to catastrophic backtracking. */
const QUANTITY_PATTERN =
  "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

function rangeProblems(schema: JsonObject, value: unknown, path: string): FieldProblem[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  const problems: FieldProblem[] = [];
  const wrong = (why: string) => problems.push(invalidValue(path, value, `${path} in body should ${why}`));
  if (typeof value === "number") {
    if (typeof minimum === "number" && value < minimum) wrong(`be greater than or equal to ${minimum}`);
    if (typeof maximum === "number" && value > maximum) wrong(`be less than or equal to ${maximum}`);
  }
  if (typeof value === "string") {
    if (typeof minLength === "number" && value.length < minLength) wrong(`be at least ${minLength} chars long`);
    if (typeof maxLength === "number" && value.length > maxLength) {
      const message = `Too long: may not be more than ${maxLength} bytes`;
      problems.push({ reason: "FieldValueTooLong", field: path, message });
    }
  }
  if (Array.isArray(value)) {
    if (typeof minItems === "number" && value.length < minItems) wrong(`have at least ${minItems} items`);
    if (typeof maxItems === "number" && value.length > maxItems) {
      const message = `Too many: ${value.length}: must have at most ${maxItems} ${maxItems === 1 ? "item" : "items"}`;
      problems.push({ reason: "FieldValueTooMany", field: path, message });
    }
  }
  return problems;
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "object") return isJsonObject(value);
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

function typeProblem(path: string, value: unknown, type: string): FieldProblem {
  const given = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  const message = `Invalid value: "${given}": ${path} in body must be of type ${type}: "${given}"`;
  return { reason: "FieldValueTypeInvalid", field: path, message };
}
