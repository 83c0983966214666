import { parse } from "yaml";
import type { Call } from "../aggregated/group.ts";
import { isRecord, readText } from "./body.ts";
import { badRequest, Failure } from "./failure.ts";
import { isEqual, jsonPatched, mergePatched } from "./json-patch.ts";

const applyType = "application/apply-patch+yaml";

export const isApply = (call: Call): boolean => typeOf(call) === applyType;

/** The application after the patch of the request; `current` is what a GET shows. */
export const patched = async (call: Call, current: unknown): Promise<unknown> => {
  const text = await readText(call);
  switch (typeOf(call)) {
    case "application/json-patch+json":
      return jsonPatched(current, decoded(text, JSON.parse));
    // Not published, but on the wire a strategic merge patch acts like a merge patch.
    case "application/strategic-merge-patch+json":
    case "application/merge-patch+json":
      return mergePatched(current, decoded(text, JSON.parse));
    case applyType:
      return applied(current, decoded(text, parse), call.query.get("force") === "true");
    default:
      throw new Failure(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml",
      );
  }
};

/** What server-side apply would create when there is nothing yet. */
export const appliedDocument = async (call: Call): Promise<unknown> => decoded(await readText(call), parse);

const typeOf = (call: Call): string => (call.headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";

const decoded = (text: string, parser: (text: string) => unknown): unknown => {
  try {
    return parser(text);
  } catch (error) {
    throw badRequest(`error decoding patch: ${error instanceof Error ? error.message : "not parsable"}`);
  }
};

/** No field has a known manager, so without force every other value is a conflict, even for the same manager. */
const applied = (current: unknown, document: unknown, isForced: boolean): unknown => {
  const fields = isForced ? [] : differing(current, document, "");
  if (fields.length === 0) return mergePatched(current, document);
  const [first] = fields;
  const manager = 'with "before-first-apply" using apps.cozystack.io/v1alpha1';
  throw new Failure(
    409,
    "Conflict",
    fields.length === 1
      ? `Apply failed with 1 conflict: conflict ${manager}: ${first}`
      : `Apply failed with ${fields.length} conflicts: conflicts ${manager}:\n${fields.map((field) => `- ${field}`).join("\n")}`,
    {
      causes: fields.map((field) => ({
        reason: "FieldManagerConflict",
        message: `conflict ${manager}`,
        field,
      })),
    },
  );
};

const differing = (current: unknown, document: unknown, path: string): string[] => {
  if (!isRecord(document)) return isEqual(current, document) ? [] : [path];
  return Object.entries(document)
    .filter(([key]) => path !== "" || key === "spec" || key === "metadata")
    .flatMap(([key, value]) => differing(isRecord(current) ? current[key] : undefined, value, `${path}.${key}`));
};
