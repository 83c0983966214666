import type { Cluster } from "../cluster.ts";
import { apiVersionOf } from "../http/representation.ts";
import { parse } from "../http/request-body.ts";
import { jsonPatch, PatchFailure } from "../objects/json-patch.ts";
import { asDraft } from "../objects/kube-object.ts";
import { mergePatch } from "../objects/merge-patch.ts";
import { badRequest, StatusError, unsupportedMediaType } from "../objects/status-error.ts";
import type { Served } from "../resources/registry.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import { type UpdateOptions, updateObject } from "./update.ts";

export const JSON_PATCH = "application/json-patch+json";
export const MERGE_PATCH = "application/merge-patch+json";

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

/** Refuses the patch types this server does not know. */
export function assertPatchType(type: string): void {
  if (type !== JSON_PATCH && type !== MERGE_PATCH) throw unsupportedMediaType([JSON_PATCH, MERGE_PATCH]);
}

function applied(document: unknown, { type, text }: Patch): unknown {
  const patch = parse(text, JSON.parse);
  if (type === MERGE_PATCH) return mergePatch(document, patch);
  try {
    return jsonPatch(document, patch);
  } catch (cause) {
    if (cause instanceof PatchFailure) {
      throw new StatusError(422, "Invalid", "the server rejected our request due to an error in our request", {});
    }
    if (cause instanceof TypeError) throw badRequest(cause.message);
    throw cause;
  }
}
