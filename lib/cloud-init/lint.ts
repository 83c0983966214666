import type { Finding, Found, UserDataContext } from "./finding.ts";
import { readArchive } from "./lint/archive.ts";
import { mostPieces, type Work } from "./lint/as-far-as.ts";
import { configFindings } from "./lint/cloud-config.ts";
import { firstLineFindings } from "./lint/first-line.ts";
import { includeFindings } from "./lint/include.ts";
import { jinjaFindings } from "./lint/jinja.ts";
import { jsonpFindings } from "./lint/jsonp.ts";
import { type Part, readMessage } from "./lint/parts.ts";
import { tokenFindings } from "./lint/tokens.ts";
import { firstLineEnd, talosFindings, unreadable, windowsLineEnds } from "./lint/whole-text.ts";
import { kindOf } from "./user-data.ts";

/** What would go wrong with user data at the first boot, and what is worth knowing of it, in the order of the text. Never throws. */
export const lintUserData = (text: string, context: UserDataContext): Finding[] => {
  const unread = unreadable(text, context);
  if (unread.length > 0) return inOrder(text, unread);
  const found = read(text, context, { left: mostPieces });
  const unseen = found.filter(({ rule }) => rule === "restUnseen").sort((one, other) => one.from - other.from);
  return inOrder(text, [
    ...found.filter((one) => !unseen.includes(one)),
    ...unseen.slice(0, 1),
    ...tokenFindings(text),
  ]);
};

const read = (text: string, context: UserDataContext, work: Work): Found[] => {
  const talos = talosFindings(text, context);
  if (talos.length > 0) return talos;
  const kind = kindOf(text);
  const first = { from: 0, to: firstLineEnd(text) };
  const note = (rule: Found["rule"], severity: Found["severity"] = "info"): Found => ({ rule, severity, ...first });
  const ends = windowsLineEnds(text, kind);
  switch (kind) {
    case "empty":
      return text === "" ? [] : [note("blank", "error")];
    case "unknown": {
      const { found, isConfig } = firstLineFindings(text);
      return [...ends, ...found, ...(isConfig ? configFindings(text.replace(/^\ufeff/, " "), context, work) : [])];
    }
    case "cloud-config":
      return [...ends, ...configFindings(text, context, work)];
    case "script":
    case "boothook":
      return [...ends, note("script")];
    case "part-handler":
      return [...ends, note("partHandler")];
    case "powershell": {
      const isWindows = context.family === "windows" || context.family === "other";
      return isWindows ? [note("powershell")] : [note("powershellElsewhere", "error")];
    }
    case "include":
      return [...ends, ...includeFindings(text)];
    case "jinja":
      return [...ends, ...jinjaFindings(text, context, work)];
    case "jsonp":
      return [...ends, ...jsonpFindings(text)];
    case "archive": {
      const { found, parts } = readArchive(text, work);
      return [...found, { ...note("archive"), values: listed(parts) }, ...parts.flatMap(ofPart(context, false, work))];
    }
    case "multipart": {
      const { found, parts } = readMessage(text);
      return [...found, { ...note("multipart"), values: listed(parts) }, ...parts.flatMap(ofPart(context, true, work))];
    }
  }
};

const listed = (parts: readonly Part[]) => ({
  count: parts.length,
  types: [...new Set(parts.map(({ type }) => type.slice(0, 60) || "text/plain"))].slice(0, 10).join(", "),
});

/** One part judged as what it is, at its place in the whole. */
const ofPart =
  (context: UserDataContext, keepFixes: boolean, work: Work) =>
  ({ text, start, type, encoding, headerStart }: Part): Found[] => {
    const isConfig = type === "text/cloud-config" || (/^(text\/plain)?$/.test(type) && kindOf(text) === "cloud-config");
    const isInclude =
      type.startsWith("text/x-include") || (/^(text\/plain)?$/.test(type) && kindOf(text) === "include");
    if (!isConfig && !isInclude) return [];
    if (!/^(7bit|8bit|binary)?$/.test(encoding))
      return [{ rule: "partEncoded", severity: "info", from: headerStart, to: headerStart + 1, values: { type } }];
    if (isInclude) return includeFindings(text, start);
    return configFindings(text, context, work).map((found) => moved(found, start, keepFixes));
  };

const moved = (found: Found, by: number, keepFixes: boolean): Found => {
  const { fix, ...rest } = found;
  const changes = fix?.changes.map(({ from, to, insert }) => ({ from: from + by, to: to + by, insert })) ?? [];
  return {
    ...rest,
    from: rest.from + by,
    to: rest.to + by,
    ...(fix && keepFixes && { fix: { id: fix.id, changes } }),
  };
};

/** Whoever has more has seen what it is about. */
const mostFindings = 300;

const ranks = { error: 1, warning: 2, info: 3 };
/** What must not be left out: that there is more, and errors. */
const rankOf = ({ rule, severity }: Found): number => (rule === "restUnseen" ? 0 : ranks[severity]);

const inOrder = (text: string, found: readonly Found[]): Finding[] => {
  const most = [...found].sort((one, other) => rankOf(one) - rankOf(other)).slice(0, mostFindings);
  const sorted = most.sort((one, other) => one.from - other.from || one.to - other.to);
  let line = 1;
  let counted = 0;
  return sorted.map(({ from, to, fix, values = {}, ...rest }): Finding => {
    const start = Math.min(Math.max(0, from), text.length);
    for (let at = text.indexOf("\n", counted); at >= 0 && at < start; at = text.indexOf("\n", counted)) {
      line += 1;
      counted = at + 1;
    }
    const end = Math.min(Math.max(start, to), text.length);
    return { ...rest, line, from: start, to: end, values, ...(fix && { fix }) };
  });
};
