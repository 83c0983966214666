import type { ConsoleKey } from "./keys.ts";

/** What an edit of a text field was: so many characters taken away before the end, and a text put there. */
export type Edit = { removed: number; text: string };

/** The difference between two texts of a field in which somebody types at the end: keyboards of phones send whole words, and take them back. */
export const editBetween = (before: string, after: string): Edit => {
  const [from, to] = [[...before], [...after]];
  let same = 0;
  while (same < from.length && same < to.length && from[same] === to[same]) same += 1;
  return { removed: from.length - same, text: to.slice(same).join("") };
};

const backspace: ConsoleKey = { keysym: 0xff08, code: "Backspace" };
const enter: ConsoleKey = { keysym: 0xff0d, code: "Enter" };

/** Characters of Latin 1 are their own keysym, the others lie above (X11's keysymdef.h). No physical key is known of them. */
export const keyOfCharacter = (character: string): ConsoleKey => {
  if (character === "\n") return enter;
  const codePoint = character.codePointAt(0) ?? 0;
  return { keysym: codePoint < 0x100 ? codePoint : 0x01000000 + codePoint, code: "" };
};

export const keysOfEdit = ({ removed, text }: Edit): ConsoleKey[] => [
  ...Array.from({ length: removed }, () => backspace),
  ...[...text].map(keyOfCharacter),
];
