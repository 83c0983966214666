import { isMap, isScalar } from "yaml";
import type { Fix, Found } from "../finding.ts";
import { type Config, isRecord, itemsOf } from "./config.ts";
import { nodeAt, placeOf } from "./place.ts";
import { quoteAt, quoted } from "./quote.ts";
import { pathId } from "./schema.ts";

const mostCommands = 1000;

/**
 * Commands that YAML made no text of: at `- echo: hi`, a map, and `- yes`, which is true, cloud-init stops. Within the list of one command
 * it takes anything as Python writes it, which rarely is what a map was meant to be.
 */
export const commandFindings = (config: Config, said: Set<string>): Found[] =>
  ["runcmd", "bootcmd"].flatMap((key) =>
    itemsOf(config.value[key])
      .slice(0, mostCommands)
      .flatMap((item, at) => {
        const isList = Array.isArray(item);
        const paths = isList ? item.map((_, inner) => [key, at, inner]) : [[key, at]];
        const values = isList ? item : [item];
        return paths.flatMap((path, index): Found[] => {
          const value: unknown = values[index];
          if (typeof value === "string" || (value === null && !isList)) return [];
          said.add(pathId(path)).add(pathId([key, at]));
          return [
            {
              rule: isList ? "argumentNotText" : "commandNotText",
              severity: isList && !isRecord(value) && !Array.isArray(value) ? "warning" : "error",
              ...placeOf(config, path, "value"),
              values: { key },
              fix: quoteAt(config, path) ?? quoteEntry(config, path),
            },
          ];
        });
      }),
  );

/** `- echo: hi` in quotes as a whole, where it is one line. */
const quoteEntry = (config: Config, path: readonly (string | number)[]): Fix | undefined => {
  const map = nodeAt(config, path)?.value;
  const value = isMap(map) && map.items.length === 1 ? map.items[0]?.value : null;
  const range = isMap(map) && !map.flow ? map.range : null;
  if (!range || !isScalar(value) || value.type?.startsWith("BLOCK")) return undefined;
  const from = range[0];
  const entry = config.text.slice(from, value.range?.[1] ?? range[1]).trimEnd();
  return entry.includes("\n")
    ? undefined
    : { id: "quote", changes: [{ from, to: from + entry.length, insert: quoted(entry) }] };
};
