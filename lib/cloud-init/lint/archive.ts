import { isMap, isScalar, isSeq, type Node } from "yaml";
import type { Found } from "../finding.ts";
import type { Work } from "./as-far-as.ts";
import type { Part } from "./parts.ts";
import { onOneLine, pairOf } from "./place.ts";
import { structureFindings } from "./structure.ts";
import { readConfig } from "./syntax.ts";

/** `#cloud-config-archive`: a list of texts, or of `{type, content}`. Only texts after a `|` lie in the whole as they are. */
export const readArchive = (text: string, work: Work): { found: Found[]; parts: Part[] } => {
  const { found, document, isWhole } = readConfig(text, work);
  if (!document) return { found, parts: [] };
  const list = document.contents;
  if (!isSeq(list)) {
    if (!isWhole && list === null) return { found, parts: [] };
    const [from, to] = list?.range ?? [0, text.length];
    return { found: [...found, { rule: "archiveNoList", severity: "error", ...onOneLine(text, from, to) }], parts: [] };
  }
  const structure = structureFindings(text, document);
  const tree = { document, targets: structure.targets };
  const parts = list.items.flatMap((item): Part[] => {
    if (isScalar(item)) return partOf(text, item, "");
    if (!isMap(item)) return [];
    const type = pairOf(item, "type", tree)?.value;
    const content = pairOf(item, "content", tree)?.value;
    return isScalar(content) ? partOf(text, content, isScalar(type) ? String(type.value) : "") : [];
  });
  return { found: [...found, ...structure.found], parts };
};

const partOf = (text: string, node: Node, type: string): Part[] => {
  if (!isScalar(node) || !node.range || typeof node.value !== "string") return [];
  const [from, to] = node.range;
  const isLiteral = node.type === "BLOCK_LITERAL";
  const start = isLiteral ? text.indexOf("\n", from) + 1 : from;
  const body = isLiteral ? text.slice(start, to) : node.value;
  return [
    { text: body, start, type: type || typeBy(node.value), encoding: isLiteral ? "" : "quoted", headerStart: from },
  ];
};

const typeBy = (content: string): string =>
  content.startsWith("#!")
    ? "text/x-shellscript"
    : /^#include/.test(content)
      ? "text/x-include-url"
      : "text/cloud-config";
