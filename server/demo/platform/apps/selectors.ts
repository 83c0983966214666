import type { KubeObject } from "../object.ts";
import { badRequest } from "./failure.ts";

type Labels = Record<string, string>;
export type Selector = {
  labels: (labels: Labels) => boolean;
  fields: (name: string, namespace: string) => boolean;
};

const setPattern = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/;
const equalPattern = /^([^=!\s]+)\s*(==|=|!=)\s*([^=!\s]*)$/;
const keyPattern = /^(!?)\s*([A-Za-z0-9][-A-Za-z0-9_./]*)$/;

/** The tests of a list or watch; malformed ones are 400. */
export const selectorOf = (query: URLSearchParams): Selector => {
  const labelTests = split(query.get("labelSelector") ?? "").map(labelTest);
  const fieldTests = split(query.get("fieldSelector") ?? "").map(fieldTest);
  return {
    labels: (labels) => labelTests.every((test) => test(labels)),
    fields: (name, namespace) => fieldTests.every((test) => test({ name, namespace })),
  };
};

const split = (text: string): string[] =>
  text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

const labelTest = (requirement: string): ((labels: Labels) => boolean) => {
  const set = setPattern.exec(requirement);
  if (set) {
    const [, key = "", operator, list = ""] = set;
    const values = new Set(list.split(",").map((value) => value.trim()));
    return operator === "in"
      ? (labels) => values.has(labels[key] ?? "") && key in labels
      : (labels) => !(key in labels) || !values.has(labels[key] ?? "");
  }
  const equal = equalPattern.exec(requirement);
  if (equal) {
    const [, key = "", operator, value = ""] = equal;
    return operator === "!=" ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
  }
  const exists = keyPattern.exec(requirement);
  if (!exists) throw badRequest(`unable to parse requirement: found '${requirement}', expected: identifier`);
  const [, not, key = ""] = exists;
  return not === "!" ? (labels) => !(key in labels) : (labels) => key in labels;
};

const fieldTest = (requirement: string): ((fields: { name: string; namespace: string }) => boolean) => {
  const [, field = requirement, operator, value = ""] = equalPattern.exec(requirement) ?? [];
  if (field !== "metadata.name" && field !== "metadata.namespace") {
    throw badRequest(`"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`);
  }
  const read = field === "metadata.name" ? "name" : "namespace";
  return (fields) => (fields[read] === value) !== (operator === "!=");
};

/** Whether both selectors hold for an object. */
export const isSelected = ({ labels, fields }: Selector, { metadata }: KubeObject): boolean =>
  labels(metadata.labels ?? {}) && fields(metadata.name, metadata.namespace ?? "");
