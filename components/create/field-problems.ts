import type { FieldProblem, Problem } from "#lib/api/problem.ts";
import { catalogueProblems } from "#lib/create/check.ts";
import type { CreateInput } from "#lib/create/input.ts";
import { parseCreateInput } from "#lib/create/schema.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";

/** What the server refused, with the input it refused. */
export type Refused = { input: CreateInput; problem: Problem };

/** Everything wrong with the input, one problem a field: our rules first, then what the server said of values that are still the same. */
export const fieldProblems = (
  input: CreateInput,
  catalogue: CatalogueView,
  refused: Refused | null,
  /** False while nobody has said which profile fits what starts. */
  hasProfile = true,
): FieldProblem[] => {
  const parsed = parseCreateInput(input);
  const asked: FieldProblem[] = hasProfile ? [] : [{ path: "profile", rule: "required" }];
  const own = [...(parsed.ok ? [] : parsed.fields), ...asked, ...catalogueProblems(input, catalogue)].map((problem) =>
    // What nobody has filled in yet is not wrong, it is missing.
    valueAt(input, problem.path) === "" && problem.rule !== "nameRequired" ? { ...problem, rule: "required" } : problem,
  );
  const theirs = (refused?.problem.fields ?? []).filter(
    ({ path }) => JSON.stringify(valueAt(refused?.input, path)) === JSON.stringify(valueAt(input, path)),
  );
  const byPath = new Map<string, FieldProblem>();
  for (const problem of [...own, ...theirs]) if (!byPath.has(problem.path)) byPath.set(problem.path, problem);
  return [...byPath.values()];
};

/** What is wrong with any of several machines that differ in their names, one problem a field. */
export const problemsOfAll = (inputs: readonly CreateInput[], problemsOf: (input: CreateInput) => FieldProblem[]) => {
  const byPath = new Map<string, FieldProblem>();
  for (const problem of inputs.flatMap(problemsOf)) if (!byPath.has(problem.path)) byPath.set(problem.path, problem);
  return [...byPath.values()];
};

const valueAt = (value: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
      value,
    );

/** Problems of a field and of what is inside it (`sshKeys` and `sshKeys.2`). */
export const problemAt = (problems: readonly FieldProblem[], path: string): FieldProblem | null =>
  problems.find((problem) => problem.path === path || problem.path.startsWith(`${path}.`)) ?? null;
