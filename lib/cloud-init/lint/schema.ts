import type { Found } from "../finding.ts";
import { faultsOf, type SpecFault } from "../spec/check.ts";
import { nodesAt } from "../spec/nodes-at.ts";
import type { Config } from "./config.ts";
import { nearest } from "./nearest.ts";
import { placeOf } from "./place.ts";
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
  const place = placeOf(config.text, config.document, path, at);
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
      const known = typeof last === "string" ? nearest(last, keysAt(path.slice(0, -1))) : null;
      if (known === null) return one("unknownKey");
      return {
        ...one("unknownKeyNearest"),
        values: { ...values, nearest: known },
        fix: { id: "rename", changes: [{ ...place, insert: known }] },
      };
    }
    case "deprecated":
      return fault.values.instead ? one("deprecatedInstead", "warning") : one("deprecated", "warning");
    case "type": {
      if (isPermissions(path)) return { ...one("permissionsNumber"), fix: quoteAt(config, path) };
      const takesText = String(fault.values.expected).split(", ").includes("text");
      return { ...one("type"), fix: takesText ? quoteAt(config, path) : undefined };
    }
    default:
      return one(fault.fault);
  }
};

const keysAt = (path: readonly (string | number)[]): string[] =>
  nodesAt(path).flatMap((node) => (node.is === "map" ? Object.keys(node.keys) : []));

/** The last name of a path, short: it may be anything. */
const shownKey = (path: readonly (string | number)[]): string =>
  String(path.findLast((step) => typeof step === "string") ?? "").slice(0, 60);

const isPermissions = (path: readonly (string | number)[]): boolean =>
  path[0] === "write_files" && path.at(-1) === "permissions";
