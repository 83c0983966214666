import { isJsonObject, textAt } from "../objects/json-value.ts";

type Step = { key: string } | { index: number } | { filter: { path: string[]; value: string } } | { all: true };

const STEP =
  /\.([\w-]+)|\['((?:[^'\\]|\\.)*)'\]|\["([^"]*)"\]|\[(\d+)\]|\[\?\(@((?:\.[\w-]+)+)\s*==\s*["']([^"']*)["']\)\]|(\[\*\])/gy;

/**
 * The subset of JSONPath that printer columns use: `.spec.replicas`, `.metadata.labels['a.b/c']`, `.list[0]`,
 * `.status.conditions[?(@.type=="Ready")].status`. The first match, or undefined.
 */
export function readJsonPath(value: unknown, path: string): unknown {
  const steps = parsed(path);
  return steps === undefined ? undefined : follow(value, steps);
}

const cache = new Map<string, Step[] | undefined>();

function parsed(path: string): Step[] | undefined {
  if (!cache.has(path)) cache.set(path, parse(path));
  return cache.get(path);
}

function parse(path: string): Step[] | undefined {
  const text = path
    .replace(/\\\./g, "\u0000")
    .replace(/^\{|\}$/g, "")
    .replace(/^\$/, "");
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  let at = 0;
  for (let found = STEP.exec(text); found !== null; found = STEP.exec(text)) {
    at = STEP.lastIndex;
    const [, dotted, single, double, index, filterPath, filterValue, all] = found;
    const key = dotted ?? single ?? double;
    if (key !== undefined) steps.push({ key: key.replaceAll("\u0000", ".") });
    else if (index !== undefined) steps.push({ index: Number(index) });
    else if (all !== undefined) steps.push({ all: true });
    else steps.push({ filter: { path: (filterPath ?? "").split(".").slice(1), value: filterValue ?? "" } });
  }
  return at === text.length ? steps : undefined;
}

function follow(value: unknown, [step, ...rest]: Step[]): unknown {
  if (step === undefined) return value;
  if ("key" in step) {
    return isJsonObject(value) && Object.hasOwn(value, step.key) ? follow(value[step.key], rest) : undefined;
  }
  if (!Array.isArray(value)) return undefined;
  if ("index" in step) return follow(value[step.index], rest);
  const candidates =
    "all" in step ? value : value.filter((item) => textAt(item, ...step.filter.path) === step.filter.value);
  return candidates.map((item) => follow(item, rest)).find((found) => found !== undefined);
}
