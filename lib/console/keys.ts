/** One key as RFB wants it: the X11 keysym, and the DOM code of the physical key for guests that take scan codes. */
export type ConsoleKey = { keysym: number; code: string };

const key = (keysym: number, code: string): ConsoleKey => ({ keysym, code });

const ctrl = key(0xffe3, "ControlLeft");
const alt = key(0xffe9, "AltLeft");
const superKey = key(0xffeb, "MetaLeft");
const functionKey = (n: number): ConsoleKey => key(0xffbd + n, `F${n}`);

/** A combination a browser or its system would keep for itself. `label` is what is printed on keys, the same in every language. */
export type KeyCombination = {
  id: string;
  label: string;
  group: "combination" | "sysrq" | "terminal" | "own";
  keys: ConsoleKey[];
};

const combination = (id: string, label: string, keys: ConsoleKey[]): KeyCombination => ({
  id,
  label,
  group: "combination",
  keys,
});

const letter = (name: string): ConsoleKey => key(name.toLowerCase().charCodeAt(0), `Key${name}`);
const shift = key(0xffe1, "ShiftLeft");
const escapeKey = key(0xff1b, "Escape");
const sysRq = key(0xff15, "PrintScreen");

export const ctrlAltDel: KeyCombination = combination("ctrl-alt-del", "Ctrl Alt Del", [
  ctrl,
  alt,
  key(0xffff, "Delete"),
]);

/** The kernel's Magic SysRq (Documentation/admin-guide/sysrq.rst): the six that shut a hung system down in order, and the crash dump. */
export const sysRqLetters = ["R", "E", "I", "S", "U", "B", "C"] as const;

const magic = (name: (typeof sysRqLetters)[number]): KeyCombination => ({
  id: `sysrq-${name.toLowerCase()}`,
  label: `Alt SysRq ${name}`,
  group: "sysrq",
  keys: [alt, sysRq, letter(name)],
});

const switchTo = (n: number): KeyCombination => ({
  id: `ctrl-alt-f${n}`,
  label: `Ctrl Alt F${n}`,
  group: "terminal",
  keys: [ctrl, alt, functionKey(n)],
});

export const screenKeys: KeyCombination[] = [
  ctrlAltDel,
  combination("super", "Win", [superKey]),
  combination("super-r", "Win R", [superKey, letter("R")]),
  combination("ctrl-shift-escape", "Ctrl Shift Esc", [ctrl, shift, escapeKey]),
  combination("alt-tab", "Alt Tab", [alt, key(0xff09, "Tab")]),
  combination("alt-f4", "Alt F4", [alt, functionKey(4)]),
  combination("ctrl-w", "Ctrl W", [ctrl, letter("W")]),
  combination("ctrl-t", "Ctrl T", [ctrl, letter("T")]),
  combination("escape", "Esc", [escapeKey]),
  combination("print", "Print", [key(0xff61, "PrintScreen")]),
  combination("scroll-lock", "Scroll Lock", [key(0xff14, "ScrollLock")]),
  ...sysRqLetters.map(magic),
  ...Array.from({ length: 12 }, (_, at) => switchTo(at + 1)),
];

/** Presses in order, releases in reverse, as fingers do. */
export const strokesOf = ({ keys }: KeyCombination): (ConsoleKey & { down: boolean })[] => [
  ...keys.map((pressed) => ({ ...pressed, down: true })),
  ...keys.toReversed().map((released) => ({ ...released, down: false })),
];
