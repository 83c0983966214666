import { compose, type DeadKey, type GuestFamily, type Keymap, keymaps } from "./keymap.ts";
import { characterOf, deadKeyOf, keysym } from "./keysyms.ts";
import { scanCodes, symbolOf } from "./scan-codes.ts";

/** A key that went down: what it writes, if anything, and which key it is. */
export type Pressed = {
  symbol: number;
  text: string | undefined;
  isControlDown: boolean;
  isAltDown: boolean;
  isSysRqDown: boolean;
  isSuperDown: boolean;
};

export type Keyboard = {
  /**
   * Undefined for keys that go up, modifiers and a dead key that waits for the next one. With a scan code the guest's own keymap says what the key
   * writes; without one the keysym is taken at its word.
   */
  key: (symbol: number, isDown: boolean, scanCode?: number) => Pressed | undefined;
  isCapsLocked: () => boolean;
  keymap: () => string;
  /** False where there is no keymap of that name. */
  load: (name: string) => boolean;
  /** The names there are. */
  names: () => string[];
  /** As after a start of the machine. */
  reset: () => void;
};

/** Capital and small letter change places under Caps Lock, where the key has both. */
const locked = (text: string, level: number): string => {
  const other = level % 2 === 0 ? text.toUpperCase() : text.toLowerCase();
  return other.length === text.length ? other : text;
};

/** A guest's own keyboard: the modifiers it saw go down, Caps Lock, its dead key and the keymap that is loaded. */
export const createKeyboard = (family: GuestFamily): Keyboard => {
  const known = keymaps[family];
  const first = [...known.values()][0] ?? missing();
  let keymap: Keymap = first;
  let dead: DeadKey | undefined;
  let isCapsLocked = false;
  const held = new Set<string>();

  const isHeld = (modifier: string): boolean => held.has(`left ${modifier}`) || held.has(`right ${modifier}`);
  const textOf = (symbol: number, scanCode: number | undefined): { text: string } | { dead: DeadKey } | undefined => {
    if (scanCode !== undefined && scanCodes.writes(scanCode)) {
      const level = (isHeld("shift") ? 1 : 0) + (held.has("right alt") ? 2 : 0);
      const entry = keymap.at(scanCode, level);
      return isCapsLocked && entry && "text" in entry ? { text: locked(entry.text, level) } : entry;
    }
    const deadKey = scanCode === undefined ? deadKeyOf(symbol) : undefined;
    if (deadKey) return { dead: deadKey };
    const text = characterOf(symbol);
    return text === undefined ? undefined : { text };
  };

  return {
    key: (asked, isDown, scanCode) => {
      const symbol = scanCode === undefined ? asked : (symbolOf(scanCode) ?? asked);
      const modifier = keysym.modifier(symbol);
      if (modifier) {
        if (isDown) held.add(modifier);
        else held.delete(modifier);
        return undefined;
      }
      if (!isDown) return undefined;
      if (symbol === keysym.capsLock) {
        isCapsLocked = !isCapsLocked;
        return undefined;
      }
      const pressed = {
        symbol,
        isControlDown: isHeld("control"),
        isAltDown: held.has("left alt"),
        isSysRqDown: held.has("sysrq"),
        isSuperDown: isHeld("super"),
      };
      const entry = textOf(symbol, scanCode);
      const waiting = dead;
      dead = entry && "dead" in entry ? entry.dead : undefined;
      if (dead) return undefined;
      const text = entry && "text" in entry ? entry.text : undefined;
      return { ...pressed, text: text !== undefined && waiting ? compose(waiting, text, family) : text };
    },
    isCapsLocked: () => isCapsLocked,
    keymap: () => keymap.name,
    load: (name) => {
      const next = known.get(name);
      keymap = next ?? keymap;
      return next !== undefined;
    },
    names: () => [...known.keys()],
    reset: () => {
      keymap = first;
      dead = undefined;
      isCapsLocked = false;
      held.clear();
    },
  };
};

const missing = (): never => {
  throw new Error("there is no keymap");
};
