import { glyphRows, glyphSize } from "./font.ts";
import type { Pressed } from "./keyboard.ts";
import { keysym } from "./keysyms.ts";
import type { Machine } from "./machine.ts";
import { type Rect, type Screen, screenSize } from "./screen.ts";

const colours = { top: [0x0b, 0x3a, 0x6e], bottom: [0x04, 0x12, 0x2b], ink: 0xffffff, field: 0xf2f2f2, dots: 0x1b1b1b };
const longestPassword = 40;
/** The password field and what is said below it. */
const passwordArea: Rect = { x: 320, y: 352, width: 384, height: 96 };

type State = { name: "locked" } | { name: "signing-in"; typed: readonly string[]; isWrong: boolean; isShown: boolean };
const asking: State = { name: "signing-in", typed: [], isWrong: false, isShown: false };

/**
 * A graphical guest as far as a lock screen: a key lifts it, a password is asked for and never right. As in Windows, Win and Space take the next
 * keyboard, Alt and F8 show what was typed.
 */
export const createWindowsScreen = (machine: Machine): Screen => {
  const { width, height } = screenSize;
  const listeners = new Set<(rect: Rect) => void>();
  let pixels: Uint32Array | undefined;
  let state: State = { name: "locked" };

  const fill = (into: Uint32Array, rect: Rect, colour: number): void => {
    for (let y = rect.y; y < rect.y + rect.height; y += 1) {
      into.fill(colour, y * width + rect.x, y * width + rect.x + rect.width);
    }
  };
  const centre = (into: Uint32Array, y: number, scale: number, text: string, colour: number = colours.ink): void => {
    let x = Math.floor((width - text.length * glyphSize.width * scale) / 2);
    for (const character of text) {
      glyphRows(character.codePointAt(0) ?? 0).forEach((bits, row) => {
        for (let bit = 0; bit < glyphSize.width; bit += 1) {
          if (!((bits >> (7 - bit)) & 1)) continue;
          fill(into, { x: x + bit * scale, y: y + row * scale, width: scale, height: scale }, colour);
        }
      });
      x += glyphSize.width * scale;
    }
  };
  const draw = (): Uint32Array => {
    const into = new Uint32Array(width * height);
    for (let y = 0; y < height; y += 1) {
      // In steps of 16 lines: tiles of one colour are a few bytes on the wire.
      const step = Math.floor(y / 16) * 16;
      const part = (from = 0, to = 0) => Math.round(from + ((to - from) * step) / height);
      const [red, green, blue] = [0, 1, 2].map((index) => part(colours.top[index], colours.bottom[index]));
      into.fill(((red ?? 0) << 16) | ((green ?? 0) << 8) | (blue ?? 0), y * width, (y + 1) * width);
    }
    if (state.name === "locked") {
      const time = new Date(machine.now()).toISOString();
      centre(into, 220, 6, time.slice(11, 16));
      centre(into, 340, 2, time.slice(0, 10));
      centre(into, 640, 1, "Press Ctrl+Alt+Delete to unlock.");
    } else {
      centre(into, 260, 3, "Administrator");
      fill(into, { x: 352, y: 360, width: 320, height: 36 }, colours.field);
      const typed = state.isShown ? state.typed.join("") : "●".repeat(state.typed.length);
      centre(into, 370, 1, typed || "Password", colours.dots);
      if (state.isWrong) centre(into, 420, 1, "The password is incorrect. Try again.");
    }
    centre(into, 700, 1, `Keyboard: ${machine.keyboard.keymap()}`);
    centre(into, 720, 1, `${machine.facts.system.prettyName}   ${machine.facts.hostname.toUpperCase().slice(0, 15)}`);
    return into;
  };
  const change = (next: State, isAll = next.name !== state.name): void => {
    state = next;
    pixels = undefined;
    for (const listener of listeners) listener(isAll ? { x: 0, y: 0, width, height } : passwordArea);
  };
  const takeNextKeyboard = (): void => {
    const names = machine.keyboard.names();
    machine.keyboard.load(names[(names.indexOf(machine.keyboard.keymap()) + 1) % names.length] ?? "");
    change(state, true);
  };
  const type = ({ symbol, text, isControlDown, isAltDown, isSuperDown }: Pressed): void => {
    if (isSuperDown) {
      if (text === " ") takeNextKeyboard();
      return;
    }
    if (state.name === "locked") {
      if (symbol === keysym.delete && isControlDown && isAltDown) change(asking);
      return;
    }
    const { typed } = state;
    if (symbol === keysym.escape) change({ name: "locked" });
    else if (symbol === keysym.enter) change({ ...asking, isWrong: true });
    else if (symbol === keysym.backspace) change({ ...state, typed: typed.slice(0, -1) });
    else if (symbol === keysym.f8 && isAltDown) change({ ...state, isShown: !state.isShown });
    else if (text) change({ ...state, typed: [...typed, ...text].slice(0, longestPassword) });
  };

  return {
    size: () => screenSize,
    resize: () => false,
    paint: (rect) => {
      pixels ??= draw();
      const part = new Uint32Array(rect.width * rect.height);
      for (let row = 0; row < rect.height; row += 1) {
        const from = (rect.y + row) * width + rect.x;
        part.set(pixels.subarray(from, from + rect.width), row * rect.width);
      }
      return part;
    },
    onDamage: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) pixels = undefined;
      };
    },
    key: (symbol, isDown, scanCode) => {
      const pressed = machine.keyboard.key(symbol, isDown, scanCode);
      if (pressed) type(pressed);
    },
    isCapsLocked: machine.keyboard.isCapsLocked,
    pointer: () => {},
    dispose: () => listeners.clear(),
  };
};
