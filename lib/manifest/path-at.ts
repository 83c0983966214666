import { isMap, isNode, isScalar, isSeq, type Node, parseDocument } from "yaml";
import type { Path } from "./field-schema.ts";

const holds = (node: unknown, offset: number): node is Node =>
  isNode(node) && Array.isArray(node.range) && node.range[0] <= offset && offset <= node.range[2];

/** Which field of a text stands at a place in it: the innermost, by keys and positions. */
export const pathAt = (text: string, offset: number): Path => {
  const path: (string | number)[] = [];
  let node: unknown = parseDocument(text).contents;
  for (;;) {
    if (isSeq(node)) {
      const at = node.items.findLastIndex((item) => holds(item, offset));
      if (at < 0) return path;
      path.push(at);
      node = node.items[at];
    } else if (isMap(node)) {
      const pair = node.items.findLast(({ key, value }) => holds(key, offset) || holds(value, offset));
      if (!pair || !isScalar(pair.key)) return path;
      path.push(String(pair.key.value));
      if (!holds(pair.value, offset)) return path;
      node = pair.value;
    } else return path;
  }
};
