import type { Call } from "../aggregated/group.ts";
import { isRecord, undecodable } from "./body.ts";
import type { Definition } from "./definitions.ts";
import { Failure, invalid } from "./failure.ts";

const topLevel = new Set(["apiVersion", "kind", "metadata", "spec", "status", "appVersion"]);
const ofMetadata = new Set([
  "name",
  "generateName",
  "namespace",
  "selfLink",
  "uid",
  "resourceVersion",
  "generation",
  "creationTimestamp",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
  "labels",
  "annotations",
  "ownerReferences",
  "finalizers",
  "managedFields",
]);

/** What decoding stumbles over: unknown fields at the top and in the metadata. The spec takes anything. */
const unknownFields = (document: unknown): string[] => {
  if (!isRecord(document)) return [];
  const { metadata } = document;
  return [
    ...Object.keys(document).filter((key) => !topLevel.has(key)),
    ...(isRecord(metadata) ? Object.keys(metadata).filter((key) => !ofMetadata.has(key)) : []).map(
      (key) => `metadata.${key}`,
    ),
  ].map((field) => `unknown field "${field}"`);
};

const optionsOf: Record<string, string> = { POST: "CreateOptions", PUT: "UpdateOptions", PATCH: "PatchOptions" };

const directive = ({ method, query }: Call): "Ignore" | "Strict" | "Warn" => {
  const asked = query.get("fieldValidation") || "Warn";
  if (asked === "Ignore" || asked === "Strict" || asked === "Warn") return asked;
  const message = `Unsupported value: ${JSON.stringify(asked)}: supported values: "", "Ignore", "Strict", "Warn"`;
  throw invalid("meta.k8s.io", optionsOf[method] ?? "", "", [
    { reason: "FieldValueNotSupported", message, field: "fieldValidation" },
  ]);
};

/** Refuses unknown fields under Strict (422 as the outcome of a patch) and warns of them otherwise, which is the default. */
export const validateFields = (call: Call, { kind }: Definition, document: unknown): void => {
  const asked = directive(call);
  const problems = asked === "Ignore" ? [] : unknownFields(document);
  if (problems.length === 0) return;
  if (asked === "Warn") {
    // A header takes ASCII only, and the text names fields as the client wrote them.
    const header = (text: string) => `299 - ${JSON.stringify(text).replace(/[^\x20-\x7e]/g, "?")}`;
    for (const problem of problems) call.response.appendHeader("Warning", header(problem));
    return;
  }
  const why = `strict decoding error: ${problems.join(", ")}`;
  if (call.method !== "PATCH") throw undecodable(kind, why);
  const message = `Invalid value: ${JSON.stringify(JSON.stringify(document))}: ${why}`;
  throw new Failure(422, "Invalid", ` "" is invalid: patch: ${message}`, {
    causes: [{ reason: "FieldValueInvalid", message, field: "patch" }],
  });
};
