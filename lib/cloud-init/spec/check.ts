import { cloudConfig } from "./cloud-config.ts";
import { named } from "./named.ts";
import type { SpecDeprecation, SpecMap, SpecNode } from "./node.ts";
import { type Scalar, scalarFault } from "./scalar.ts";

export type SpecFaultId =
  | "unknownKey"
  | "type"
  | "enum"
  | "pattern"
  | "format"
  | "range"
  | "required"
  | "together"
  | "tooFew"
  | "tooMany"
  | "repeated"
  | "deprecated";

export type SpecFault = {
  path: (string | number)[];
  fault: SpecFaultId;
  /** Names, kinds and bounds to say; lists joined by ", ", one of several by " / ". Never what was written there: it may be a secret. */
  values: Record<string, string | number>;
  at: "key" | "value";
};

/** Everything that cloud-init's schema would say of a value. Only `deprecated` is a warning: the value is taken. */
export const faultsOf = (value: unknown, node: SpecNode = cloudConfig): SpecFault[] => check(value, node, []);

type Path = (string | number)[];

const check = (value: unknown, node: SpecNode, path: Path): SpecFault[] => {
  if (node.is === "any") return [];
  if (node.is === "oneOf") return checkAlternatives(value, node.of, path);
  const found = kindOf(value);
  if (!takes(node, found)) return [{ path, fault: "type", values: { expected: node.is, found }, at: "value" }];
  // The kind was compared just above: what is taken for a list is an array, for a map a plain object.
  if (node.is === "list") return checkList(value as unknown[], node, path);
  if (node.is === "map") return checkMap(value as Record<string, unknown>, node, path);
  const fault = scalarFault(value as Scalar, node);
  return fault ? [{ path, at: "value", ...fault }] : [];
};

type Kind = Exclude<SpecNode["is"], "any" | "oneOf"> | "date";

const kindOf = (value: unknown): Kind => {
  if (value === null || value === undefined) return "null";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "bigint") return "integer";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (Array.isArray(value)) return "list";
  if (value instanceof Date) return "date";
  // `!!binary` is text for cloud-init: its judge takes bytes for strings.
  return typeof value === "object" && !(value instanceof Uint8Array) ? "map" : "text";
};

const takes = (node: SpecNode, kind: Kind): boolean => node.is === kind || (node.is === "number" && kind === "integer");

const checkList = (value: readonly unknown[], node: SpecNode & { is: "list" }, path: Path): SpecFault[] => {
  const faults = size(value.length, node, path);
  const seen = new Set<unknown>();
  for (const [index, item] of value.entries()) {
    const at = [...path, index];
    faults.push(...check(item, node.of, at));
    if (node.unique && seen.has(item)) faults.push({ path: at, fault: "repeated", values: {}, at: "value" });
    seen.add(item);
  }
  return faults;
};

const checkMap = (value: Record<string, unknown>, node: SpecMap, path: Path): SpecFault[] => {
  const faults = size(Object.keys(value).length, node, path);
  const has = (name: string) => Object.hasOwn(value, name);
  for (const one of node.required ?? []) {
    const names = typeof one === "string" ? [one] : one;
    if (!names.some(has)) faults.push({ path, fault: "required", values: { keys: names.join(" / ") }, at: "key" });
  }
  for (const names of node.apart ?? []) {
    const both = names.filter(has);
    const last = both.at(-1);
    if (last !== undefined && both.length > 1)
      faults.push({ path: [...path, last], fault: "together", values: { keys: both.join(", ") }, at: "key" });
  }
  for (const [name, inner] of Object.entries(value)) {
    const at = [...path, name];
    const key = named(node, name);
    if (!key) faults.push({ path: at, fault: "unknownKey", values: { key: name }, at: "key" });
    else faults.push(...outdated(key.deprecated, at, "key"), ...check(inner, key.node, at));
  }
  return faults;
};

const size = (count: number, { least = 0, most }: { least?: number; most?: number }, path: Path): SpecFault[] => {
  if (count < least) return [{ path, fault: "tooFew", values: { least, count }, at: "value" }];
  return most !== undefined && count > most ? [{ path, fault: "tooMany", values: { most, count }, at: "value" }] : [];
};

const outdated = (deprecated: SpecDeprecation | undefined, path: Path, at: SpecFault["at"]): SpecFault[] =>
  deprecated
    ? [
        {
          path,
          fault: "deprecated",
          values: { since: deprecated.since, instead: deprecated.instead ?? "", as: deprecated.as ?? "" },
          at,
        },
      ]
    : [];

/** The alternative that fits; where none does, what that one says, of those that are not old, which comes nearest. */
const checkAlternatives = (value: unknown, of: readonly SpecNode[], path: Path): SpecFault[] => {
  const tried = of.map((node) => ({ node, faults: check(value, node, path) }));
  const fits = tried.find(({ faults }) => faults.every(({ fault }) => fault === "deprecated"));
  if (fits) return [...outdated(fits.node.deprecated, path, "value"), ...fits.faults];
  const current = tried.filter(({ node }) => !node.deprecated);
  const right = current.filter(({ faults }) => !faults.some((one) => one.fault === "type" && one.path === path));
  return right.length > 0 ? nearest(right) : [wrongKind(current, path, kindOf(value))];
};

type Tried = { node: SpecNode; faults: SpecFault[] };

const wrongKind = (current: readonly Tried[], path: Path, found: Kind): SpecFault => {
  const kinds = new Set(current.map(({ node }) => node.is));
  return { path, fault: "type", values: { expected: [...kinds].join(", "), found }, at: "value" };
};

/** The one with the least to say; a wrong word weighs most, as words like `type` tell alternatives apart. */
const nearest = (tried: readonly Tried[]): SpecFault[] => {
  const weight = ({ faults }: Tried) => faults.reduce((sum, { fault }) => sum + (fault === "enum" ? 100 : 1), 0);
  return tried.toSorted((one, other) => weight(one) - weight(other))[0]?.faults ?? [];
};
