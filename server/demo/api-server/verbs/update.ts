import { isDeepStrictEqual } from "node:util";
import type { Cluster } from "../cluster.ts";
import type { WriteOptions } from "../http/write-options.ts";
import { isJsonObject } from "../objects/json-value.ts";
import { type DraftObject, groupVersion, type KubeObject, type Metadata } from "../objects/kube-object.ts";
import { labelProblems } from "../objects/name-rules.ts";
import { badRequest, conflict, type FieldProblem, invalid, invalidValue } from "../objects/status-error.ts";
import { keyOf, type ResourceDefinition } from "../resources/definition.ts";
import type { Served } from "../resources/registry.ts";
import { StoredObject } from "../storage/stored-object.ts";
import { assertKind } from "./create.ts";
import { customContent } from "./custom-content.ts";
import { isReadyToGo } from "./delete.ts";
import { writableMetadata } from "./writable-metadata.ts";

export type UpdateOptions = { subresource: "" | "status"; isPatch?: boolean } & Partial<WriteOptions>;

/** Replaces an object as PUT does; a PATCH comes here with its result. The last finalizer of a deleted object takes it away. */
export function updateObject(
  cluster: Cluster,
  served: Served,
  existing: StoredObject,
  body: DraftObject,
  options: UpdateOptions,
): StoredObject {
  const { definition } = served;
  assertKind(served, body);
  assertIdentity(served, existing.object, body, options);
  const draft = customContent(served, body, options.fieldValidation ?? "Warn", options.warn ?? (() => {}));
  const next =
    options.subresource === "status" ? withStatusOf(existing.object, draft) : contentOf(served, existing.object, draft);
  if (isDeepStrictEqual(next, existing.object)) return existing;
  assertAllowed(served, existing.object, next);
  cluster.admission.beforeUpdate(definition, existing.object, next);
  if (options.dryRun) return new StoredObject(next, existing.revision);
  if (isReadyToGo(next)) return cluster.store.remove(keyOf(definition), next);
  return cluster.store.put(keyOf(definition), next);
}

function assertIdentity(
  { definition }: Served,
  { metadata }: KubeObject,
  draft: DraftObject,
  { isPatch = false }: UpdateOptions,
): void {
  const { name, namespace, uid, resourceVersion } = draft.metadata;
  if (name !== undefined && name !== metadata.name) {
    throw badRequest(`the name of the object (${String(name)}) does not match the name on the URL (${metadata.name})`);
  }
  if (namespace !== undefined && namespace !== "" && namespace !== (metadata.namespace ?? "")) {
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }
  if (uid !== undefined && uid !== "" && uid !== metadata.uid) {
    if (isPatch) throw invalid(definition, metadata.name, [invalidValue("metadata.uid", uid, "field is immutable")]);
    throw conflict(definition, metadata.name, uidMismatch(definition, metadata, String(uid)));
  }
  const unset = resourceVersion === undefined || resourceVersion === "" || resourceVersion === "0";
  if (unset && definition.custom && !isPatch) {
    const problem = invalidValue("metadata.resourceVersion", 0, "must be specified for an update");
    // Here, and only here, the plural stands where the kind is said (registry/rest/update.go).
    throw invalid({ group: definition.group, kind: definition.plural }, metadata.name, [problem]);
  }
  if (!unset && resourceVersion !== metadata.resourceVersion) throw conflict(definition, metadata.name);
}

function uidMismatch(
  { custom, group, plural }: ResourceDefinition,
  { namespace, name, uid }: Metadata,
  asked: string,
): string {
  const key = [
    "",
    "registry",
    ...(custom ? [group] : []),
    plural,
    ...(namespace === undefined ? [] : [namespace]),
    name,
  ].join("/");
  const why = `Precondition failed: UID in precondition: ${asked}, UID in object meta: ${uid}`;
  return `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`;
}

const withStatusOf = (existing: KubeObject, draft: DraftObject): KubeObject => {
  const { status: _old, ...rest } = existing;
  return draft.status === undefined ? rest : { ...rest, status: draft.status };
};

function contentOf({ definition, version }: Served, existing: KubeObject, draft: DraftObject): KubeObject {
  const { metadata: _metadata, status: newStatus, ...content } = draft;
  const status = version.status ? existing.status : newStatus;
  const { name, namespace, uid, resourceVersion, generation, creationTimestamp } = existing.metadata;
  const { deletionTimestamp, deletionGracePeriodSeconds, generateName } = existing.metadata;
  const next: KubeObject = {
    ...content,
    apiVersion: groupVersion(definition.group, definition.storageVersion),
    kind: definition.kind,
    metadata: {
      ...writableMetadata(draft.metadata),
      ...(generateName === undefined ? {} : { generateName }),
      name,
      ...(namespace === undefined ? {} : { namespace }),
      uid,
      resourceVersion,
      ...(generation === undefined ? {} : { generation }),
      creationTimestamp,
      ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
      ...(deletionGracePeriodSeconds === undefined ? {} : { deletionGracePeriodSeconds }),
    },
    ...(status === undefined ? {} : { status }),
  };
  const bump = generation !== undefined && !isDeepStrictEqual(specOf(next), specOf(existing));
  return bump ? { ...next, metadata: { ...next.metadata, generation: generation + 1 } } : next;
}

function specOf({ metadata: _metadata, status: _status, ...spec }: KubeObject): unknown {
  return spec;
}

function assertAllowed({ definition }: Served, before: KubeObject, after: KubeObject): void {
  const problems: FieldProblem[] = labelProblems(isJsonObject(after.metadata.labels) ? after.metadata.labels : {});
  if (before.metadata.deletionTimestamp !== undefined) {
    const added = (after.metadata.finalizers ?? []).filter((item) => !before.metadata.finalizers?.includes(item));
    if (added.length > 0) {
      const message = `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map((item) => `"${item}"`).join(", ")}}`;
      problems.push({ reason: "FieldValueForbidden", field: "metadata.finalizers", message });
    }
  }
  if (problems.length > 0) throw invalid(definition, before.metadata.name, problems);
}
