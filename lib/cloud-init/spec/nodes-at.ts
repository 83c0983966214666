import { cloudConfig } from "./cloud-config.ts";
import { named } from "./named.ts";
import type { SpecKey, SpecNode } from "./node.ts";

type Path = readonly (string | number)[];

/** Everything that may stand at a path, alternatives one by one; empty where nothing may. */
export const nodesAt = (path: Path): SpecNode[] =>
  path.reduce<SpecNode[]>(
    (nodes, step) =>
      nodes.flatMap((node) => {
        if (typeof step === "string") return keysIn(node, step).flatMap((key) => alternatives(key.node));
        return node.is === "list" ? alternatives(node.of) : [];
      }),
    alternatives(cloudConfig),
  );

/** What is known of the key that a path ends in, once per alternative that has it. */
export const keysAt = (path: Path): SpecKey[] => {
  const name = path.at(-1);
  return typeof name === "string" ? nodesAt(path.slice(0, -1)).flatMap((node) => keysIn(node, name)) : [];
};

/** What may stand where a node is asked for, one by one. */
export const alternatives = (node: SpecNode): SpecNode[] =>
  node.is === "oneOf" ? node.of.flatMap(alternatives) : [node];

const keysIn = (node: SpecNode, name: string): SpecKey[] => {
  const key = node.is === "map" ? named(node, name) : null;
  return key ? [key] : [];
};
