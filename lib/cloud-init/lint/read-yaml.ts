import { Composer, type CST, type Document, Lexer, Parser, type Tags } from "yaml";
import { isDeep } from "../../bounded-yaml.ts";
import { isScalarSign, isSign } from "./as-far-as.ts";

/** The documents of a text as cloud-init's reader (PyYAML, YAML 1.1) takes them; null where they are nested too deep to be looked at. */
export const readYaml = (text: string, pieces: Iterable<string> = new Lexer().lex(text)): Document.Parsed[] | null => {
  const tokens = tokensOf(pieces);
  if (isDeep(tokens)) return null;
  const composer = new Composer({
    version: "1.1",
    schema: "yaml-1.1",
    merge: true,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
    customTags: (tags) => tags.map(asPyYaml),
  });
  return [...composer.compose(tokens, true, text.length)];
};

type Tag = Tags[number];

/** PyYAML's resolver: `y` is a letter, `09` and `1e3` are texts (lib/yaml/resolver.py). */
const tests: readonly (readonly [test: string, as: RegExp])[] = [
  ["Y|y|", /^(?:[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/],
  ["N|n|", /^(?:[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/],
  ["[eE]", /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)[eE][-+][0-9]+$/],
  ["^[-+]?[0-9][0-9_]*$", /^[-+]?(?:0|[1-9][0-9_]*)$/],
];

const asPyYaml = (tag: Tag): Tag => {
  if (typeof tag === "string" || !("test" in tag) || !tag.test) return tag;
  const { source } = tag.test;
  const own = tests.find(([part]) => source.includes(part))?.[1];
  return own ? { ...tag, test: own } : tag;
};

const tokensOf = (pieces: Iterable<string>): CST.Token[] => {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const piece of pieces) tokens.push(...parser.next(piece));
  tokens.push(...parser.end());
  return tokens;
};

/** Whether so much of a text as these pieces are is nested too deep already. */
export const areDeep = (pieces: readonly string[]): boolean => isDeep(tokensOf(pieces));

/** Where a tab stands that PyYAML stumbles over: anywhere but in quotes, block texts and comments. */
export const tabsIn = (text: string): number[] => {
  const found: number[] = [];
  let at = 0;
  let isScalar = false;
  let isBlock = false;
  for (const lexeme of new Lexer().lex(text)) {
    // In the text itself control characters were looked for before.
    if (isSign(lexeme)) {
      isScalar = isScalarSign(lexeme);
      continue;
    }
    if (isScalar ? !isBlock : /^[ \t]+$/.test(lexeme))
      for (const { index } of lexeme.matchAll(/\t/g)) found.push(at + index);
    if (isScalar) isBlock = false;
    else if (/^[|>]/.test(lexeme)) isBlock = true;
    isScalar = false;
    at += lexeme.length;
  }
  return found;
};
