import type { ConsoleKey, KeyCombination } from "./keys.ts";

/** A combination that somebody made: what it is called, and what is pressed, in that order. */
export type RecordedCombination = { name: string; keys: RecordedKey[] };
export type RecordedKey = ConsoleKey & { label: string };

export const mostCombinations = 20;
export const mostKeys = 5;
export const longestCombinationName = 40;
const longestLabel = 16;

/** What is printed on the keys that write nothing, and their keysym. */
const named: Record<string, [label: string, keysym: number]> = {
  ControlLeft: ["Ctrl", 0xffe3],
  ControlRight: ["Ctrl", 0xffe4],
  ShiftLeft: ["Shift", 0xffe1],
  ShiftRight: ["Shift", 0xffe2],
  AltLeft: ["Alt", 0xffe9],
  AltRight: ["AltGr", 0xfe03],
  MetaLeft: ["Win", 0xffeb],
  MetaRight: ["Win", 0xffec],
  ContextMenu: ["Menu", 0xff67],
  Escape: ["Esc", 0xff1b],
  Tab: ["Tab", 0xff09],
  Enter: ["Enter", 0xff0d],
  Space: ["Space", 0x20],
  Backspace: ["Backspace", 0xff08],
  Insert: ["Insert", 0xff63],
  Delete: ["Del", 0xffff],
  Home: ["Home", 0xff50],
  End: ["End", 0xff57],
  PageUp: ["Page Up", 0xff55],
  PageDown: ["Page Down", 0xff56],
  ArrowLeft: ["←", 0xff51],
  ArrowUp: ["↑", 0xff52],
  ArrowRight: ["→", 0xff53],
  ArrowDown: ["↓", 0xff54],
  CapsLock: ["Caps Lock", 0xffe5],
  NumLock: ["Num Lock", 0xff7f],
  ScrollLock: ["Scroll Lock", 0xff14],
  Pause: ["Pause", 0xff13],
  PrintScreen: ["SysRq", 0xff15],
  ...Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`F${at + 1}`, [`F${at + 1}`, 0xffbe + at]])),
};

/**
 * The key of a keyboard event; null for one that RFB cannot name. A letter is a small one, or QEMU would take the person's Caps Lock for the
 * guest's.
 */
export const recordedKeyOf = ({ key, code }: { key: string; code: string }): RecordedKey | null => {
  if (Object.hasOwn(named, code)) {
    const [label, keysym] = named[code] ?? [code, 0];
    return { label, keysym, code };
  }
  const character = key.toLowerCase();
  const codePoint = character.codePointAt(0) ?? 0;
  if ([...character].length !== 1 || code === "" || codePoint < 0x20) return null;
  return { label: key.toUpperCase(), keysym: codePoint <= 0xff ? codePoint : 0x01000000 + codePoint, code };
};

export const labelOf = (keys: readonly RecordedKey[]): string => keys.map(({ label }) => label).join(" ");

/** To be sent as the ones that come with the menu. */
export const combinationOf = ({ name, keys }: RecordedCombination): KeyCombination => ({
  id: `own-${name}`,
  label: name,
  group: "own",
  keys: keys.map(({ keysym, code }) => ({ keysym, code })),
});

const isKey = (value: unknown): value is RecordedKey =>
  typeof value === "object" &&
  value !== null &&
  "label" in value &&
  typeof value.label === "string" &&
  value.label.length <= longestLabel &&
  "keysym" in value &&
  Number.isInteger(value.keysym) &&
  "code" in value &&
  typeof value.code === "string" &&
  /^[A-Za-z0-9]{1,20}$/.test(value.code);

const isCombination = (value: unknown): value is RecordedCombination =>
  typeof value === "object" &&
  value !== null &&
  "name" in value &&
  typeof value.name === "string" &&
  value.name.trim() !== "" &&
  value.name.length <= longestCombinationName &&
  "keys" in value &&
  Array.isArray(value.keys) &&
  value.keys.length > 0 &&
  value.keys.length <= mostKeys &&
  value.keys.every(isKey);

/** From the browser's storage, which anything may have written; nothing of what somebody else (another `scope`) made. */
export const readCombinations = (text: string | null, scope: string): RecordedCombination[] => {
  try {
    const kept: unknown = JSON.parse(text ?? "null");
    if (typeof kept !== "object" || kept === null || !("scope" in kept) || kept.scope !== scope) return [];
    return "combinations" in kept && Array.isArray(kept.combinations)
      ? kept.combinations.filter(isCombination).slice(0, mostCombinations)
      : [];
  } catch {
    return [];
  }
};

export const writeCombinations = (combinations: readonly RecordedCombination[], scope: string): string =>
  JSON.stringify({ scope, combinations });

/** Adds one, or puts it in the place of the one that is called the same; null without a name, a key or room. */
export const withCombination = (
  combinations: readonly RecordedCombination[],
  { name, keys }: RecordedCombination,
): RecordedCombination[] | null => {
  const called = name.trim().slice(0, longestCombinationName);
  const others = combinations.filter((each) => each.name !== called);
  if (!called || keys.length === 0 || others.length >= mostCombinations) return null;
  return [...others, { name: called, keys: keys.slice(0, mostKeys) }];
};
