/** One key as RFB wants it: the X11 keysym, and the DOM code of the physical key for guests that take scan codes. */
export type ConsoleKey = { keysym: number; code: string };

const key = (keysym: number, code: string): ConsoleKey => ({ keysym, code });

const ctrl = key(0xffe3, "ControlLeft");
const alt = key(0xffe9, "AltLeft");
const superKey = key(0xffeb, "MetaLeft");
const functionKey = (n: number): ConsoleKey => key(0xffbd + n, `F${n}`);

/** A combination a browser or its system would keep for itself. `label` is what is printed on keys, the same in every language. */
export type KeyCombination = { id: string; label: string; keys: ConsoleKey[] };

const switchTo = (n: number): KeyCombination => ({
  id: `ctrl-alt-f${n}`,
  label: `Ctrl Alt F${n}`,
  keys: [ctrl, alt, functionKey(n)],
});

export const ctrlAltDel: KeyCombination = {
  id: "ctrl-alt-del",
  label: "Ctrl Alt Del",
  keys: [ctrl, alt, key(0xffff, "Delete")],
};

export const screenKeys: KeyCombination[] = [
  ctrlAltDel,
  { id: "super", label: "Win", keys: [superKey] },
  { id: "alt-tab", label: "Alt Tab", keys: [alt, key(0xff09, "Tab")] },
  { id: "escape", label: "Esc", keys: [key(0xff1b, "Escape")] },
  { id: "print", label: "Print", keys: [key(0xff61, "PrintScreen")] },
  { id: "sysrq", label: "Alt SysRq", keys: [alt, key(0xff15, "PrintScreen")] },
  ...Array.from({ length: 12 }, (_, at) => switchTo(at + 1)),
];

/** Presses in order, releases in reverse, as fingers do. */
export const strokesOf = ({ keys }: KeyCombination): (ConsoleKey & { down: boolean })[] => [
  ...keys.map((pressed) => ({ ...pressed, down: true })),
  ...keys.toReversed().map((released) => ({ ...released, down: false })),
];
