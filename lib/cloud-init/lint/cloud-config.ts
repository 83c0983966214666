import { type Document, isMap, type Node } from "yaml";
import type { Found, UserDataContext } from "../finding.ts";
import { mostPieces, type Work } from "./as-far-as.ts";
import { commandFindings } from "./commands.ts";
import { type Config, isRecord } from "./config.ts";
import { curlyQuotes } from "./curly-quotes.ts";
import { fileFindings } from "./files.ts";
import { indentationFindings } from "./indentation.ts";
import { passwordFindings } from "./passwords.ts";
import { onOneLine } from "./place.ts";
import { schemaFindings } from "./schema.ts";
import { structureFindings } from "./structure.ts";
import { readConfig } from "./syntax.ts";
import { userFindings } from "./users.ts";

/** Everything that can be said of one cloud-config; secrets are looked for in the text as a whole. */
export const configFindings = (text: string, context: UserDataContext, work: Work): Found[] => {
  const { found, config, isWhole } = configOf(text, work);
  if (!config) return found;
  const said = new Set<string>();
  const moved = indentationFindings(config, said);
  const commands = commandFindings(config, said);
  return [
    ...found,
    ...(isWhole ? moved : moved.filter(({ rule }) => rule !== "wrapped")),
    ...commands,
    ...schemaFindings(config, said),
    // Who can come in may be said further below.
    ...(isWhole ? userFindings(config, context) : []),
    ...fileFindings(config, context),
    ...passwordFindings(config),
    ...curlyQuotes(config.text),
  ];
};

/** A text as a map of keys, unless what was found lets nobody read it; of more than there is work left, as much as can be judged. */
export const configOf = (
  text: string,
  work: Work = { left: mostPieces },
): { found: Found[]; config: Config | null; isWhole: boolean } => {
  const { found, document, isWhole } = readConfig(text, work);
  return { ...(document ? mapOf(text, document, found, isWhole) : { found, config: null }), isWhole };
};

type Read = { found: Found[]; config: Config | null };

const mapOf = (text: string, document: Document.Parsed, found: Found[], isWhole: boolean): Read => {
  const { contents } = document;
  if (contents === null || (!isMap(contents) && text.slice(contents.range[0], contents.range[1]).trim() === ""))
    return { found: isWhole ? [...found, nothing(text)] : found, config: null };
  if (!isMap(contents)) {
    return { found: [...found, { rule: "notAMap", severity: "error", ...place(text, contents) }], config: null };
  }
  const structure = structureFindings(text, document);
  const value: unknown = structure.mayUnfold ? dataOf(document) : null;
  const all = [...found, ...structure.found];
  if (value instanceof Error)
    all.push({
      rule: "syntax",
      severity: "error",
      ...place(text, contents),
      values: { said: value.message.slice(0, 200) },
    });
  return { found: all, config: isRecord(value) ? { text, document, value, targets: structure.targets } : null };
};

const nothing = (text: string): Found => ({ rule: "nothing", severity: "warning", ...onOneLine(text, 0, text.length) });

const place = (text: string, { range }: Node) => onOneLine(text, range?.[0] ?? 0, range?.[1] ?? 0);

/** What was weighed before: aliases lead somewhere, and not to too much. What cannot be merged or decoded is an error here as in the guest. */
const dataOf = (document: Document.Parsed): unknown => {
  try {
    return document.toJS({ maxAliasCount: -1 });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};
