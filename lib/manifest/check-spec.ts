import { patternTextLimit } from "../resources/dialect/safe-pattern.ts";
import { parseQuantity } from "../resources/quantity.ts";
import { type FieldSchema, fieldOf, type Path } from "./field-schema.ts";
import { isObject } from "./merge-patch.ts";

export type SpecRule = "unknown" | "type" | "enum" | "pattern" | "amount" | "range" | "required";

/** What the platform's schema holds against a value. `said`: what it would take. */
export type SpecProblem = { path: Path; rule: SpecRule; said: string };

const most = 50;

const isOfType = (value: unknown, type: NonNullable<FieldSchema["type"]>): boolean => {
  switch (type) {
    case "object":
      return isObject(value);
    case "array":
      return Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "quantity":
      return Number.isInteger(value) || typeof value === "string";
    default:
      return typeof value === type;
  }
};

/** Everything in a spec that the published schema does not expect. The platform itself looks at none of it before it stores it. */
export const specProblems = (spec: unknown, schema: FieldSchema): SpecProblem[] => {
  const found: SpecProblem[] = [];
  const visit = (value: unknown, expected: FieldSchema, path: Path): undefined => {
    if (found.length >= most) return undefined;
    const say = (rule: SpecRule, said: string, at: Path = path): undefined => {
      found.push({ path: at, rule, said });
    };
    if (expected.type && !isOfType(value, expected.type)) return say("type", expected.type);
    if (expected.enum && !expected.enum.some((one) => one === value)) return say("enum", expected.enum.join(", "));
    if (typeof value === "string" && expected.pattern) {
      if (expected.type === "quantity" && parseQuantity(value) === null) say("amount", "");
      if (expected.type !== "quantity" && !fits(value, expected.pattern)) say("pattern", expected.pattern);
    }
    if (typeof value === "number" && !isWithin(value, expected)) say("range", rangeOf(expected));
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, expected.items ?? {}, [...path, index]);
    }
    if (!isObject(value)) return undefined;
    for (const key of expected.required ?? []) {
      if (!Object.hasOwn(value, key)) say("required", key);
    }
    for (const [key, inner] of Object.entries(value)) {
      const known = fieldOf(expected, key);
      if (known) visit(inner, known, [...path, key]);
      else say("unknown", "", [...path, key]);
    }
  };
  visit(spec, schema, []);
  return found;
};

/** A longer text is the platform's to judge: patterns are only safe up to this length. */
const fits = (value: string, pattern: string): boolean =>
  value.length > patternTextLimit || new RegExp(pattern, "u").test(value);

const isWithin = (value: number, { minimum, maximum }: FieldSchema): boolean =>
  value >= (minimum ?? Number.NEGATIVE_INFINITY) && value <= (maximum ?? Number.POSITIVE_INFINITY);

const rangeOf = ({ minimum, maximum }: FieldSchema): string => `${minimum ?? ""} … ${maximum ?? ""}`.trim();
