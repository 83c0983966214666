import type { Schema } from "../apps/schema.ts";
import { ChartFailure } from "./chart.ts";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const typeOf = (value: unknown): string => {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
};

const isOfType = (value: unknown, type: NonNullable<Schema["type"]>): boolean =>
  type === "integer" ? Number.isInteger(value) : typeOf(value) === type;

const quoted = (texts: string[]): string => texts.map((text) => `'${text}'`).join(", ");

/** Lines about what does not fit, each with the JSON pointer of the value, in the words of Helm's validator. */
export const misfits = (value: unknown, schema: Schema, path = ""): string[] => {
  const at = (what: string): string => `- at '${path}': ${what}`;
  const { type, anyOf, pattern, enum: choices, properties = {}, additionalProperties, items, required = [] } = schema;
  if (type !== undefined && !isOfType(value, type)) return [at(`got ${typeOf(value)}, want ${type}`)];
  const branches = anyOf?.map((it) => misfits(value, it, path)) ?? [];
  const found: string[] = [];
  if (branches.length > 0 && branches.every((it) => it.length > 0)) {
    found.push(at("anyOf failed"), ...branches.flat().map((line) => `  ${line}`));
  }
  if (choices && !choices.some((it) => it === value)) found.push(at(`value must be one of ${quoted(choices)}`));
  if (pattern !== undefined && typeof value === "string" && !new RegExp(pattern).test(value)) {
    found.push(at(`'${value}' does not match pattern '${pattern}'`));
  }
  if (Array.isArray(value) && items) {
    found.push(...value.flatMap((item: unknown, index) => misfits(item, items, `${path}/${index}`)));
  }
  if (!isRecord(value)) return found;
  const missing = required.filter((key) => !Object.hasOwn(value, key));
  if (missing.length > 0) found.push(at(`missing propert${missing.length > 1 ? "ies" : "y"} ${quoted(missing)}`));
  for (const [key, inner] of Object.entries(value)) {
    const known = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    // A null takes the chart's value away before anything is checked.
    if (known && inner !== null) found.push(...misfits(inner, known, `${path}/${key}`));
  }
  return found;
};

/** Helm installs nothing whose values the chart's schema refuses. */
export const assertValues = (chart: string, values: unknown, schema: Schema): void => {
  const lines = misfits(values, schema);
  if (lines.length === 0) return;
  throw new ChartFailure(
    `values don't meet the specifications of the schema(s) in the following chart(s):\n${chart}:\n${lines.join("\n")}\n`,
  );
};
