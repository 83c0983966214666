import { isJsonObject, listAt, objectAt, textAt, textsAt } from "./json-value.ts";
import { badRequest } from "./status-error.ts";

export type Labels = Readonly<Record<string, string>> | undefined;
export type Requirement = { key: string; operator: "In" | "NotIn" | "Exists" | "DoesNotExist"; values: string[] };

export function matches(requirements: readonly Requirement[], labels: Labels): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
    if (operator === "Exists") return value !== undefined;
    if (operator === "DoesNotExist") return value === undefined;
    const included = value !== undefined && values.includes(value);
    return operator === "In" ? included : !included;
  });
}

const SET_BASED = /^(\S+)\s+(in|notin)\s+\(([^()]*)\)$/;
const EQUALITY = /^([^\s=!]+)\s*(==|=|!=)\s*([^\s=!]*)$/;
const EXISTENCE = /^(!?)\s*([^\s=!()]+)$/;

/** The query syntax: `a=b,c!=d,e in (f,g),h,!i`. */
export function parseLabelSelector(text: string): Requirement[] {
  if (text.trim() === "") return [];
  return splitOutsideParentheses(text).map((part) => requirementOf(part.trim(), text));
}

function requirementOf(part: string, whole: string): Requirement {
  const set = SET_BASED.exec(part);
  if (set?.[1] !== undefined) {
    const values = (set[3] ?? "").split(",").map((value) => value.trim());
    return { key: set[1], operator: set[2] === "in" ? "In" : "NotIn", values };
  }
  const equality = EQUALITY.exec(part);
  if (equality?.[1] !== undefined) {
    return { key: equality[1], operator: equality[2] === "!=" ? "NotIn" : "In", values: [equality[3] ?? ""] };
  }
  const existence = EXISTENCE.exec(part);
  if (existence?.[2] !== undefined) {
    return { key: existence[2], operator: existence[1] === "!" ? "DoesNotExist" : "Exists", values: [] };
  }
  throw badRequest(`unable to parse requirement: found '${part}', in label selector "${whole}"`);
}

function splitOutsideParentheses(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === "(") depth += 1;
    else if (character === ")") depth -= 1;
    else if (character === "," && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}

const OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist"] as const;

/** The object form, `{matchLabels, matchExpressions}`; what is malformed selects nothing. */
export function fromLabelSelectorObject(selector: unknown): Requirement[] | undefined {
  if (!isJsonObject(selector)) return undefined;
  const equal = Object.entries(objectAt(selector, "matchLabels")).map(
    ([key, value]): Requirement => ({ key, operator: "In", values: [String(value)] }),
  );
  const expressions = listAt(selector, "matchExpressions").map((expression): Requirement | undefined => {
    const operator = OPERATORS.find((candidate) => candidate === textAt(expression, "operator"));
    if (operator === undefined) return undefined;
    return { key: textAt(expression, "key"), operator, values: textsAt(expression, "values") };
  });
  const known = expressions.filter((expression) => expression !== undefined);
  return known.length === expressions.length ? [...equal, ...known] : undefined;
}
