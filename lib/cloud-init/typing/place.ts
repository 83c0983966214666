import { isInText, nothingOpen, type Outline, openedBy, type Path, pathOf, readLine, withLine } from "./outline.ts";

/** Where somebody is writing: at a key or at a value, and what of it stands there already. */
export type Place = {
  at: "key" | "value";
  /** Of what the key belongs to, or of the value. */
  path: Path;
  typed: string;
  /** Where that begins in the text, and in its line. */
  from: number;
  column: number;
  /** Keys that stand beside it. */
  beside: readonly string[];
  /** Begins an entry of a list. */
  isEntry: boolean;
};

const lineStart = (text: string, at: number): number => (at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1);
const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
};

/** What stands above a key at the margin is closed by it. */
const isMargin = (line: string): boolean => /^[^\s#-]/.test(line);

const outlineBefore = (text: string, start: number): Outline => {
  const lines: string[] = [];
  for (let end = start - 1; end >= 0; ) {
    const from = lineStart(text, end);
    const line = text.slice(from, end);
    lines.push(line);
    if (isMargin(line)) break;
    end = from - 1;
  }
  return lines.reduceRight(withLine, nothingOpen);
};

/** Where in cloud-config somebody is writing; null in comments, in texts of several lines and where no word can begin. */
export const placeAt = (text: string, at: number): Place | null => {
  const start = lineStart(text, at);
  const before = text.slice(start, at);
  const outline = start === 0 ? nothingOpen : outlineBefore(text, start);
  // A line that is still blank belongs to a text as far as it is indented.
  const isText =
    before.trim() === "" ? before.length > (outline.textBelow ?? before.length) : isInText(outline, before);
  if (isText) return null;
  if (/(?:^|\s)#/.test(before) || /^\s*\t/.test(before)) return null;
  const line = readLine(before);
  const open = openedBy(outline.open, line);
  if (line.key) {
    const value = flowEntry(line.value);
    if (value === null) return null;
    const typed = value.typed;
    const path = value.isEntry ? [...pathOf(open), 0 as const] : pathOf(open);
    // Right behind the colon no value can begin.
    if (typed === "" && !/\s$/.test(before) && !value.isEntry) return null;
    const from = at - typed.length;
    return { at: "value", path, typed, from, column: from - start, beside: [], isEntry: value.isEntry };
  }
  if (!/^["']?[\w.+-]*$/.test(line.value)) return null;
  return {
    at: "key",
    path: pathOf(open),
    typed: line.value,
    from: start + line.column,
    column: line.column,
    beside: besides(text, start, line.column, line.dashes.length > 0),
    isEntry: line.dashes.length > 0,
  };
};

/** The word that is being written in a value, also in a list in brackets; null where it is no word. */
const flowEntry = (value: string): { typed: string; isEntry: boolean } | null => {
  const inList = /^\[(?:[^[\]{}"']*,)?\s*([\w.+-]*)$/.exec(value);
  if (inList) return { typed: inList[1] ?? "", isEntry: true };
  return /^[\w.+-]*$/.test(value) ? { typed: value, isEntry: false } : null;
};

/** Keys of the same map, above and below a line. */
const besides = (text: string, start: number, column: number, beginsEntry: boolean): string[] => {
  const found: string[] = [];
  const take = (line: string): boolean => {
    if (/^\s*(?:#|$)/.test(line)) return true;
    const read = readLine(line);
    if (read.column < column) return false;
    if (read.column === column && read.key) found.push(read.key.name);
    return read.column > column || read.dashes.length === 0;
  };
  const above = beginsEntry || start === 0 ? [] : text.slice(0, start - 1).split("\n");
  for (const line of above.reverse()) if (!take(line)) break;
  const end = lineEnd(text, start);
  for (const line of end >= text.length ? [] : text.slice(end + 1).split("\n")) {
    if (readLine(line).dashes.some((dash) => dash < column)) break;
    if (!take(line)) break;
  }
  return found;
};

/** The key that a place of the text belongs to, from the outside in; null where it belongs to none. */
export const keyPathAt = (text: string, at: number): Path | null => {
  const start = lineStart(text, at);
  const whole = text.slice(start, lineEnd(text, at));
  const outline = start === 0 ? nothingOpen : outlineBefore(text, start);
  if (!isInText(outline, whole) && /^\s*(?:#|$)/.test(whole)) return null;
  const open = isInText(outline, whole) ? outline.open : openedBy(outline.open, readLine(whole));
  const path = pathOf(open);
  return path.some((step) => step !== 0) ? path.slice(0, path.findLastIndex((step) => step !== 0) + 1) : null;
};
