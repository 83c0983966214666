import type { Cluster } from "../cluster.ts";
import { apiVersionOf } from "../http/representation.ts";
import { jsonPatch, PatchFailure } from "../objects/json-patch.ts";
import { asDraft } from "../objects/kube-object.ts";
import { mergePatch } from "../objects/merge-patch.ts";
import { badRequest, StatusError, unsupportedMediaType } from "../objects/status-error.ts";
import type { Served } from "../resources/registry.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import { type UpdateOptions, updateObject } from "./update.ts";

const JSON_PATCH = "application/json-patch+json";
const MERGE_PATCH = "application/merge-patch+json";
const APPLY_PATCH = "application/apply-patch+yaml";
const STRATEGIC_MERGE_PATCH = "application/strategic-merge-patch+json";

export type Patch = { type: string; text: string };

/** Applies a patch to the object as its version shows it; the rest is an update. */
export function patchObject(
  cluster: Cluster,
  served: Served,
  existing: StoredObject,
  patch: Patch,
  options: Omit<UpdateOptions, "isPatch">,
): StoredObject {
  const shown = existing.as(apiVersionOf(served)).object;
  const draft = asDraft(applied(shown, patch));
  if (draft === undefined) throw badRequest("the patched document is no object");
  return updateObject(cluster, served, existing, draft, { ...options, isPatch: true });
}

/** Refuses the patch types this server does not know; what kube-apiserver says of a custom resource is said here too. */
export function assertPatchType(type: string, { definition }: Served): void {
  if (type === JSON_PATCH || type === MERGE_PATCH) return;
  if (definition.custom && type === STRATEGIC_MERGE_PATCH) {
    throw unsupportedMediaType([JSON_PATCH, MERGE_PATCH, APPLY_PATCH]);
  }
  if (type === APPLY_PATCH || type === STRATEGIC_MERGE_PATCH) throw unsupportedMediaType([JSON_PATCH, MERGE_PATCH]);
  throw new StatusError(415, "UnsupportedMediaType", "415: Unsupported Media Type", {});
}

function applied(document: unknown, { type, text }: Patch): unknown {
  const patch = decoded(text);
  if (type === MERGE_PATCH) return mergePatch(document, patch);
  if (!Array.isArray(patch)) {
    throw badRequest(
      "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp",
    );
  }
  try {
    return jsonPatch(document, patch);
  } catch (cause) {
    if (!(cause instanceof PatchFailure)) throw cause;
    throw new StatusError(422, "Invalid", "the server rejected our request due to an error in our request", {});
  }
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badRequest(`error decoding patch: ${cause instanceof Error ? cause.message : "unreadable"}`);
  }
}
