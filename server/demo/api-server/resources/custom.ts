import { isJsonObject, listAt, objectAt, textAt, textsAt, valueAt } from "../objects/json-value.ts";
import type { KubeObject } from "../objects/kube-object.ts";
import { AGE } from "./built-in-columns.ts";
import type { Column, ResourceDefinition, VersionDefinition } from "./definition.ts";
import { age } from "./duration.ts";
import { readJsonPath } from "./json-path.ts";

/** What a CustomResourceDefinition makes served; undefined when it serves nothing. */
export function customResource(crd: KubeObject): ResourceDefinition | undefined {
  const spec = objectAt(crd, "spec");
  const written = listAt(spec, "versions");
  const [first, ...others] = written
    .filter((version) => valueAt(version, "served") === true)
    .sort(byPriority)
    .map(versionOf);
  const storage = written.find((version) => valueAt(version, "storage") === true);
  if (first === undefined || storage === undefined) return undefined;
  const kind = textAt(spec, "names", "kind");
  return {
    group: textAt(spec, "group"),
    plural: textAt(spec, "names", "plural"),
    singular: textAt(spec, "names", "singular") || kind.toLowerCase(),
    kind,
    listKind: textAt(spec, "names", "listKind") || `${kind}List`,
    namespaced: textAt(spec, "scope") === "Namespaced",
    shortNames: textsAt(spec, "names", "shortNames"),
    categories: textsAt(spec, "names", "categories"),
    versions: [first, ...others],
    storageVersion: textAt(storage, "name"),
    generation: true,
    custom: true,
    returnsDeleted: false,
  };
}

function versionOf(version: unknown): VersionDefinition {
  const schema = valueAt(version, "schema", "openAPIV3Schema");
  return {
    name: textAt(version, "name"),
    status: isJsonObject(valueAt(version, "subresources", "status")),
    columns: columnsOf(listAt(version, "additionalPrinterColumns")),
    ...(isJsonObject(schema) ? { schema } : {}),
  };
}

const NAME: Column = { name: "Name", type: "string", format: "name", cell: ({ metadata }) => metadata.name };
const TYPES = ["string", "integer", "number", "boolean", "date"] as const;

function columnsOf(printed: unknown[]): Column[] {
  if (printed.length === 0) return [NAME, AGE];
  const columns = printed.map((column): Column => {
    const type = TYPES.find((candidate) => candidate === textAt(column, "type")) ?? "string";
    const path = textAt(column, "jsonPath");
    return {
      name: textAt(column, "name"),
      type,
      description: textAt(column, "description") || `Custom resource definition column (in JSONPath format): ${path}`,
      priority: Number(valueAt(column, "priority") ?? 0),
      cell: (object) => shown(readJsonPath(object, path), type),
    };
  });
  return [NAME, ...columns];
}

function shown(value: unknown, type: Column["type"]): unknown {
  if (value === undefined || value === null) return null;
  if (type === "date") return age(String(value));
  if (type !== "string") return value;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** apimachinery's `CompareKubeAwareVersionStrings`: v2, v1, v1beta1, v1alpha3, then the rest by name. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [rank(left), rank(right)];
  if (a === undefined || b === undefined) return a ? -1 : b ? 1 : left < right ? -1 : 1;
  return b.stage - a.stage || b.major - a.major || b.minor - a.minor;
}

const byPriority = (left: unknown, right: unknown): number =>
  compareVersions(textAt(left, "name"), textAt(right, "name"));

function rank(version: string): { major: number; stage: number; minor: number } | undefined {
  const found = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (found === null) return undefined;
  const stage = found[2] === undefined ? 2 : found[2] === "beta" ? 1 : 0;
  return { major: Number(found[1]), stage, minor: Number(found[3] ?? 0) };
}
