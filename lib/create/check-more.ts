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
): void => {
  for (const [path, value] of Object.entries(more)) {
    const field = fields.find((each) => each.path === path);
    if (field) valueProblem(value, field, add);
    else add(`more.${path}`, "notOffered");
  }
};

const valueProblem = (value: unknown, { path, type, enum: choices, pattern }: MoreField, add: AddProblem): void => {
  const texts = (Array.isArray(value) ? value : [value]).map(String);
  if (!isOfType(value, type)) add(`more.${path}`, "valueType", { type });
  else if (choices && !texts.every((one) => choices.includes(one)))
    add(`more.${path}`, "valueEnum", { values: choices.slice(0, choicesShown).join(", ") });
  else if (pattern && !texts.every((one) => new RegExp(pattern, "u").test(one)))
    add(`more.${path}`, "valuePattern", { pattern });
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
