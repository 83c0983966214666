import type { Found, UserDataContext } from "../finding.ts";
import { kindOf } from "../user-data.ts";
import type { Work } from "./as-far-as.ts";
import { configFindings } from "./cloud-config.ts";
import { firstLineEnd } from "./whole-text.ts";

/** What only the guest can tell: names given twice in two branches, and what becomes of an expression. */
const unsure = new Set<Found["rule"]>([
  "duplicateKey",
  "lostIndentation",
  "nothing",
  "usersWithoutDefault",
  "usersLockedOut",
]);

/** A template is filled in at the first boot: what is left when its own signs are blanked is judged, and nothing that touches one of them. */
export const jinjaFindings = (text: string, context: UserDataContext, work: Work): Found[] => {
  const end = firstLineEnd(text);
  const note: Found = { rule: "jinja", severity: "info", from: 0, to: end };
  const rest = text.slice(end).replace(/^\r?\n/, "");
  const start = text.length - rest.length;
  if (!/\S/.test(rest) || kindOf(rest) === "unknown")
    return [
      note,
      { rule: "notUserData", severity: "error", from: Math.min(start, text.length), to: start + firstLineEnd(rest) },
    ];
  if (kindOf(rest) !== "cloud-config") return [note];
  const places = signsIn(text);
  const branches = places.some(({ all }) => all.startsWith("{%"));
  let plain = text.slice(0, start).replaceAll(/[^\r\n]/g, "#");
  for (const { index, all } of places) plain += text.slice(plain.length, Math.max(index, plain.length)) + blank(all);
  plain += text.slice(plain.length);
  const touches = touching(places);
  const found = configFindings(plain, context, work).filter(
    // That nothing is said of the rest is true wherever it begins.
    (one) => one.rule === "restUnseen" || (!touches(one) && !(branches && unsure.has(one.rule))),
  );
  return [note, ...found.map(({ fix, ...one }) => (branches ? one : { ...one, fix }))];
};

type Sign = { index: number; all: string };

const longestSign = 1000;

/** Expressions, statements and remarks, each from its opening to the next closing of its kind. Every letter is looked at a few times at most. */
const signsIn = (text: string): Sign[] => {
  const found: Sign[] = [];
  const open = /\{[{%#]/g;
  const ends = new Map<string, number>();
  for (let at = open.exec(text); at; at = open.exec(text)) {
    const close = `${at[0] === "{{" ? "}" : at[0][1]}}`;
    const inner = at.index + 2;
    let end = ends.get(close) ?? -1;
    if (end < inner) end = text.indexOf(close, inner);
    ends.set(close, end < 0 ? Number.POSITIVE_INFINITY : end);
    if (end >= inner && end - inner <= longestSign) {
      found.push({ index: at.index, all: text.slice(at.index, end + 2) });
      open.lastIndex = end + 2;
    } else open.lastIndex = at.index + 1;
  }
  return found;
};

/** Whether a finding lies on one of the signs, which are in the order of the text. */
const touching = (places: readonly Sign[]) => {
  return ({ from, to }: Found): boolean => {
    let [low, high] = [0, places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const { index = 0, all = "" } = places[middle] ?? {};
      if (index + all.length > from) high = middle;
      else low = middle + 1;
    }
    const first = places[low];
    return first !== undefined && first.index < to;
  };
};

/** As long as it was: an expression is a word, a statement or a remark is nothing. */
const blank = (sign: string): string => sign.replaceAll(/[^\r\n]/g, sign.startsWith("{{") ? "x" : " ");
