import { Composer, type CST, type Document, isScalar, type LineCounter, Parser, visit } from "yaml";

/** Deeper than any object of Kubernetes or any user data. */
const mostDepth = 100;

type Options = NonNullable<ConstructorParameters<typeof Composer>[0]> & { lineCounter?: LineCounter };

/**
 * The documents of a text that somebody else wrote; null where they are nested deeper than anything is. The library composes them by a call
 * for each level, so that the end of the stack is reached anywhere, and compares each key with all before it: that is `keyTwice` here.
 */
export const boundedDocuments = (text: string, options: Options = {}): Document.Parsed[] | null => {
  const tokens = [...new Parser(options.lineCounter?.addNewLine).parse(text)];
  if (isDeep(tokens)) return null;
  return [...new Composer({ ...options, uniqueKeys: false }).compose(tokens, true, text.length)];
};

/** Where the first key stands that its map has already; null for none. */
export const keyTwice = (document: Document.Parsed): number | null => {
  let found: number | null = null;
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          found = key.range?.[0] ?? document.range[0];
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return found;
};

/** Without recursion: depth is what is not yet known. */
export const isDeep = (tokens: readonly CST.Token[]): boolean => {
  let level: CST.Token[] = [...tokens];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > mostDepth) return true;
    level = level.flatMap(inner);
  }
  return false;
};

const inner = (token: CST.Token): CST.Token[] => {
  if (token.type === "document") return token.value ? [token.value] : [];
  if (!("items" in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((one) => one !== null && one !== undefined));
};
