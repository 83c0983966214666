import { compositionsOf, deadKeys } from "./keyboards/dead-keys.ts";
import { type GuestFamily, type KeyboardLayout, levelsOf, type WritingKey } from "./keyboards/keyboard-layout.ts";
import type { ConsoleKey } from "./keys.ts";

export type Stroke = ConsoleKey & { down: boolean };

/** One key with its modifiers, pressed and let go of: what is sent at once, and what a guest can be given between two pauses. */
export type Tap = readonly Stroke[];

/** A character without a place on the guest's keyboard. Line and column count from 1, in characters. */
export type Untypable = { character: string; line: number; column: number };

export type TypingPlan = { taps: readonly Tap[]; untypable: readonly Untypable[] };

const shift: ConsoleKey = { keysym: 0xffe1, code: "ShiftLeft" };
/** ISO_Level3_Shift, as noVNC sends it for a person's own AltGr. */
const altGr: ConsoleKey = { keysym: 0xfe03, code: "AltRight" };
const enter: ConsoleKey = { keysym: 0xff0d, code: "Enter" };
const tab: ConsoleKey = { keysym: 0xff09, code: "Tab" };
const space: ConsoleKey = { keysym: 0x20, code: "Space" };

const modifiersOf = [[], [shift], [altGr], [shift, altGr]] as const;

const tapOf = (key: ConsoleKey, modifiers: readonly ConsoleKey[] = []): Tap => [
  ...modifiers.map((modifier) => ({ ...modifier, down: true })),
  { ...key, down: true },
  { ...key, down: false },
  ...modifiers.toReversed().map((modifier) => ({ ...modifier, down: false })),
];

/** X11's keysym of a character: Latin-1 is itself, the euro sign has one of its own, all others are Unicode's number and a bit. */
const keysymOf = (character: string): number => {
  const codePoint = character.codePointAt(0) ?? 0;
  if (character === "€") return 0x20ac;
  return codePoint <= 0xff ? codePoint : 0x01000000 + codePoint;
};

type Place = { taps: readonly Tap[]; cost: number };
/** Farther than any level, so that a character with a key of its own is never composed. */
const composed = 10;

/** The easiest way to each character: fewest modifiers first; of equals the one that Windows has in the same place, as it is on the keycap. */
const placesOf = (layout: KeyboardLayout, family: GuestFamily): ReadonlyMap<string, Place> => {
  const places = new Map<string, Place>();
  const offer = (character: string, place: Place): void => {
    if (place.cost < (places.get(character)?.cost ?? Number.POSITIVE_INFINITY)) places.set(character, place);
  };
  // Object.keys of a record of exactly these keys.
  const keys = Object.keys(layout.linux) as WritingKey[];
  const dead: { tap: Tap; level: number; key: keyof typeof deadKeys }[] = [];
  for (const code of keys) {
    const printed = new Set(
      levelsOf(layout, code, "windows").map((action) => action && "writes" in action && action.writes),
    );
    levelsOf(layout, code, family).forEach((action, level) => {
      const modifiers = modifiersOf[level] ?? [];
      if (!action) return;
      if ("dead" in action) {
        const tap = tapOf({ keysym: deadKeys[action.dead].keysym, code }, modifiers);
        dead.push({ tap, level, key: action.dead });
      } else {
        const cost = level + (printed.has(action.writes) ? 0 : 0.5);
        offer(action.writes, { taps: [tapOf({ keysym: keysymOf(action.writes), code }, modifiers)], cost });
      }
    });
  }
  offer(" ", { taps: [tapOf(space)], cost: 0 });
  offer("\n", { taps: [tapOf(enter)], cost: 0 });
  offer("\t", { taps: [tapOf(tab)], cost: 0 });
  for (const { tap, level, key } of dead) {
    for (const { next, writes } of compositionsOf(key)) {
      const after = places.get(next);
      if (after && after.cost < composed) offer(writes, { taps: [tap, ...after.taps], cost: composed + level });
    }
  }
  return places;
};

/** What can be typed in a guest of that layout and family, newline (Enter) and tab among it. */
export const typableCharacters = (layout: KeyboardLayout, family: GuestFamily): readonly string[] => [
  ...placesOf(layout, family).keys(),
];

/**
 * The keys that write a text in a guest of that layout. Every stroke says both what RFB can carry: `code` is the physical key, of which QEMU makes
 * the scan code that the guest's own keymap reads; `keysym` is what it should write there, all that counts for a server without QEMU's extended
 * key events. A modifier is down for one key only. Line ends of all kinds are Enter; letters with combining marks are taken together (NFC).
 *
 * Caps Lock: told keysym and Shift, QEMU sees at the first of a–z or A–Z that they differ from the guest's lock, and taps it off first
 * (ui/vnc.c, `lock_key_sync`). A text without such a letter is typed as the lock stands.
 */
export const planTyping = (text: string, layout: KeyboardLayout, family: GuestFamily = "linux"): TypingPlan => {
  const places = placesOf(layout, family);
  const taps: Tap[] = [];
  const untypable: Untypable[] = [];
  let line = 1;
  let column = 0;
  for (const character of text.replace(/\r\n?/g, "\n").normalize("NFC")) {
    column += 1;
    const place = places.get(character);
    if (place) taps.push(...place.taps);
    else untypable.push({ character, line, column });
    if (character !== "\n") continue;
    line += 1;
    column = 0;
  }
  return { taps, untypable };
};

const testSigns = "zyqwam-_/?'\"@#[]{}|\\~^`€£äöüéèàç";

/** A short line of what layouts differ in, to see in the guest whether it has this one. */
export const testLineOf = (layout: KeyboardLayout, family: GuestFamily): string => {
  const places = placesOf(layout, family);
  return [...testSigns].filter((character) => places.has(character)).join("");
};
