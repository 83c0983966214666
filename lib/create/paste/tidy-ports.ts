import { portLimit } from "../../resources/ports.ts";
import type { Say } from "./change.ts";
import { at, type Fields, isFields, listOf, textOf } from "./fields.ts";

/** Ports of one entry as people write them: `22`, `"22"`, `22,443`, `{port: 22}`, `8000-8010`; null where it is none of these. */
const portsOf = (entry: unknown): number[] | null => {
  const text = textOf(isFields(entry) ? entry.port : entry);
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  const ports = parts.flatMap((part) => {
    const [, from = "", to = from] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/tcp)?$/i.exec(part) ?? [];
    const count = Number(to) - Number(from) + 1;
    if (from === "" || count < 1 || count > portLimit) return [Number.NaN];
    return Array.from({ length: count }, (_, index) => Number(from) + index);
  });
  return ports.length === 0 || ports.some(Number.isNaN) ? null : ports;
};

/** An entry as it stands in the text, shortened. */
const writtenEntry = (entry: Fields): string =>
  Object.entries(entry)
    .map(([key, value]) => `${key}: ${textOf(value)}`)
    .join(", ")
    .slice(0, 60);

/** A list of numbers, each once, which is the only thing the schema takes; what is no TCP port is left out and said. */
export const tidyPorts = (written: unknown, say: Say): number[] => {
  const entries = Array.isArray(written) ? listOf(written) : [written];
  const found: number[] = [];
  for (const [index, entry] of entries.entries()) {
    const path = ["externalPorts", ...(Array.isArray(written) ? [index] : [])];
    const from = isFields(entry) ? writtenEntry(entry) : textOf(entry);
    const isOther = isFields(entry) && !["", "TCP"].includes(textOf(at(entry, "protocol")).toUpperCase());
    const ports = isOther ? null : portsOf(entry);
    if (ports === null) say("portOther", path, { from });
    else if (typeof entry !== "number") say("ports", path, { from, to: ports.join(", ") });
    for (const port of ports ?? []) if (!found.includes(port)) found.push(port);
  }
  return found;
};
