import { describe, expect, it } from "vitest";
import type { GuestFamily, LayoutId } from "./keyboards/keyboard-layout.ts";
import { isLayoutId, keyboardLayouts, layoutOf } from "./keyboards/layouts.ts";
import { planTyping, typableCharacters } from "./typing.ts";

/** `+ShiftLeft +KeyA -KeyA -ShiftLeft`, a line per tap. */
const strokesFor = (text: string, id: LayoutId, family?: GuestFamily): string[] =>
  planTyping(text, layoutOf(id), family).taps.map((tap) =>
    tap.map(({ code, down }) => `${down ? "+" : "-"}${code}`).join(" "),
  );

const untypableIn = (text: string, id: LayoutId, family?: GuestFamily): string =>
  planTyping(text, layoutOf(id), family)
    .untypable.map(({ character }) => character)
    .join("");

describe("a plan", () => {
  it("holds a modifier for one key only", () => {
    expect(strokesFor("aB", "en-US")).toEqual(["+KeyA -KeyA", "+ShiftLeft +KeyB -KeyB -ShiftLeft"]);
  });

  it("presses the physical key of the guest's layout, and names what it should write", () => {
    const [tap] = planTyping("z", layoutOf("de-CH")).taps;
    expect(tap).toEqual([
      { keysym: 0x7a, code: "KeyY", down: true },
      { keysym: 0x7a, code: "KeyY", down: false },
    ]);
    expect(strokesFor("1", "fr-FR")).toEqual(["+ShiftLeft +Digit1 -Digit1 -ShiftLeft"]);
    expect(strokesFor("@", "it-IT")).toEqual(["+AltRight +Semicolon -Semicolon -AltRight"]);
  });

  it("lets a capital go with Shift, so that QEMU does not tap Caps Lock", () => {
    for (const layout of keyboardLayouts)
      for (const { keysym, code, down } of planTyping("AZaz", layout).taps.flat())
        if (down && keysym === 0x41) expect(code).toMatch(/^Key[AQ]$/);
    const shifted = strokesFor("A", "fr-FR")[0];
    expect(shifted).toBe("+ShiftLeft +KeyQ -KeyQ -ShiftLeft");
  });

  it("makes accents by dead keys, and the accent alone by dead key and Space", () => {
    expect(strokesFor("ê", "de-CH")).toEqual(["+Equal -Equal", "+KeyE -KeyE"]);
    expect(strokesFor("Ê", "fr-FR")).toEqual(["+BracketLeft -BracketLeft", "+ShiftLeft +KeyE -KeyE -ShiftLeft"]);
    expect(strokesFor("~", "de-CH")).toEqual(["+AltRight +Equal -Equal -AltRight", "+Space -Space"]);
    expect(strokesFor("^", "de-DE")).toEqual(["+Backquote -Backquote", "+Space -Space"]);
    expect(planTyping("ê", layoutOf("de-CH")).taps[0]?.[0]?.keysym).toBe(0xfe52);
  });

  it("prefers a key of its own, and of two the one that is on the keycap", () => {
    expect(strokesFor("é", "de-CH")).toEqual(["+ShiftLeft +Semicolon -Semicolon -ShiftLeft"]);
    expect(strokesFor("|", "de-CH")).toEqual(["+AltRight +Digit7 -Digit7 -AltRight"]);
    expect(strokesFor("@", "fr-CH")).toEqual(["+AltRight +Digit2 -Digit2 -AltRight"]);
  });

  it("takes every line end for one Enter, and a letter with its mark for one character", () => {
    expect(strokesFor("\r\n\r\t", "en-US")).toEqual(["+Enter -Enter", "+Enter -Enter", "+Tab -Tab"]);
    expect(strokesFor("e\u0301", "fr-FR")).toEqual(["+Digit2 -Digit2"]);
  });

  it("says what it cannot type, and where", () => {
    const { taps, untypable } = planTyping("aé\nb日c\u0007", layoutOf("en-US"));
    expect(taps).toHaveLength(4);
    expect(untypable).toEqual([
      { character: "é", line: 1, column: 2 },
      { character: "日", line: 2, column: 2 },
      { character: "\u0007", line: 2, column: 4 },
    ]);
  });

  it("keeps from what the systems make differently of a dead key and Space", () => {
    for (const { id } of keyboardLayouts) expect(untypableIn("´¨", id)).toBe("´¨");
  });
});

describe("a Windows guest", () => {
  it("has fewer third levels", () => {
    expect(untypableIn("ł~`", "it-IT", "linux")).toBe("");
    expect(untypableIn("ł~`", "it-IT", "windows")).toBe("ł~`");
  });

  it("has some of them elsewhere, or dead", () => {
    expect(strokesFor("é", "en-GB", "windows")).toEqual(["+AltRight +KeyE -KeyE -AltRight"]);
    expect(strokesFor("é", "en-GB", "linux")).toEqual(["+AltRight +Semicolon -Semicolon -AltRight", "+KeyE -KeyE"]);
    expect(strokesFor("~", "fr-FR", "linux")).toEqual(["+ShiftLeft +Backquote -Backquote -ShiftLeft"]);
    expect(strokesFor("~", "fr-FR", "windows")).toEqual(["+AltRight +Digit2 -Digit2 -AltRight", "+Space -Space"]);
  });
});

describe.each(keyboardLayouts)("$id", (layout) => {
  it.each(["linux", "windows"] as const)("types what a shell needs on %s", (family) => {
    const lacks = layout.id === "it-IT" && family === "windows" ? "`~" : "";
    const ascii = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join("");
    expect([...untypableIn(ascii, layout.id, family)].sort().join("")).toBe(lacks);
  });

  it("has all letters of its language", () => {
    const letters = { en: "£€", de: "äöüÄÖÜ€§", fr: "éèàùçêëîïôûÉÈÀÙÇÊËÎÏÔÛ€", it: "àèéìòùç€" } as const;
    // The American keyboard has no third level; a Swiss or German one writes ß, or accents, by what is printed there.
    if (layout.id === "en-US") expect(typableCharacters(layout, "linux")).not.toContain("€");
    else {
      const own = letters[layout.id.slice(0, 2) as keyof typeof letters];
      const capitals = layout.id === "fr-FR" ? "ÉÈÀÙÇ" : "Ç";
      expect([...untypableIn(own, layout.id)].filter((character) => !capitals.includes(character))).toEqual([]);
    }
  });
});

it("an id of a layout is one of the seven", () => {
  expect(keyboardLayouts.map(({ id }) => id).every(isLayoutId)).toBe(true);
  expect(isLayoutId("en-us")).toBe(false);
  expect(isLayoutId(undefined)).toBe(false);
});
