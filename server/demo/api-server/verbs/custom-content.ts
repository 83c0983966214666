import { asDraft, type DraftObject } from "../objects/kube-object.ts";
import { badRequest, invalid } from "../objects/status-error.ts";
import { prune, validate, withSchemaDefaults } from "../objects/structural-schema.ts";
import type { Served } from "../resources/registry.ts";

export type FieldValidation = "Ignore" | "Warn" | "Strict";

/** What the schema of a custom resource makes of a body: unknown fields dropped, defaults filled in, the rest checked. */
export function customContent(
  { definition, version }: Served,
  draft: DraftObject,
  fieldValidation: FieldValidation,
  warn: (text: string) => void,
): DraftObject {
  const { schema } = version;
  if (schema === undefined) return draft;
  const { value, unknown } = prune(schema, draft);
  if (unknown.length > 0) {
    const texts = unknown.map((field) => `unknown field "${field}"`);
    if (fieldValidation === "Strict") {
      throw badRequest(
        `${definition.kind} in version ${JSON.stringify(version.name)} cannot be handled as a ${definition.kind}: strict decoding error: ${texts.join(", ")}`,
      );
    }
    if (fieldValidation === "Warn") texts.forEach(warn);
  }
  const complete = asDraft(withSchemaDefaults(schema, value)) ?? draft;
  const problems = validate(schema, complete).sort((left, right) => (left.field < right.field ? -1 : 1));
  if (problems.length > 0) throw invalid(definition, String(draft.metadata.name ?? ""), problems);
  return complete;
}
