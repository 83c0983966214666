import { describe, expect, it } from "vitest";
import { strokesOf } from "./keys.ts";
import {
  combinationOf,
  labelOf,
  mostCombinations,
  type RecordedKey,
  readCombinations,
  recordedKeyOf,
  withCombination,
  writeCombinations,
} from "./recorded-keys.ts";

const keysOf = (...events: [key: string, code: string][]): RecordedKey[] =>
  events.flatMap(([key, code]) => recordedKeyOf({ key, code }) ?? []);

const closeTab = { name: "Close the tab", keys: keysOf(["Control", "ControlLeft"], ["w", "KeyW"]) };

describe("a recorded key", () => {
  it("is the physical one, with the keysym of what is on it", () => {
    expect(recordedKeyOf({ key: "z", code: "KeyY" })).toEqual({ label: "Z", keysym: 0x7a, code: "KeyY" });
    expect(recordedKeyOf({ key: "Escape", code: "Escape" })).toEqual({ label: "Esc", keysym: 0xff1b, code: "Escape" });
    expect(recordedKeyOf({ key: "F12", code: "F12" })?.keysym).toBe(0xffc9);
    expect(recordedKeyOf({ key: "ő", code: "Quote" })?.keysym).toBe(0x01000151);
  });

  it("is a small letter, whatever Caps Lock says", () => {
    expect(recordedKeyOf({ key: "W", code: "KeyW" })?.keysym).toBe(0x77);
  });

  it.each([
    ["Dead", "Equal"],
    ["Process", "KeyA"],
    ["a", ""],
    ["AudioVolumeUp", "AudioVolumeUp"],
    ["constructor", "constructor"],
  ])("is none for %s on %j", (key, code) => {
    expect(recordedKeyOf({ key, code })).toBeNull();
  });
});

describe("combinations", () => {
  it("are sent as they were pressed", () => {
    expect(labelOf(closeTab.keys)).toBe("Ctrl W");
    const strokes = strokesOf(combinationOf(closeTab)).map(({ code, down }) => `${down ? "+" : "-"}${code}`);
    expect(strokes).toEqual(["+ControlLeft", "+KeyW", "-KeyW", "-ControlLeft"]);
  });

  it("replace the one of their name, and need a name, a key and room", () => {
    const one = withCombination([], closeTab) ?? [];
    expect(withCombination(one, { ...closeTab, keys: keysOf(["Tab", "Tab"]) })).toHaveLength(1);
    expect(withCombination(one, { name: "  ", keys: closeTab.keys })).toBeNull();
    expect(withCombination(one, { name: "none", keys: [] })).toBeNull();
    const full = Array.from({ length: mostCombinations }, (_, at) => ({ ...closeTab, name: `${at}` }));
    expect(withCombination(full, closeTab)).toBeNull();
  });

  it("come back from the storage of the same person only", () => {
    const kept = writeCombinations([closeTab], "ada");
    expect(readCombinations(kept, "ada")).toEqual([closeTab]);
    expect(readCombinations(kept, "bea")).toEqual([]);
  });

  it.each([
    null,
    "",
    "{",
    "[]",
    '{"scope":"ada"}',
    '{"scope":"ada","combinations":[{"name":"x","keys":[]}]}',
    '{"scope":"ada","combinations":[{"name":"x","keys":[{"label":"A","keysym":"1","code":"KeyA"}]}]}',
    '{"scope":"ada","combinations":[{"name":"x","keys":[{"label":"A","keysym":1,"code":"<b>"}]}]}',
  ])("are none in %j", (text) => {
    expect(readCombinations(text, "ada")).toEqual([]);
  });
});
