import type { Found } from "../finding.ts";
import { onOneLine } from "./place.ts";

/** One part of a message: its own text, where that begins in the whole, and what it says it is. */
export type Part = { text: string; start: number; type: string; encoding: string; headerStart: number };

export type Message = { found: Found[]; parts: Part[] };

const mostParts = 100;

/** A MIME message as far as cloud-init needs it: parts by the boundary, nested ones in one row. */
export const readMessage = (text: string): Message => {
  const found: Found[] = [];
  const head = headOf(text, 0);
  const to = /\r?\n/.exec(text)?.index ?? text.length;
  // cloud-init looks for this in the first 4096 bytes, and takes a text without it for no message at all.
  if (!/mime-version:/i.test(text.slice(0, 4096)))
    found.push({
      rule: "multipartNoVersion",
      severity: "error",
      from: 0,
      to,
      fix: { id: "putVersion", changes: [{ from: 0, to: 0, insert: "MIME-Version: 1.0\n" }] },
    });
  const parts = partsOf(text, head.end, head.fields, 0);
  if (parts === null) found.push({ rule: "multipartNoBoundary", severity: "error", from: 0, to });
  else if (parts.length === 0) found.push({ rule: "multipartEmpty", severity: "error", from: 0, to });
  const rest = parts?.[mostParts];
  if (rest) found.push({ rule: "restUnseen", severity: "warning", ...onOneLine(text, rest.headerStart, text.length) });
  return { found, parts: parts?.slice(0, mostParts) ?? [] };
};

type Head = { fields: string; end: number };

/** Header fields end at the first empty line; a folded one goes on in the next line. */
const headOf = (text: string, start: number): Head => {
  const end = /\r?\n[ \t]*\r?\n/.exec(text.slice(start));
  const until = end ? start + end.index + end[0].length : text.length;
  return { fields: text.slice(start, until).replaceAll(/\r?\n[ \t]+/g, " "), end: until };
};

const field = (fields: string, name: string): string =>
  new RegExp(`^${name}:[ \\t]*([^\\r\\n]*)`, "im").exec(fields)?.[1]?.trim() ?? "";

/** null: it says that it has parts, and not what lies between them. */
const partsOf = (text: string, start: number, fields: string, depth: number): Part[] | null => {
  const boundary = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(field(fields, "content-type"));
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return null;
  const parts: Part[] = [];
  let from: number | null = null;
  for (const { index, 0: line } of text.slice(start).matchAll(/^--.*\r?$/gm)) {
    const isNext = isMark(line, `--${mark}`);
    if (!isNext && !isMark(line, `--${mark}--`)) continue;
    if (from !== null) parts.push(...partOf(text, from, start + index, depth));
    from = isNext ? start + index + line.length + 1 : null;
    if (from === null || parts.length > mostParts) return parts;
  }
  if (from !== null) parts.push(...partOf(text, from, text.length, depth));
  return parts;
};

/** Blanks may follow it in its line. */
const isMark = (line: string, mark: string): boolean =>
  line.startsWith(mark) && /^[ \t]*\r?$/.test(line.slice(mark.length));

const partOf = (text: string, from: number, to: number, depth: number): Part[] => {
  const whole = text.slice(0, to);
  const { fields, end } = /^\r?\n/.test(whole.slice(from)) ? { fields: "", end: from } : headOf(whole, from);
  const type = (field(fields, "content-type").split(";")[0] ?? "").trim().toLowerCase();
  if (type.startsWith("multipart/") && depth < 5) return partsOf(whole, end, fields, depth + 1) ?? [];
  const body = whole.slice(end);
  const start = end + (/^(?:\r?\n)*/.exec(body)?.[0].length ?? 0);
  const encoding = field(fields, "content-transfer-encoding").toLowerCase();
  return [{ text: whole.slice(start), start, type, encoding, headerStart: Math.min(from, Math.max(0, to - 1)) }];
};
