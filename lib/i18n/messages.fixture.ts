import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "./languages.ts";

const folder = join(import.meta.dirname, "messages");

const flatten = (value: unknown, path = ""): [string, unknown][] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => flatten(inner, path ? `${path}.${key}` : key))
    : [[path, value]];

/** Names of the files of one language, in order. */
export const messageFiles = (language: Language): string[] => readdirSync(join(folder, language)).sort();

/** Key and value of everything in one file, as written: a test says whether it is text. */
export const messagesOf = (language: Language, file: string): [string, unknown][] =>
  flatten(JSON.parse(readFileSync(join(folder, language, file), "utf8")));

/** Every text of one language: `area.key` and what it says. */
export const textsOf = (language: Language): [string, string][] =>
  messageFiles(language).flatMap((file) =>
    messagesOf(language, file).map(([key, text]): [string, string] => [
      `${file.replace(".json", "")}.${key}`,
      String(text),
    ]),
  );
