import type { Fix, Found } from "../finding.ts";
import { faultsOf, type SpecFault } from "../spec/check.ts";
import { keysAt, nodesAt } from "../spec/nodes-at.ts";
import { type Config, isRecord, valueAt } from "./config.ts";
import { nearest } from "./nearest.ts";
import { placeOf, type Range } from "./place.ts";
import { quoteAt } from "./quote.ts";

/** A text with more than this is not cloud-config, or nobody reads on. */
const mostFaults = 100;

/** What cloud-init's own schema would say, at its place; `said` are paths of which another rule has said it better. */
export const schemaFindings = (config: Config, said: ReadonlySet<string>): Found[] =>
  faultsOf(config.value)
    .slice(0, mostFaults)
    .filter(({ path }) => !said.has(pathId(path)))
    .map((fault) => foundOf(fault, config));

export const pathId = (path: readonly (string | number)[]): string => JSON.stringify(path);

const foundOf = (fault: SpecFault, config: Config): Found => {
  const { path, at } = fault;
  const place = placeOf(config, path, at);
  const values = { ...fault.values, key: shownKey(path) };
  const one = (rule: Found["rule"], severity: Found["severity"] = "error"): Found => ({
    rule,
    severity,
    ...place,
    values,
  });
  const last = path.at(-1);
  switch (fault.fault) {
    case "unknownKey": {
      const known = typeof last === "string" ? nearest(last, namesAt(path.slice(0, -1))) : null;
      if (known === null) return one("unknownKey");
      return {
        ...one("unknownKeyNearest"),
        values: { ...values, nearest: known },
        fix: { id: "rename", changes: [{ ...place, insert: known }] },
      };
    }
    case "deprecated": {
      if (!fault.values.instead) return one("deprecated", "warning");
      return { ...one("deprecatedInstead", "warning"), fix: renamed(config, fault, place) };
    }
    case "type": {
      if (isPermissions(path)) return { ...one("permissionsNumber"), fix: quoteAt(config, path) };
      const takesText = String(fault.values.expected).split(", ").includes("text");
      return { ...one("type"), fix: takesText ? quoteAt(config, path) : undefined };
    }
    default:
      return one(fault.fault);
  }
};

/** The new name for an old key, where what stands below it fits there, too, and nothing has that name yet. */
const renamed = ({ text, value }: Config, { path, at, values }: SpecFault, place: Range): Fix | undefined => {
  const insert = String(values.instead);
  const map = valueAt(value, path.slice(0, -1));
  const name = String(path.at(-1));
  if (at !== "key" || !isRecord(map) || Object.hasOwn(map, insert)) return undefined;
  if (text.slice(place.from, place.to).replaceAll(/["']/g, "") !== name) return undefined;
  const fits = keysAt([...path.slice(0, -1), insert]).some(({ node }) =>
    faultsOf(map[name], node).every(({ fault }) => fault === "deprecated"),
  );
  return fits ? { id: "rename", changes: [{ ...place, insert }] } : undefined;
};

const namesAt = (path: readonly (string | number)[]): string[] =>
  nodesAt(path).flatMap((node) => (node.is === "map" ? Object.keys(node.keys) : []));

/** The last name of a path, short: it may be anything. */
const shownKey = (path: readonly (string | number)[]): string =>
  String(path.findLast((step) => typeof step === "string") ?? "").slice(0, 60);

const isPermissions = (path: readonly (string | number)[]): boolean =>
  path[0] === "write_files" && path.at(-1) === "permissions";
