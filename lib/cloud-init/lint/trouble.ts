import { type Document, isScalar, visit, type YAMLError } from "yaml";
import type { Found } from "../finding.ts";
import type { LintRule } from "../rules.ts";
import { onOneLine } from "./place.ts";

/** What the parser stumbled over, as the mistake that it mostly is, where a person would look for it. */
export const syntaxFinding = (text: string, { code, message, pos }: YAMLError, document: Document.Parsed): Found => {
  const at = Math.min(pos[0], Math.max(0, text.length - 1));
  const one = (rule: LintRule, from = at): Found => ({
    rule,
    severity: "error",
    ...onOneLine(text, from, Math.max(pos[1], from + 1)),
    values: { said: (message.split("\n", 1)[0] ?? "").slice(0, 200) },
  });
  const says = (part: string) => message.includes(part);
  if (says("closing '") || says('closing "')) return one("syntaxQuote", openQuote(document, at));
  if (says("Flow sequence in") || says("Flow map in") || says("to end with")) return one("syntaxBracket");
  if (code === "BLOCK_AS_IMPLICIT_KEY")
    return hasTwoColons(text, at) ? one("syntaxTwoColons") : one("syntaxIndent", nextLine(text, at));
  if (code === "MULTILINE_IMPLICIT_KEY" || says("followed by map values")) return one("syntaxColon");
  if (code === "BAD_INDENT" || says("without - indicator")) return one("syntaxIndent");
  if (code === "TAB_AS_INDENT") return one("tab");
  if (code === "BAD_SCALAR_START") return one("syntaxStart");
  if (code === "BAD_DQ_ESCAPE") return one("syntaxEscape");
  if (says("at node end") && /["']\s*$/.test(text.slice(0, at))) return one("syntaxAfterQuote");
  return one("syntax");
};

/** Where the text in quotes began that had no end. */
const openQuote = (document: Document.Parsed, at: number): number => {
  let from = at;
  visit(document, {
    Scalar: (_, node) => {
      if (!isScalar(node) || !node.type?.startsWith("QUOTE") || !node.range) return;
      if (node.range[0] <= at && node.range[1] >= at) from = node.range[0];
    },
  });
  return from;
};

const hasTwoColons = (text: string, at: number): boolean => {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const line = text.slice(start).split(/\r?\n/, 1)[0] ?? "";
  return (line.match(/:(?=\s|$)/g) ?? []).length > 1;
};

const nextLine = (text: string, at: number): number => {
  const next = /\n\s*(?=\S)/.exec(text.slice(at));
  return next ? at + next.index + next[0].length : at;
};
