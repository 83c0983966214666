import type { DeadKey } from "./keymap.ts";

/** X11 keysyms of the keys that are no characters, and what a terminal sends for them. */
const named: Record<number, string> = {
  65288: "\u007f", // BackSpace
  65289: "\t",
  65293: "\r",
  65307: "\u001b",
  65360: "\u001b[H",
  65361: "\u001b[D",
  65362: "\u001b[A",
  65363: "\u001b[C",
  65364: "\u001b[B",
  65367: "\u001b[F",
  65421: "\r", // KP_Enter
  65535: "\u001b[3~", // Delete
};

const keypad: Record<number, string> = { 65450: "*", 65451: "+", 65453: "-", 65454: ".", 65455: "/" };

const modifiers: Record<number, string> = {
  65505: "left shift",
  65506: "right shift",
  65507: "left control",
  65508: "right control",
  65513: "left alt",
  65514: "right alt",
  65027: "right alt", // ISO_Level3_Shift
  65301: "sysrq",
  65515: "left super",
  65516: "right super",
};

const deadKeys: Record<number, DeadKey> = {
  65104: "dead_grave",
  65105: "dead_acute",
  65106: "dead_circumflex",
  65107: "dead_tilde",
  65111: "dead_diaeresis",
  65115: "dead_cedilla",
};

export const deadKeyOf = (symbol: number): DeadKey | undefined => deadKeys[symbol];

export const keysym = {
  backspace: 65288,
  enter: 65293,
  escape: 65307,
  delete: 65535,
  capsLock: 65509,
  f8: 65477,
  /** Which side, and which. */
  modifier: (symbol: number): string | undefined => modifiers[symbol],
} as const;

/** The character of a key, or undefined for keys that have none. */
export const characterOf = (symbol: number): string | undefined => {
  if ((symbol >= 32 && symbol <= 126) || (symbol >= 160 && symbol <= 255)) return String.fromCodePoint(symbol);
  if (symbol === 0x20ac) return "€";
  // Keysyms of Unicode characters are their code point and this bit.
  if (symbol > 0x01000000 && symbol <= 0x0110ffff) return String.fromCodePoint(symbol - 0x01000000);
  if (symbol >= 65456 && symbol <= 65465) return String(symbol - 65456);
  return keypad[symbol];
};

/** What a terminal's keyboard sends for a key; empty for keys that send nothing. */
export const terminalInput = (symbol: number, character: string | undefined, isControlDown: boolean): string => {
  if (character === undefined) return named[symbol] ?? "";
  if (!isControlDown) return character;
  const code = character.toUpperCase().charCodeAt(0);
  return code >= 64 && code < 96 ? String.fromCharCode(code - 64) : "";
};
