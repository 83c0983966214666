import type { Document } from "yaml";
import type { Found, TextChange } from "../finding.ts";
import { piecesOf, type Work, wholeUntil } from "./as-far-as.ts";
import { onOneLine } from "./place.ts";
import { areDeep, readYaml, tabsIn } from "./read-yaml.ts";
import { syntaxFinding } from "./trouble.ts";

/** A text read as YAML: its first document where it has one that can be looked at, and whether that is all of it. */
export type ReadConfig = { found: Found[]; document: Document.Parsed | null; isWhole: boolean };

/** What cloud-init's reader would stumble over. One such place, and nothing of the whole text is carried out. */
export const readConfig = (text: string, work: Work): ReadConfig => {
  const pieces = piecesOf(text, work);
  if (work.left > 0) return { ...readWhole(text, pieces), isWhole: true };
  if (areDeep(pieces)) return { found: [tooDeep(text)], document: null, isWhole: false };
  const end = wholeUntil(pieces);
  const { found, document } = readWhole(text.slice(0, end));
  const rest: Found = { rule: "restUnseen", severity: "warning", ...onOneLine(text, end, text.length) };
  return { found: [...found, rest], document, isWhole: false };
};

const tooDeep = (text: string): Found => ({ rule: "tooDeep", severity: "error", ...onOneLine(text, 0, 1) });

const readWhole = (text: string, pieces?: readonly string[]): Omit<ReadConfig, "isWhole"> => {
  const blanks = strangeBlanks(text);
  const tabs = tabFindings(text);
  const found = [...otherBreaks(text), ...blanks, ...tabs];
  // What is said of a blank that is none is said once, not again as all that follows from it.
  const plain = text.replaceAll(/[\u00a0\u2000-\u200b\u202f\u3000\t]/g, " ");
  const documents = found.length > 0 ? readYaml(plain) : readYaml(text, pieces);
  if (!documents) return { found: [...found, tooDeep(text)], document: null };
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
  const isIndent = indentsOf(text);
  const changes = tabs.map((at): TextChange => ({ from: at, to: at + 1, insert: isIndent(at) ? "  " : " " }));
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

/** Whether a place has only blanks before it in its line, asked from the first place to the last: each letter is looked at once. */
const indentsOf = (text: string): ((at: number) => boolean) => {
  const ink = /\S/g;
  let [first, end] = [-1, -1];
  return (at) => {
    if (at > first && at > end) {
      ink.lastIndex = text.lastIndexOf("\n", at - 1) + 1;
      first = ink.exec(text)?.index ?? text.length;
      end = (text.indexOf("\n", first) + 1 || text.length + 1) - 1;
    }
    return at < first;
  };
};

/** What is copied from a web page: blanks that look like spaces at the beginning of a line or after a dash or colon. */
const strangeBlanks = (text: string): Found[] => {
  const changes = [...text.matchAll(/^([ \t]*(?:- *)?(?:[\w.-]+: *)?)([\u00a0\u2000-\u200b\u202f\u3000]+)/gm)].map(
    ({ index, 1: before = "", 2: blanks = "" }): TextChange => {
      const from = index + before.length;
      return { from, to: from + blanks.length, insert: blanks.replaceAll("\u200b", "").replaceAll(/./g, " ") };
    },
  );
  const [first] = changes;
  if (!first) return [];
  return [
    {
      rule: "noBreakSpace",
      severity: "error",
      from: first.from,
      to: first.to,
      values: { count: changes.length },
      fix: { id: "spaces", changes },
    },
  ];
};
