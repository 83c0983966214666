import type { ConsoleKey } from "../keys.ts";

const plain: Readonly<Record<number, string>> = { 65307: "\x1b", 65289: "\t", 65293: "\r", 65288: "\x7f" };
const arrows: Readonly<Record<number, string>> = { 65361: "D", 65362: "A", 65363: "C", 65364: "B" };
const control = 0xffe3;
const alt = 0xffe9;

/** Keysyms of Latin 1 are its characters, others lie above (X11's keysymdef.h); null of keys that write none. */
const characterOf = (keysym: number): string | null => {
  if (keysym >= 0x20 && keysym < 0x100) return String.fromCodePoint(keysym);
  return keysym > 0x01000000 && keysym <= 0x0110ffff ? String.fromCodePoint(keysym - 0x01000000) : null;
};

/** As xterm sends it with Ctrl: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html */
const controlled = (character: string): string => {
  if (character === " ") return "\0";
  if (character === "?") return "\x7f";
  const code = character.toUpperCase().charCodeAt(0);
  return code >= 0x40 && code < 0x60 ? String.fromCharCode(code - 0x40) : character;
};

/** What keys that go down and up write on a serial line, as a terminal's keyboard would. */
export class LineKeys {
  readonly #held = new Set<number>();

  /** `isApplication`: the guest's program wants arrows as keys of its own (DECCKM). Null: nothing is sent. */
  press({ keysym }: ConsoleKey, down: boolean, isApplication: boolean): string | null {
    if (keysym === control || keysym === alt) {
      if (down) this.#held.add(keysym);
      else this.#held.delete(keysym);
      return null;
    }
    if (!down) return null;
    const [isControl, isAlt] = [this.#held.has(control), this.#held.has(alt)];
    const arrow = arrows[keysym];
    if (arrow !== undefined) {
      if (isControl || isAlt) return `\x1b[1;${1 + (isAlt ? 2 : 0) + (isControl ? 4 : 0)}${arrow}`;
      return `\x1b${isApplication ? "O" : "["}${arrow}`;
    }
    const character = characterOf(keysym);
    const text = plain[keysym] ?? (character !== null && isControl ? controlled(character) : character);
    return text === null ? null : `${isAlt ? "\x1b" : ""}${text}`;
  }
}
