import type { MoreField } from "../resources/dialect/more.ts";
import { patternTextLimit } from "../resources/dialect/safe-pattern.ts";
import type { AddProblem } from "./check.ts";

const itemLimit = 100;
const choicesShown = 20;

/** "More settings" by their own schema: nothing of another kind is sent, and no field that the cluster does not have. */
export const moreProblems = (
  more: Readonly<Record<string, unknown>>,
  fields: readonly MoreField[],
  add: AddProblem,
  at = "more",
): void => {
  for (const [path, value] of Object.entries(more)) {
    const field = fields.find((each) => each.path === path);
    if (field) valueProblem(value, field, (rule, values) => add(`${at}.${path}`, rule, values));
    else add(`${at}.${path}`, "notOffered");
  }
};

type AddRule = (...broken: Parameters<AddProblem> extends [string, ...infer Rest] ? Rest : never) => void;

const valueProblem = (value: unknown, { type, enum: choices, pattern }: MoreField, add: AddRule): void => {
  const texts = (Array.isArray(value) ? value : [value]).map(String);
  if (!isOfType(value, type)) add("valueType", { type });
  else if (choices && !texts.every((one) => choices.includes(one)))
    add("valueEnum", { values: choices.slice(0, choicesShown).join(", ") });
  else if (pattern && !texts.every((one) => new RegExp(pattern, "u").test(one))) add("valuePattern", { pattern });
};

const isText = (value: unknown): value is string => typeof value === "string" && value.length <= patternTextLimit;

const isOfType = (value: unknown, type: MoreField["type"]): boolean => {
  switch (type) {
    case "string":
      return isText(value);
    case "integer":
      return Number.isSafeInteger(value);
    case "number":
      return Number.isFinite(value);
    case "boolean":
      return typeof value === "boolean";
    case "strings":
      return Array.isArray(value) && value.length <= itemLimit && value.every(isText);
  }
};
