import { beforeEach, expect, it, vi } from "vitest";
import { createOwnCombinations } from "./own-combinations.ts";
import { keepTypingChoice, readTypingChoice } from "./typing-preferences.ts";

const kept = new Map<string, string>();
const page = { documentElement: { dataset: { scope: "ada" } } };
beforeEach(() => {
  kept.clear();
  page.documentElement.dataset.scope = "ada";
  vi.stubGlobal("document", page);
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});

const swiss = { layout: "de-CH", family: "linux", speed: "fast" } as const;
const start = { layout: "en-US", family: "windows", speed: "normal" } as const;

it("keeps how a machine is typed into, each machine its own", () => {
  keepTypingChoice("tenant-a/web", swiss);
  expect(readTypingChoice("tenant-a/web", "windows")).toEqual(swiss);
  expect(readTypingChoice("tenant-b/web", "windows")).toEqual(start);
  keepTypingChoice("tenant-a/web", start);
  expect(readTypingChoice("tenant-a/web", "linux")).toEqual(start);
});

it("forgets the oldest machines, not the newest", () => {
  for (let at = 0; at < 201; at += 1) keepTypingChoice(`tenant-a/m${at}`, swiss);
  expect(readTypingChoice("tenant-a/m0", "windows")).toEqual(start);
  expect(readTypingChoice("tenant-a/m200", "windows")).toEqual(swiss);
});

it("neither layouts nor combinations are somebody else's", () => {
  keepTypingChoice("tenant-a/web", swiss);
  createOwnCombinations().add({ name: "Mine", keys: [{ label: "F1", keysym: 0xffbe, code: "F1" }] });
  expect(createOwnCombinations().getSnapshot()).toHaveLength(1);
  page.documentElement.dataset.scope = "omar";
  expect(readTypingChoice("tenant-a/web", "windows")).toEqual(start);
  expect(createOwnCombinations().getSnapshot()).toEqual([]);
});

it.each([
  ["no JSON", "{"],
  ["nothing", "null"],
  ["another shape", '{"scope":"ada","machines":{}}'],
  ["a layout that is none", '{"scope":"ada","machines":[["m",{"layout":"xx","family":"linux","speed":"fast"}]]}'],
  ["a speed of Object's", '{"scope":"ada","machines":[["m",{"layout":"de-CH","family":"linux","speed":"toString"}]]}'],
])("takes %s for nothing", (_, text) => {
  kept.set("porthole-typing", text);
  expect(readTypingChoice("m", "windows")).toEqual(start);
});

it("works where the browser keeps nothing", () => {
  vi.stubGlobal("localStorage", {
    getItem: () => {
      throw new Error("denied");
    },
    setItem: () => {
      throw new Error("denied");
    },
  });
  keepTypingChoice("m", swiss);
  expect(readTypingChoice("m", "windows")).toEqual(start);
  const own = createOwnCombinations();
  expect(own.add({ name: "Mine", keys: [{ label: "F1", keysym: 0xffbe, code: "F1" }] })).toBe(true);
  own.remove("Mine");
  expect(own.getSnapshot()).toEqual([]);
});
