import type { SpecKey, SpecMap, SpecNode } from "./node.ts";

/** The words in which the modules are described. Message ids come later, from the place (`worded.ts`). */

export const any: SpecNode = { is: "any" };
export const nothing: SpecNode = { is: "null" };
export const boolean: SpecNode = { is: "boolean" };
export const integer: SpecNode = { is: "integer" };
export const text: SpecNode = { is: "text" };
export const uri: SpecNode = { is: "text", format: "uri" };
export const hostname: SpecNode = { is: "text", format: "hostname" };
export const date: SpecNode = { is: "text", format: "date" };

/** One of these texts. */
export const word = (...values: readonly string[]): SpecNode => ({ is: "text", enum: values });
export const matching = (pattern: string): SpecNode => ({ is: "text", pattern });
export const integerFrom = (least: number): SpecNode => ({ is: "integer", least });
export const numberFrom = (least: number): SpecNode => ({ is: "number", least });
export const oneOf = (...of: readonly SpecNode[]): SpecNode => ({ is: "oneOf", of });

export const list = (of: SpecNode, size: { least?: number; most?: number; unique?: true } = {}): SpecNode => ({
  is: "list",
  of,
  ...size,
});
export const texts = list(text);
export const someTexts = list(text, { least: 1 });
export const uniqueTexts = list(text, { unique: true });

export type Described = Readonly<Record<string, SpecNode>>;

/** These keys and no other. */
export const map = (
  described: Described,
  more: Partial<Pick<SpecMap, "required" | "apart" | "others" | "named" | "least" | "home">> = {},
): SpecNode => ({ is: "map", keys: keysOf(described), others: null, othersWords: "", ...more });

/** These keys, and any other besides. */
export const open = (described: Described = {}, more: Pick<SpecMap, "required"> = {}): SpecNode =>
  map(described, { ...more, others: any });

/** Keys that people name themselves. */
export const each = (node: SpecNode, more: Pick<SpecMap, "named" | "least"> = {}): SpecNode =>
  map({}, { others: node, named: anyName, ...more });

export const anyName = "^.+$";

/** What cloud-init still takes, with a warning since a release. */
export const old = (since: string, instead: string | { as: SpecNode["is"] } | null, node: SpecNode): SpecNode => ({
  ...node,
  deprecated: { since, ...(typeof instead === "string" ? { instead } : instead) },
});

const keysOf = (described: Described): Record<string, SpecKey> =>
  Object.fromEntries(
    Object.entries(described).map(([name, node]) => [
      name,
      { node, words: "", ...(node.deprecated && { deprecated: node.deprecated }) },
    ]),
  );
