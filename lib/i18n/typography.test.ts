import { describe, expect, it } from "vitest";
import { type Language, languages } from "./languages.ts";
import { textsOf } from "./messages.fixture.ts";

/** What is written by the rules of a machine, not of a language: YAML, headers, options, ICU's own skeletons. */
const code =
  /#!(?:\/[\w/]+)?|(?:MIME-Version|Content-Type): \S+|boundary="…"|'(?:0644|off)'|(?:packages|defer|external|timeout|spec): (?:…|true|1|sont)|(?:running|runStrategy): \{\w+\}|\s:(?:info|verify_\w+)|\w+: ?(?:name|nom|Name)\b|::percent/g;

const narrow = "\\u202f";
const fixed = "\\u00a0";

/** What no text of the language may contain. Docs: docs/words.md. */
const wrong: Record<Language | "every", Record<string, RegExp>> = {
  every: {
    "two blanks": /[ \u00a0\u202f]{2}/,
    "a blank at its beginning or end": /^\s|\s$/,
    "three dots for an ellipsis": /\.\.\./,
    "a blank before an ellipsis": /\s…/,
    "a straight quote": /["']/,
    "a typewriter's dash": / - (?!default)|--(?!\w)|—/,
    "a unit that may stand on the next line": /[\d}] (?:[KMGT]i?[Bo]|[KMGT]io|s|min|h|d|j|T)(?![\p{L}\d’-])/u,
    "a blank before a percent sign": /[\s]%/,
  },
  en: { "another language's quotes": /[«»„]/, "a blank before its mark": /\s[;:!?]/ },
  de: {
    "a sharp s": /ß/,
    "another language's quotes": /[“”„‟]|«\s|\s»/,
    "a blank before its mark": /\s[;:!?]/,
    "an abbreviation that may break": /z\.? ?B\./,
  },
  fr: {
    "another language's quotes": /[“”„]/,
    "a mark without its thin blank": new RegExp(`(?<!${narrow})[;!?»](?=[\\s.,)}…]|$)|«(?!${narrow})`),
    "a colon without its blank": new RegExp(`(?<!${fixed}):(?=\\s|$)`),
    "an abbreviation that may break": /p\.? ?ex\./,
  },
};

const found = (language: Language): string[] =>
  textsOf(language).flatMap(([key, text]) => {
    const prose = text.replace(code, "code");
    return Object.entries({ ...wrong.every, ...wrong[language] })
      .filter(([, pattern]) => pattern.test(prose))
      .map(([what]) => `${key}: ${what}: ${text}`);
  });

/** The mark a text ends with, whatever blank or quote belongs to it; none for a label. */
const endOf = (text: string): string => /([.?!:…])[\s»”}]*$/.exec(text)?.[1] ?? "";

describe("typography", () => {
  it.each(languages)("%s is set by its own rules", (language) => expect(found(language)).toEqual([]));

  it("refuses what it is for", () => {
    const says = (language: Language, text: string): string[] =>
      Object.entries({ ...wrong.every, ...wrong[language] })
        .filter(([, pattern]) => pattern.test(text.replace(code, "code")))
        .map(([what]) => what);
    expect(says("fr", "Prête : non")).toEqual(["a colon without its blank"]);
    expect(says("fr", "Prête\u00a0: non\u202f; «\u202fdéjà\u202f»\u202f?")).toEqual([]);
    expect(says("fr", "Déjà ? « Non »")).toEqual(["a mark without its thin blank"]);
    expect(says("fr", "Écrivez defer: true, #!/bin/bash")).toEqual([]);
    expect(says("de", "z. B. gross")).toEqual(["an abbreviation that may break"]);
    expect(says("de", "Löschen …")).toEqual(["a blank before an ellipsis"]);
    expect(says("en", "It's 8 GiB")).toEqual(["a straight quote", "a unit that may stand on the next line"]);
  });
});

describe("ends of sentences", () => {
  const english = new Map(textsOf("en"));

  it.each(languages)("%s ends each text as English does", (language) => {
    const other = textsOf(language).filter(([key, text]) => endOf(text) !== endOf(english.get(key) ?? ""));
    expect(other).toEqual([]);
  });

  it("a body is sentences, a title is none", () => {
    // `access.ask.body` is a letter.
    const bodies = [...english].filter(
      ([key, text]) => /(?<!access\.ask)\.(body|hint)$/.test(key) && endOf(text) === "",
    );
    // A banner's title and its body stand in one line.
    const titles = [...english].filter(([key, text]) => /(?<!banner\.[\w-]+)\.title$/.test(key) && endOf(text) === ".");
    expect({ bodies, titles }).toEqual({ bodies: [], titles: [] });
  });
});
