import { linuxKeymaps } from "./keymaps-linux.ts";
import { windowsKeymaps } from "./keymaps-windows.ts";

export type DeadKey =
  | "dead_grave"
  | "dead_acute"
  | "dead_circumflex"
  | "dead_tilde"
  | "dead_diaeresis"
  | "dead_cedilla";
/** A character, or a dead key by its name. */
export type KeymapEntry = { text: string } | { dead: DeadKey };

/** What a guest makes of its keyboard: by scan code (set 1), at the plain level, Shift, AltGr, and both. */
export type Keymap = {
  name: string;
  at: (scanCode: number, level: number) => KeymapEntry | undefined;
};

const through = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** The writing keys of a PC's 105, row by row from the left: beside 1, beside Tab, beside Caps Lock, beside the left Shift. */
const rows = [
  [0x29, ...through(0x02, 0x0d)],
  through(0x10, 0x1b),
  [...through(0x1e, 0x28), 0x2b],
  [0x56, ...through(0x2c, 0x35)],
];
const levels = 4;

const marks: Record<DeadKey, { mark: string; linux: string; windows: string }> = {
  dead_grave: { mark: "\u0300", linux: "`", windows: "`" },
  dead_acute: { mark: "\u0301", linux: "'", windows: "´" },
  dead_circumflex: { mark: "\u0302", linux: "^", windows: "^" },
  dead_tilde: { mark: "\u0303", linux: "~", windows: "~" },
  dead_diaeresis: { mark: "\u0308", linux: '"', windows: "¨" },
  dead_cedilla: { mark: "\u0327", linux: ",", windows: "¸" },
};

const entryOf = (word: string): KeymapEntry | undefined => {
  if (word === "nul") return undefined;
  // Object.hasOwn says that it is one of the names.
  return Object.hasOwn(marks, word) ? { dead: word as DeadKey } : { text: word === "grave" ? "`" : word };
};

const parse = (name: string, text: string): Keymap => {
  const lines = text
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/ +/));
  const entries = new Map<number, (KeymapEntry | undefined)[]>();
  rows.forEach((keys, row) => {
    keys.forEach((scanCode, column) => {
      const words = lines.slice(row * levels, (row + 1) * levels).map((line) => line[column] ?? "nul");
      entries.set(scanCode, words.map(entryOf));
    });
  });
  return { name, at: (scanCode, level) => (scanCode === 0x39 ? { text: " " } : entries.get(scanCode)?.[level]) };
};

const parseAll = (texts: Record<string, string>): Map<string, Keymap> =>
  new Map(Object.entries(texts).map(([name, text]) => [name, parse(name, text)]));

/** By family, by name (`de-ch`). A guest starts with the first. */
export const keymaps = { linux: parseAll(linuxKeymaps), windows: parseAll(windowsKeymaps) };

export type GuestFamily = keyof typeof keymaps;

/**
 * What a dead key and the next character write. The kernel's accent table and Windows' layouts know the letters of Latin-1; what does not go
 * together is written one after the other. Space, and on Linux the same accent again, gives the accent alone.
 */
export const compose = (dead: DeadKey, next: string, family: GuestFamily): string => {
  const { mark, [family]: alone } = marks[dead];
  if (next === " " || (family === "linux" && next === alone)) return alone;
  const letter = `${next}${mark}`.normalize("NFC");
  return letter.length === 1 && letter <= "ÿ" ? letter : alone + next;
};
