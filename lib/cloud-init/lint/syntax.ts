import type { Document } from "yaml";
import type { Found, TextChange } from "../finding.ts";
import { onOneLine } from "./place.ts";
import { readYaml, tabsIn } from "./read-yaml.ts";
import { syntaxFinding } from "./trouble.ts";

/** A text read as YAML: its first document where it has one that can be looked at. */
export type ReadConfig = { found: Found[]; document: Document.Parsed | null };

/** What cloud-init's reader would stumble over. One such place, and nothing of the whole text is carried out. */
export const readConfig = (text: string): ReadConfig => {
  const blanks = strangeBlanks(text);
  const tabs = tabFindings(text);
  const found = [...otherBreaks(text), ...blanks, ...tabs];
  // What is said of a blank that is none is said once, not again as all that follows from it.
  const plain = text.replaceAll(/[\u00a0\u2000-\u200b\u202f\u3000\t]/g, " ");
  const documents = readYaml(found.length > 0 ? plain : text);
  if (!documents)
    return { found: [...found, { rule: "tooDeep", severity: "error", ...onOneLine(text, 0, 1) }], document: null };
  const [document, second] = documents;
  if (!document) return { found, document: null };
  const troubles = documents.flatMap((one) => one.errors.map((error) => ({ error, one })));
  const [trouble] = troubles.sort((one, other) => one.error.pos[0] - other.error.pos[0]);
  if (trouble)
    return { found: found.length > 0 ? found : [syntaxFinding(text, trouble.error, trouble.one)], document: null };
  if (second) found.push(secondDocument(text, document));
  return { found, document };
};

const secondDocument = (text: string, first: Document.Parsed): Found => {
  const at = /^---/m.exec(text.slice(first.range[1]))?.index ?? 0;
  const from = first.range[1] + at;
  return { rule: "secondDocument", severity: "error", ...onOneLine(text, from, from + 3) };
};

/** Line breaks of another age, which PyYAML still breaks lines at, and what it takes for no text. */
const otherBreaks = (text: string): Found[] => {
  const first = /[\u0080-\u009f\u2028\u2029]/.exec(text);
  if (!first) return [];
  const code = `U+${(first[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  return [{ rule: "controlCharacter", severity: "error", from: first.index, to: first.index + 1, values: { code } }];
};

const tabFindings = (text: string): Found[] => {
  const tabs = text.includes("\t") ? tabsIn(text) : [];
  const [first] = tabs;
  if (first === undefined) return [];
  // A tab after spaces, or spaces after tabs, may mean any depth.
  const isCertain = !/^(\t+ | +\t)/m.test(text);
  const changes = tabs.map((at): TextChange => ({ from: at, to: at + 1, insert: isIndent(text, at) ? "  " : " " }));
  return [
    {
      rule: "tab",
      severity: "error",
      from: first,
      to: first + 1,
      values: { count: tabs.length },
      ...(isCertain && { fix: { id: "spaces", changes } }),
    },
  ];
};

const isIndent = (text: string, at: number): boolean =>
  /^\s*$/.test(text.slice(text.lastIndexOf("\n", at - 1) + 1, at));

/** What is copied from a web page: blanks that look like spaces at the beginning of a line or after a dash or colon. */
const strangeBlanks = (text: string): Found[] => {
  const found = [...text.matchAll(/(?<=^[ \t]*(?:- *)?(?:[\w.-]+: *)?)[\u00a0\u2000-\u200b\u202f\u3000]+/gm)];
  const [first] = found;
  if (!first) return [];
  const changes = found.map(({ index, 0: blanks }) => ({
    from: index,
    to: index + blanks.length,
    insert: blanks.replaceAll("\u200b", "").replaceAll(/./g, " "),
  }));
  return [
    {
      rule: "noBreakSpace",
      severity: "error",
      from: first.index,
      to: first.index + first[0].length,
      values: { count: found.length },
      fix: { id: "spaces", changes },
    },
  ];
};
