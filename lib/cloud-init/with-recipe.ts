import type { Found, TextChange, UserDataContext } from "./finding.ts";
import { configOf } from "./lint/cloud-config.ts";
import { itemsOf } from "./lint/config.ts";
import { readYaml } from "./lint/read-yaml.ts";
import { isSame, placed } from "./recipes/insert.ts";
import { type Addition, type RecipeId, type RecipeRefusal, recipes } from "./recipes.ts";
import { kindOf } from "./user-data.ts";

/** `changes` are all that is done to the text; none where it has everything already. */
export type WithRecipe = { text: string; changes: readonly TextChange[] } | { refusal: RecipeRefusal; key?: string };

const header = "#cloud-config\n";

/** A recipe added to what is typed, of which every byte stays where it was among the others. */
export const withRecipe = (text: string, id: RecipeId, context: UserDataContext): WithRecipe => {
  const additions = recipes.find((recipe) => recipe.id === id)?.additions(context) ?? "family";
  if (additions === "family" || additions === "needsKeys") return { refusal: additions };
  const kind = kindOf(text);
  if (kind !== "cloud-config" && kind !== "empty") return { refusal: "notCloudConfig" };
  const begun = kind === "empty" ? { text: header, changes: [{ from: 0, to: text.length, insert: header }] } : null;
  const base = begun?.text ?? text;
  const before = configOf(base);
  if (!isSound(before)) return { refusal: "unreadable" };
  const [document, second] = readYaml(base) ?? [];
  if (!document || second) return { refusal: "unreadable" };

  const eol = base.includes("\r\n") ? "\r\n" : "\n";
  const changes: TextChange[] = [];
  let appended = "";
  for (const addition of additions) {
    const place = placed({ text: base, document, eol }, addition);
    if (typeof place === "string") return { refusal: place, key: addition.key };
    changes.push(...place.changes);
    appended += place.appended;
  }
  if (appended !== "") {
    const end = endOf(base, document.range[1]);
    const isLine = end === 0 || base[end - 1] === "\n";
    changes.push({ from: end, to: end, insert: (isLine ? "" : eol) + appended });
  }
  const result = changed(base, changes);
  const after = configOf(result);
  if (!isKept(before, after) || !additions.every((addition) => isThere(addition, after)))
    return { refusal: "unreadable" };
  return { text: result, changes: begun ? [{ from: 0, to: text.length, insert: result }] : changes };
};

/** In front of a document's own end, where somebody wrote one. */
const endOf = (text: string, from: number): number => {
  const mark = /^\.\.\.\s*$/m.exec(text.slice(from));
  return mark ? from + mark.index : text.length;
};

/** A text whose shape is known: what is wrong with single keys stays wrong, what is wrong with lines moves elsewhere. */
const isSound = ({ found, config, isWhole }: ReadText): boolean => {
  if (!isWhole || found.some(({ severity, rule }) => severity === "error" && rule !== "duplicateKey")) return false;
  return config === null || !/^\s*[{[]/.test(config.text.slice(config.document.contents?.range[0] ?? 0));
};

/** Whether all that a text said it still says: what somebody wrote may be stranger than what lines are put below it for. */
const isKept = (before: ReadText, after: ReadText): boolean => {
  if (!after.config || !after.isWhole || after.found.filter(isError).length > before.found.filter(isError).length)
    return false;
  const now = after.config.value;
  return Object.entries(before.config?.value ?? {}).every(([key, value]) => {
    const kept = value === null || !Array.isArray(value) ? now[key] : itemsOf(now[key]).slice(0, value.length);
    return (value === null && Array.isArray(kept)) || JSON.stringify(kept) === JSON.stringify(value);
  });
};

const isThere = (addition: Addition, { config }: ReadText): boolean => {
  const value = config?.value[addition.key];
  if ("value" in addition) return isSame(value, addition.value);
  return addition.items.every((one) => one.ifNew || itemsOf(value).some((item) => isSame(item, one.value)));
};

type ReadText = ReturnType<typeof configOf>;
const isError = ({ severity }: Found): boolean => severity === "error";

const changed = (text: string, changes: readonly TextChange[]): string => {
  let result = "";
  let at = 0;
  for (const { from, to, insert } of [...changes].sort((one, other) => one.from - other.from)) {
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
};
