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

export const keysym = {
  backspace: 65288,
  enter: 65293,
  escape: 65307,
  delete: 65535,
  isControl: (symbol: number) => symbol === 65507 || symbol === 65508,
  isAlt: (symbol: number) => symbol === 65513 || symbol === 65514,
} as const;

/** The character of a key, or undefined for keys that have none. */
export const characterOf = (symbol: number): string | undefined => {
  if ((symbol >= 32 && symbol <= 126) || (symbol >= 160 && symbol <= 255)) return String.fromCodePoint(symbol);
  // Keysyms of Unicode characters are their code point and this bit.
  if (symbol > 0x01000000 && symbol <= 0x0110ffff) return String.fromCodePoint(symbol - 0x01000000);
  if (symbol >= 65456 && symbol <= 65465) return String(symbol - 65456);
  return keypad[symbol];
};

/** What a terminal's keyboard sends for a key; empty for keys that send nothing. */
export const terminalInput = (symbol: number, isControlDown: boolean): string => {
  const character = characterOf(symbol);
  if (character === undefined) return named[symbol] ?? "";
  if (!isControlDown) return character;
  const code = character.toUpperCase().charCodeAt(0);
  return code >= 64 && code < 96 ? String.fromCharCode(code - 64) : "";
};
