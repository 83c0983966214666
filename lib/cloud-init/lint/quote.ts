import { isScalar } from "yaml";
import type { Fix } from "../finding.ts";
import type { Config } from "./config.ts";
import { nodeAt } from "./place.ts";

type Path = readonly (string | number)[];

/** One line of YAML as the text that it looks like. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Puts quotes around what stands at a path, where that is one plain word on one line. */
export const quoteAt = (config: Config, path: Path): Fix | undefined => {
  const value = nodeAt(config, path)?.value;
  if (!isScalar(value) || value.type !== "PLAIN" || !value.range || value.anchor || value.tag) return undefined;
  const [from, to] = value.range;
  const source = config.text.slice(from, to);
  return source === "" || source.includes("\n")
    ? undefined
    : { id: "quote", changes: [{ from, to, insert: quoted(source) }] };
};
