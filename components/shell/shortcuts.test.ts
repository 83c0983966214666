import { describe, expect, it } from "vitest";
import { createShortcutReader, type KeyPlace } from "./shortcuts.ts";

const none = { ctrlKey: false, metaKey: false, altKey: false, timeStamp: 0 };
const read = (keys: readonly (Partial<KeyboardEvent> & { key: string })[], place: KeyPlace = "free") => {
  const reader = createShortcutReader();
  return keys.map((key) => reader({ ...none, ...key }, place)).filter((found) => found !== null);
};

describe("shortcuts", () => {
  it.each([
    [[{ key: "k", ctrlKey: true }], "palette"],
    [[{ key: "K", metaKey: true }], "palette"],
    [[{ key: "?" }], "help"],
    [[{ key: "n" }], "new"],
    [[{ key: "g" }, { key: "l", timeStamp: 500 }], "list"],
    [[{ key: "g" }, { key: "g" }, { key: "o" }], "overview"],
    // A wrong second key begins nothing, and does nothing of its own.
    [[{ key: "g" }, { key: "n" }], null],
  ] as const)("%j is %s", (keys, found) => expect(read(keys)).toEqual(found ? [found] : []));

  it("forgets a beginning after a moment", () =>
    expect(read([{ key: "g" }, { key: "l", timeStamp: 2_000 }])).toEqual([]));

  it.each([
    [{ key: "k" }],
    [{ key: "k", ctrlKey: true, altKey: true }],
    [{ key: "k", ctrlKey: true, metaKey: true }],
    [{ key: "n", ctrlKey: true }],
    [{ key: "n", altKey: true }],
    [{ key: "constructor" }],
  ])("%j is none", (key) => expect(read([key])).toEqual([]));

  it("leaves what is typed alone, but for the palette", () => {
    expect(read([{ key: "n" }, { key: "?" }, { key: "g" }, { key: "l" }], "field")).toEqual([]);
    expect(read([{ key: "k", ctrlKey: true }], "field")).toEqual(["palette"]);
  });

  it("leaves every key to consoles, menus and dialogs", () =>
    expect(read([{ key: "k", ctrlKey: true }, { key: "n" }, { key: "?" }], "taken")).toEqual([]));
});
