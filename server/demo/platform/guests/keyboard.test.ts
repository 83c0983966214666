import { describe, expect, it } from "vitest";
import { createKeyboard } from "./keyboard.ts";
import { compose, keymaps } from "./keymap.ts";

const tap = (keyboard: ReturnType<typeof createKeyboard>, ...scanCodes: number[]): (string | undefined)[] => {
  const written = scanCodes.map((scanCode) => keyboard.key(0, true, scanCode)?.text);
  for (const scanCode of scanCodes.toReversed()) keyboard.key(0, false, scanCode);
  return written.filter((text) => text !== undefined);
};

const [shift, altGr, capsLock] = [0x2a, 0xb8, 0x3a];

describe("a guest's keyboard", () => {
  it("reads scan codes by the keymap that is loaded, and keysyms as they are", () => {
    const keyboard = createKeyboard("linux");
    expect(tap(keyboard, 0x15)).toEqual(["y"]);
    expect(keyboard.load("de-ch")).toBe(true);
    expect(tap(keyboard, 0x15)).toEqual(["z"]);
    expect(tap(keyboard, altGr, 0x03)).toEqual(["@"]);
    expect(keyboard.key(0x79, true)?.text).toBe("y");
    expect(keyboard.load("constructor")).toBe(false);
    expect(keyboard.keymap()).toBe("de-ch");
    keyboard.reset();
    expect(keyboard.keymap()).toBe("en-us");
  });

  it("waits with a dead key, and forgets it at Enter", () => {
    const keyboard = createKeyboard("linux");
    keyboard.load("de-ch");
    expect([...tap(keyboard, 0x0d), ...tap(keyboard, 0x12)]).toEqual(["ê"]);
    expect([...tap(keyboard, 0x0d), ...tap(keyboard, 0x39)]).toEqual(["^"]);
    expect([...tap(keyboard, 0x0d), ...tap(keyboard, 0x1c), ...tap(keyboard, 0x12)]).toEqual(["e"]);
    expect(keyboard.key(0xfe52, true)).toBeUndefined();
    expect(keyboard.key(0x65, true)?.text).toBe("ê");
  });

  it("turns capitals round under Caps Lock", () => {
    const keyboard = createKeyboard("linux");
    tap(keyboard, capsLock);
    expect(keyboard.isCapsLocked()).toBe(true);
    expect(tap(keyboard, 0x1e)).toEqual(["A"]);
    expect(tap(keyboard, shift, 0x1e)).toEqual(["a"]);
    expect(tap(keyboard, 0x03)).toEqual(["2"]);
    tap(keyboard, capsLock);
    expect(tap(keyboard, 0x1e)).toEqual(["a"]);
  });

  it("writes what cannot be composed one after the other; the systems differ in the accent alone", () => {
    expect(compose("dead_circumflex", "x", "linux")).toBe("^x");
    expect(compose("dead_diaeresis", "Y", "linux")).toBe('"Y');
    expect(compose("dead_acute", " ", "linux")).toBe("'");
    expect(compose("dead_acute", " ", "windows")).toBe("´");
  });
});

describe.each(["linux", "windows"] as const)("the keymaps of %s", (family) => {
  it("have letters and digits on every layout, each once at the first two levels", () => {
    for (const keymap of keymaps[family].values()) {
      const written = Array.from({ length: 0x57 }, (_, scanCode) => [keymap.at(scanCode, 0), keymap.at(scanCode, 1)])
        .flat()
        .flatMap((entry) => (entry && "text" in entry ? entry.text : []))
        .filter((text) => /^[a-zA-Z0-9]$/.test(text));
      expect(written.sort().join(""), keymap.name).toBe(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
      );
    }
  });
});
