import type { AddYamlProblem, Written } from "../yaml-input.ts";
import type { PasteProblem, PasteProblemRule } from "./change.ts";

const rules: ReadonlySet<string> = new Set<PasteProblemRule>(["value", "source", "upload", "unknownField"]);
const isRule = (rule: string): rule is PasteProblemRule => rules.has(rule);

/** Problems of the readers of a plan's YAML, as those of a pasted text. */
export const problemsInto =
  (problems: PasteProblem[]): AddYamlProblem =>
  ({ lineOf }, path, rule, said = "") => {
    const field = path.map(String).join(".");
    problems.push({ line: lineOf(path), rule: isRule(rule) ? rule : "value", values: { field, said } });
  };

type Issue = { code: string; path: PropertyKey[]; keys?: string[] };
type Parsed<T> = { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } };

/** A tidied object in the shape of its kind; null where a value is of another kind than the schema's. */
export const writtenAs = <T>(
  parsed: Parsed<T>,
  lineOf: Written<T>["lineOf"],
  problems: PasteProblem[],
): Written<T> | null => {
  if (parsed.success) return { object: parsed.data, lineOf };
  const add = problemsInto(problems);
  for (const { code, path, keys = [] } of parsed.error.issues) {
    if (code === "unrecognized_keys") for (const key of keys) add({ lineOf }, [...path, key], "unknownField");
    else add({ lineOf }, path, "value");
  }
  return null;
};
