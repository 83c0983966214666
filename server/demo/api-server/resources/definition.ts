import type { JsonObject } from "../objects/json-value.ts";
import type { KubeObject } from "../objects/kube-object.ts";

/** One column of a Table; `priority` above 0 shows with `-o wide` only. */
export type Column = {
  name: string;
  type: "string" | "integer" | "number" | "boolean" | "date";
  format?: string;
  description?: string;
  priority?: number;
  cell: (object: KubeObject) => unknown;
};

export type VersionDefinition = {
  name: string;
  /** Whether `/status` is a subresource of its own (and the main resource ignores status). */
  status: boolean;
  columns: Column[];
  /** OpenAPI v3 schema of a custom resource; built-ins are taken as they come. */
  schema?: JsonObject;
};

/** One stored kind, in all its served versions. */
export type ResourceDefinition = {
  group: string;
  plural: string;
  singular: string;
  kind: string;
  listKind: string;
  namespaced: boolean;
  shortNames: string[];
  categories: string[];
  versions: [VersionDefinition, ...VersionDefinition[]];
  storageVersion: string;
  /** Kept as `metadata.generation`: bumped when anything but metadata and status changes. */
  generation: boolean;
  custom: boolean;
  /** DELETE answers the object instead of a Status. */
  returnsDeleted: boolean;
};

/** The key of a resource in the store: versions share one storage. */
export const resourceKey = (group: string, plural: string): string => `${group}/${plural}`;

/** What a key of `resourceKey` names. */
export const resourceOf = (key: string): Pick<ResourceDefinition, "group" | "plural"> => {
  const end = key.lastIndexOf("/");
  return { group: key.slice(0, end), plural: key.slice(end + 1) };
};

export const keyOf = (definition: ResourceDefinition): string => resourceKey(definition.group, definition.plural);

export const versionOf = (definition: ResourceDefinition, version: string): VersionDefinition | undefined =>
  definition.versions.find(({ name }) => name === version);
