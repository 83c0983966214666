/** Bytes that a terminal sends for a key. There is no Break among them: KubeVirt's stream carries bytes only (platform API 4.3). */
export type SerialKey = { id: string; label: string; bytes: string };

const control = (letter: string): SerialKey => ({
  id: `ctrl-${letter.toLowerCase()}`,
  label: `Ctrl ${letter}`,
  bytes: String.fromCharCode(letter.charCodeAt(0) & 0x1f),
});

/** What a browser keeps for itself, or a keyboard lacks. */
export const serialKeys: readonly SerialKey[] = [
  { id: "enter", label: "Enter", bytes: "\r" },
  { id: "escape", label: "Esc", bytes: "\x1b" },
  { id: "tab", label: "Tab", bytes: "\t" },
  control("C"),
  control("D"),
  control("Z"),
  control("\\"),
  control("]"),
  control("S"),
  control("Q"),
];

/** What xterm sends for F1 to F12: the first four are a VT100's, the others count with the gaps of a VT220. */
const functionBytes = [
  "\x1bOP",
  "\x1bOQ",
  "\x1bOR",
  "\x1bOS",
  ...[15, 17, 18, 19, 20, 21, 23, 24].map((number) => `\x1b[${number}~`),
];

export const functionKeys: readonly SerialKey[] = functionBytes.map((bytes, at) => ({
  id: `f${at + 1}`,
  label: `F${at + 1}`,
  bytes,
}));
