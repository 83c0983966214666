import type { Found, UserDataContext } from "../finding.ts";
import { kindOf } from "../user-data.ts";
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
export const jinjaFindings = (text: string, context: UserDataContext): Found[] => {
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
  const places = [...text.matchAll(/\{\{.{0,1000}?\}\}|\{%.{0,1000}?%\}|\{#.{0,1000}?#\}/gs)].map(
    ({ index, 0: all }) => ({ index, all }),
  );
  const branches = places.some(({ all }) => all.startsWith("{%"));
  let plain = text.slice(0, start).replaceAll(/[^\r\n]/g, "#");
  for (const { index, all } of places) plain += text.slice(plain.length, Math.max(index, plain.length)) + blank(all);
  plain += text.slice(plain.length);
  const touches = ({ from, to }: Found) => places.some(({ index, all }) => from < index + all.length && index < to);
  const found = configFindings(plain, context).filter((one) => !touches(one) && !(branches && unsure.has(one.rule)));
  return [note, ...found.map(({ fix, ...one }) => (branches ? one : { ...one, fix }))];
};

/** As long as it was: an expression is a word, a statement or a remark is nothing. */
const blank = (sign: string): string => sign.replaceAll(/[^\r\n]/g, sign.startsWith("{{") ? "x" : " ");
