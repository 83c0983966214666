import { describe, expect, it } from "vitest";
import { areas, lateAreas } from "./areas.ts";
import { languages } from "./languages.ts";
import { messageFiles, messagesOf } from "./messages.fixture.ts";

/** The texts between top-level braces. */
const braced = (text: string): string[] => {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (const [at, sign] of [...text].entries()) {
    if (sign === "{" && depth++ === 0) start = at + 1;
    if (sign === "}" && --depth === 0) found.push(text.slice(start, at));
  }
  return found;
};

/** Arguments (with their kind) and tags of an ICU message; the branches of a plural may differ by language. */
const argumentsOf = (message: string): string[] => {
  const found = new Set([...message.matchAll(/<(\w+)>/g)].map(([, tag]) => `<${tag}>`));
  for (const inner of braced(message)) {
    const [name = "", kind = "", ...rest] = inner.split(",").map((part) => part.trim());
    found.add(kind ? `${name}:${kind}` : name);
    for (const branch of braced(rest.join(","))) for (const one of argumentsOf(branch)) found.add(one);
  }
  return [...found].sort();
};

describe("argumentsOf", () => {
  it("finds plain, typed and tag arguments", () =>
    expect(argumentsOf("{name} has {n, plural, one {a disk} other {{m} disks}} <b>now</b>")).toEqual([
      "<b>",
      "m",
      "n:plural",
      "name",
    ]));
});

const files = messageFiles("en");

describe("message catalogues", () => {
  it("has one file per area", () =>
    expect(files).toEqual([...areas, ...lateAreas].map((area) => `${area}.json`).sort()));

  it.each(languages)("%s has the same files", (language) => expect(messageFiles(language)).toEqual(files));

  it.each(languages)("%s formats by what a message says itself: compiled messages know no named styles", (language) => {
    const named = files.flatMap((file) =>
      messagesOf(language, file).filter(([, text]) => /\{\w+, (number|date|time), (?!::)/.test(String(text))),
    );
    expect(named).toEqual([]);
  });

  describe.each(files)("%s", (file) => {
    const english = new Map(messagesOf("en", file));

    it.each(languages)("%s has the same keys, all words", (language) => {
      const messages = messagesOf(language, file);
      expect(messages.map(([key]) => key).sort()).toEqual([...english.keys()].sort());
      for (const [key, message] of messages)
        expect(typeof message === "string" && message.trim() !== "", key).toBe(true);
    });

    it.each(languages.filter((language) => language !== "en"))("%s has the same arguments", (language) => {
      for (const [key, message] of messagesOf(language, file))
        expect(argumentsOf(String(message)), `${file} ${key}`).toEqual(argumentsOf(String(english.get(key))));
    });
  });

  it.each(languages)("%s leaves the words of the API as they are", (language) => {
    expect(new Map(messagesOf(language, "vms.json")).get("exposure.whole")).toBe("WholeIP");
  });
});
