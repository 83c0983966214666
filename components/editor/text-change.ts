/** One stretch of a text and what takes its place; offsets in UTF-16 units, as strings have them. */
export type TextChange = { from: number; to: number; insert: string };

/** The shortest stretch in which two texts differ; null where they are the same. */
export const changeBetween = (before: string, after: string): TextChange | null => {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
};

/** As a text area shows it: whatever ends a line there, ends it with a line feed. */
export const shownText = (text: string): string => text.replace(/\r\n?/g, "\n");

/** Where a place of the shown text is in the text itself; in front of a line's end, also of one with two characters. */
const placeIn = (text: string, shown: number): number => {
  let left = shown;
  let at = 0;
  for (; left > 0; left -= 1) at += text.startsWith("\r\n", at) ? 2 : 1;
  return at;
};

/** What was typed into a text area, which knows line feeds alone, over a text whose other lines end as they did. */
export const typedOver = (text: string, typed: string): string => {
  const change = changeBetween(shownText(text), typed);
  if (!change) return text;
  const made = text.slice(0, placeIn(text, change.from)) + change.insert + text.slice(placeIn(text, change.to));
  // A line feed beside a return that stood alone would become one end with it.
  return shownText(made) === typed ? made : typed;
};
