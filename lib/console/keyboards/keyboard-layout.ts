import { type DeadKey, isDeadKey } from "./dead-keys.ts";

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type LetterQToP = "Q" | "W" | "E" | "R" | "T" | "Y" | "U" | "I" | "O" | "P";
type LetterAToM = "A" | "S" | "D" | "F" | "G" | "H" | "J" | "K" | "L" | "Z" | "X" | "C" | "V" | "B" | "N" | "M";
type Sign = "Backquote" | "Minus" | "Equal" | "BracketLeft" | "BracketRight" | "Semicolon" | "Quote" | "Backslash";

/** A key that writes, by the DOM's code: its place on an American keyboard, whatever is printed on it here. Space is the same everywhere. */
export type WritingKey =
  | `Digit${Digit}`
  | `Key${LetterQToP | LetterAToM}`
  | Sign
  | "IntlBackslash"
  | "Comma"
  | "Period"
  | "Slash";

export type LayoutId = "en-US" | "en-GB" | "de-CH" | "fr-CH" | "de-DE" | "fr-FR" | "it-IT";

/** The same layout has other third levels in each. */
export type GuestFamily = "linux" | "windows";

/**
 * What the keys of a guest write, per key at Base, Shift, AltGr and Shift+AltGr, apart by spaces; `none` where a level has nothing of use.
 *
 * `linux` is xkb as Debian ships it (xkb-data 2.35, model pc105; `symbols/` ch, de, fr, gb, it, us with `latin`). The text console's keymap
 * is made of the same by ckbcomp (console-setup 1.221) and has the same four levels. What it lacks: Caps Lock in xkb's sense for keys whose
 * Shift is another letter (de-CH é), and dead keys past the kernel's own 68 compositions (dead-keys.ts).
 *
 * `windows` says what differs there (learn.microsoft.com/globalization/windows-keyboard-layouts): a key that it names is as it says, of every
 * other one only Base and Shift hold.
 */
export type KeyboardLayout = {
  id: LayoutId;
  linux: Readonly<Record<WritingKey, string>>;
  windows: Readonly<Partial<Record<WritingKey, string>>>;
};

/** What a key does at one level. */
export type LevelAction = { writes: string } | { dead: DeadKey };

const actionOf = (word: string): LevelAction | null => {
  if (word === "none") return null;
  return isDeadKey(word) ? { dead: word } : { writes: word };
};

/** Base, Shift, AltGr, Shift+AltGr of one key in a guest of that family; null where it does nothing of use. */
export const levelsOf = (layout: KeyboardLayout, key: WritingKey, family: GuestFamily): (LevelAction | null)[] => {
  const words = layout.linux[key].split(" ");
  const own = family === "windows" ? (layout.windows[key]?.split(" ") ?? words.slice(0, 2)) : words;
  return own.map(actionOf);
};
