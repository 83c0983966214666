import { isJsonObject, textAt, valueAt } from "../objects/json-value.ts";
import { StatusError } from "../objects/status-error.ts";
import type { FieldValidation } from "../verbs/custom-content.ts";
import type { DeleteOptions } from "../verbs/delete.ts";
import type { ResourceExchange } from "./exchange.ts";

/** How a create, update or patch is to be done, and where its warnings go. */
export type WriteOptions = { dryRun: boolean; fieldValidation: FieldValidation; warn: (text: string) => void };

const OPTIONS_OF_VERB: Readonly<Record<string, string>> = {
  create: "CreateOptions",
  update: "UpdateOptions",
  patch: "PatchOptions",
};

export function writeOptions({ info, response, target }: ResourceExchange): WriteOptions {
  const kind = OPTIONS_OF_VERB[target.verb] ?? "";
  return {
    dryRun: isDryRun(kind, info.query),
    fieldValidation: fieldValidationOf(kind, info.query.get("fieldValidation")),
    // A header takes ASCII only, and the text names fields as the client wrote them.
    warn: (text) => response.appendHeader("Warning", `299 - ${JSON.stringify(text).replace(/[^\x20-\x7e]/g, "?")}`),
  };
}

function fieldValidationOf(kind: string, asked: string | null): FieldValidation {
  if (asked === null || asked === "" || asked === "Warn") return "Warn";
  if (asked === "Ignore" || asked === "Strict") return asked;
  throw unsupported(kind, "fieldValidation", asked, '"", "Ignore", "Strict", "Warn"');
}

function isDryRun(kind: string, query: URLSearchParams): boolean {
  const asked = query.getAll("dryRun");
  if (asked.length === 0) return false;
  if (asked.length === 1 && asked[0] === "All") return true;
  throw unsupported(kind, "dryRun", asked, '"All"');
}

function unsupported(kind: string, field: string, value: unknown, supported: string): StatusError {
  const message = `Unsupported value: ${JSON.stringify(value)}: supported values: ${supported}`;
  return new StatusError(422, "Invalid", `${kind}.meta.k8s.io "" is invalid: ${field}: ${message}`, {
    group: "meta.k8s.io",
    kind,
    causes: [{ reason: "FieldValueNotSupported", message, field }],
  });
}

/** DeleteOptions come as a body, as query values, or not at all. */
export function deleteOptions(body: unknown, query: URLSearchParams): DeleteOptions {
  const given = isJsonObject(body) ? body : {};
  const uid = textAt(given, "preconditions", "uid");
  const resourceVersion = textAt(given, "preconditions", "resourceVersion");
  const grace = valueAt(given, "gracePeriodSeconds") ?? query.get("gracePeriodSeconds");
  const policy = textAt(given, "propagationPolicy") || query.get("propagationPolicy");
  return {
    dryRun: isDryRun("DeleteOptions", query) || JSON.stringify(valueAt(given, "dryRun")) === '["All"]',
    ...(grace === null || grace === undefined ? {} : { gracePeriodSeconds: Number(grace) }),
    ...(policy === null || policy === "" ? {} : { propagationPolicy: policy }),
    preconditions: {
      ...(uid === "" ? {} : { uid }),
      ...(resourceVersion === "" ? {} : { resourceVersion }),
    },
  };
}
