import { type FieldRequirement, matchesFields, parseFieldSelector } from "../objects/field-selector.ts";
import { matches, parseLabelSelector, type Requirement } from "../objects/label-selector.ts";
import type { ResourceDefinition } from "../resources/definition.ts";
import type { StoredObject } from "../storage/stored-object.ts";

/** What of a resource a list, watch or deletecollection is about. */
export type Selection = {
  namespace: string;
  matches: (stored: StoredObject) => boolean;
};

export function selectionOf(definition: ResourceDefinition, namespace: string, query: URLSearchParams): Selection {
  const labels: Requirement[] = parseLabelSelector(query.get("labelSelector") ?? "");
  const fields: FieldRequirement[] = parseFieldSelector(query.get("fieldSelector") ?? "", definition);
  const all = labels.length === 0 && fields.length === 0;
  return {
    namespace,
    matches: all
      ? () => true
      : ({ object }) => matches(labels, object.metadata.labels) && matchesFields(fields, object),
  };
}
