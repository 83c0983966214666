import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { languages } from "#lib/i18n/languages.ts";
import { cloudConfig } from "./cloud-config.ts";
import type { SpecNode } from "./node.ts";

const folder = join(import.meta.dirname, "../../i18n/messages");

const flatten = (value: unknown, path = ""): [string, string][] =>
  typeof value === "string"
    ? [[path, value]]
    : // A message file is texts in objects.
      Object.entries(value as object).flatMap(([key, inner]) => flatten(inner, path ? `${path}.${key}` : key));

/** Every message id that the description names. */
const idsIn = (node: SpecNode): string[] => {
  if (node.is === "list") return idsIn(node.of);
  if (node.is === "oneOf") return node.of.flatMap(idsIn);
  if (node.is !== "map") return [];
  return [
    ...Object.values(node.keys).flatMap((key) => [key.words, ...idsIn(key.node)]),
    ...(node.others ? [node.othersWords, ...idsIn(node.others)].filter((id) => id !== "") : []),
  ];
};

const ids = [...new Set(idsIn(cloudConfig))].sort();

describe.each(languages)("words of cloud-config, %s", (language) => {
  const words = flatten(JSON.parse(readFileSync(join(folder, language, "cloud-config.json"), "utf8")));

  it("are there for every key of the description, and for no other", () =>
    expect(words.map(([id]) => id).sort()).toEqual(ids));

  it("are one line each, which ends as a sentence", () =>
    expect(words.filter(([, text]) => text.length > 110 || !text.endsWith("."))).toEqual([]));

  it("hold no arguments or tags: nobody gives any", () =>
    expect(words.filter(([, text]) => /[{}<]/.test(text))).toEqual([]));
});
