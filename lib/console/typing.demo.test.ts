import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKeyboard, type Keyboard } from "#server/demo/platform/guests/keyboard.ts";
import { createRfbKeys } from "#server/demo/platform/guests/rfb-keys.ts";
import type { GuestFamily } from "./keyboards/keyboard-layout.ts";
import { keyboardLayouts } from "./keyboards/layouts.ts";
import { planTyping, type Stroke, typableCharacters } from "./typing.ts";

// Two tables that know nothing of each other: the layouts here, and the keymaps of the demo's guests by scan code.

const rows = [
  [0x29, "Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal"],
  [0x10, "KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Enter"],
  [0x1e, "KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote"],
  [0x2a, "ShiftLeft Backslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash"],
] as const;

/** As noVNC's core/input/xtscancodes.js, AltGr's prefix in bit 7 as it goes over the wire. */
const scanCodes: Record<string, number> = {
  Tab: 0x0f,
  Space: 0x39,
  IntlBackslash: 0x56,
  AltRight: 0xb8,
  ...Object.fromEntries(rows.flatMap(([first, codes]) => codes.split(" ").map((code, at) => [code, first + at]))),
  // The first row begins beside the 1, whose code is not the one before.
  ...Object.fromEntries(rows[0][1].split(" ").map((code, at) => [code, at === 0 ? 0x29 : at + 1])),
};

/** A guest with that keyboard, what it reads, and what it thinks is down. */
const guestWith = (keyboard: Keyboard) => {
  let read = "";
  const down = new Set<number>();
  const screen = {
    size: () => ({ width: 0, height: 0 }),
    resize: () => false,
    paint: () => new Uint32Array(),
    onDamage: () => () => {},
    pointer: () => {},
    dispose: () => {},
    isCapsLocked: keyboard.isCapsLocked,
    key: (symbol: number, isDown: boolean, scanCode?: number) => {
      if (isDown) down.add(scanCode ?? symbol);
      else down.delete(scanCode ?? symbol);
      const pressed = keyboard.key(symbol, isDown, scanCode);
      read += pressed?.text ?? { 65293: "\n", 65289: "\t" }[pressed?.symbol ?? 0] ?? "";
    },
  };
  const keys = createRfbKeys(screen);
  return {
    type: (strokes: readonly Stroke[], byScanCode: boolean) => {
      for (const { keysym, code, down: isDown } of strokes)
        keys.key(keysym, isDown, byScanCode ? scanCodes[code] : undefined);
    },
    read: () => read,
    down,
  };
};

const families = ["linux", "windows"] as const;
const cases = keyboardLayouts.flatMap((layout) => families.map((family) => ({ layout, family, id: layout.id })));
const keyboardOf = (id: string, family: GuestFamily): Keyboard => {
  const keyboard = createKeyboard(family);
  expect(keyboard.load(id.toLowerCase())).toBe(true);
  return keyboard;
};

describe.each(cases)("text typed in $id reads back the same in a $family guest", ({ layout, family, id }) => {
  const characters = typableCharacters(layout, family);
  const texts = fc.array(fc.constantFrom(...characters), { maxLength: 60 }).map((list) => list.join(""));

  it("each character by itself", () => {
    for (const character of characters) {
      const guest = guestWith(keyboardOf(id, family));
      guest.type(planTyping(character, layout, family).taps.flat(), true);
      expect(guest.read(), `U+${character.codePointAt(0)?.toString(16)}`).toBe(character);
    }
  });

  it("by scan codes and by keysyms alone, with nothing left down", () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (text, byScanCode) => {
        const { taps, untypable } = planTyping(text, layout, family);
        const guest = guestWith(keyboardOf(id, family));
        guest.type(taps.flat(), byScanCode);
        expect(untypable).toEqual([]);
        expect(guest.read()).toBe(text.normalize("NFC"));
        expect(guest.down.size).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it("with Caps Lock on in the guest, from the first letter of ASCII on", () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(..."azAZ"), (text, letter) => {
        const keyboard = keyboardOf(id, family);
        keyboard.key(0xffe5, true, 0x3a);
        keyboard.key(0xffe5, false, 0x3a);
        const guest = guestWith(keyboard);
        guest.type(planTyping(letter + text, layout, family).taps.flat(), true);
        expect(guest.read()).toBe(letter + text.normalize("NFC"));
        expect(keyboard.isCapsLocked()).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it("whatever text it is: what is typed and what is not are the whole of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
        const { taps, untypable } = planTyping(text, layout, family);
        const guest = guestWith(keyboardOf(id, family));
        guest.type(taps.flat(), true);
        const all = [...text.replace(/\r\n?/g, "\n").normalize("NFC")];
        expect(untypable.length + [...guest.read()].length).toBe(all.length);
        expect(guest.down.size).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});

it("a text for another layout does not read back the same: the keymaps do differ", () => {
  const [, , swiss] = keyboardLayouts;
  if (!swiss) throw new Error("no third layout");
  const guest = guestWith(keyboardOf("en-us", "linux"));
  guest.type(planTyping("zöy@", swiss).taps.flat(), true);
  expect(guest.read()).toBe("y;z");
});
