import { type Document, isMap, type Node } from "yaml";
import type { Found, UserDataContext } from "../finding.ts";
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
export const configFindings = (text: string, context: UserDataContext): Found[] => {
  const { found, config } = configOf(text);
  if (!config) return found;
  const said = new Set<string>();
  const moved = indentationFindings(config, said);
  const commands = commandFindings(config, said);
  return [
    ...found,
    ...moved,
    ...commands,
    ...schemaFindings(config, said),
    ...userFindings(config, context),
    ...fileFindings(config, context),
    ...passwordFindings(config),
    ...curlyQuotes(text),
  ];
};

/** A text as a map of keys, unless what was found lets nobody read it. */
export const configOf = (text: string): { found: Found[]; config: Config | null } => {
  const { found, document } = readConfig(text);
  if (!document) return { found, config: null };
  const { contents } = document;
  if (contents === null || (!isMap(contents) && text.slice(contents.range[0], contents.range[1]).trim() === ""))
    return {
      found: [...found, { rule: "nothing", severity: "warning", ...onOneLine(text, 0, text.length) }],
      config: null,
    };
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
  return { found: all, config: isRecord(value) ? { text, document, value } : null };
};

const place = (text: string, { range }: Node) => onOneLine(text, range?.[0] ?? 0, range?.[1] ?? 0);

/** What was weighed before: aliases lead somewhere, and not to too much. What cannot be merged or decoded is an error here as in the guest. */
const dataOf = (document: Document.Parsed): unknown => {
  try {
    return document.toJS({ maxAliasCount: -1 });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};
