import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { languages } from "./languages.ts";

const sentencesOf = (value: unknown): string[] =>
  // A message file is texts in objects.
  typeof value === "string" ? [value] : Object.values(value as object).flatMap(sentencesOf);

const read = (language: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, "messages", language, "cloud-config.json"), "utf8"));

it.each(languages)("%s says of every key of cloud-config in a line what it does", (language) => {
  const sentences = sentencesOf(read(language));
  expect(sentences.length).toBeGreaterThan(500);
  expect(sentences.filter((sentence) => !sentence.endsWith("."))).toEqual([]);
  expect(sentences.filter((sentence) => sentence.length > 110)).toEqual([]);
  // Arguments and tags would be read as such: nobody gives any.
  expect(sentences.filter((sentence) => /[{}<]/.test(sentence))).toEqual([]);
});
