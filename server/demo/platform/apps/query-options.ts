import { isRecord } from "./body.ts";
import { type Failure, invalid } from "./failure.ts";

const refused = (kind: string, field: string, message: string, reason = "FieldValueForbidden"): Failure =>
  invalid("meta.k8s.io", kind, "", [{ reason, message, field }]);

/** A boolean of a query as Kubernetes reads it: present and neither `false` nor `0`. */
export const isTrue = (value: string | null): boolean =>
  value !== null && value.toLowerCase() !== "false" && value !== "0";

const matches = ["Exact", "NotOlderThan"];

/** The checks of every API server on a list's options; the values themselves are ignored by Cozystack. */
export const assertListOptions = (query: URLSearchParams, isWatch: boolean): void => {
  const fail = (field: string, message: string) => {
    throw refused("ListOptions", field, message);
  };
  const match = query.get("resourceVersionMatch") ?? "";
  const initial = query.get("sendInitialEvents");
  if (isWatch) {
    if (match !== "" && initial === null) {
      fail(
        "resourceVersionMatch",
        "Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided",
      );
    }
    if (initial !== null && match !== "NotOlderThan") {
      fail(
        "resourceVersionMatch",
        "Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan",
      );
    }
    return;
  }
  if (initial !== null) fail("sendInitialEvents", "Forbidden: sendInitialEvents is forbidden for list");
  if (match === "") return;
  const resourceVersion = query.get("resourceVersion") ?? "";
  if (resourceVersion === "") {
    fail("resourceVersionMatch", "Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided");
  }
  if (!matches.includes(match)) {
    const message = `Unsupported value: ${JSON.stringify(match)}: supported values: "Exact", "NotOlderThan", ""`;
    throw refused("ListOptions", "resourceVersionMatch", message, "FieldValueNotSupported");
  }
  if (match === "Exact" && resourceVersion === "0") {
    fail("resourceVersionMatch", 'Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
  }
};

const policies = ["Background", "Foreground", "Orphan"];

/** Of a deletion's options only an unknown policy matters; preconditions, grace and dry run are ignored. */
export const assertDeleteOptions = (query: URLSearchParams, body: unknown): void => {
  const asked = (isRecord(body) ? body.propagationPolicy : undefined) ?? query.get("propagationPolicy") ?? "";
  if (asked === "" || policies.some((policy) => policy === asked)) return;
  const message = `Unsupported value: ${JSON.stringify(asked)}: supported values: "Background", "Foreground", "Orphan"`;
  throw refused("DeleteOptions", "propagationPolicy", message, "FieldValueNotSupported");
};

/** Server-side apply must name its manager; `force` is its own. */
export const assertPatchOptions = (query: URLSearchParams, isApply: boolean): void => {
  if (isApply && !query.get("fieldManager")) {
    const message = "Required value: is required for apply patch";
    throw refused("PatchOptions", "fieldManager", message, "FieldValueRequired");
  }
  if (!isApply && query.has("force")) {
    throw refused("PatchOptions", "force", "Forbidden: may not be specified for non-apply patch");
  }
};
