import { type Cluster, timestamp } from "../cluster.ts";
import { textAt } from "../objects/json-value.ts";
import type { KubeObject } from "../objects/kube-object.ts";
import { conflict } from "../objects/status-error.ts";
import { keyOf, type ResourceDefinition } from "../resources/definition.ts";
import type { StoredObject } from "../storage/stored-object.ts";

export type DeleteOptions = {
  dryRun?: boolean;
  gracePeriodSeconds?: number;
  propagationPolicy?: string;
  preconditions?: { uid?: string; resourceVersion?: string };
};

export type Deletion = { stored: StoredObject; gone: boolean };

/** Finalizers of the two ways of deletion that the garbage collector carries out. */
export const FOREGROUND = "foregroundDeletion";
export const ORPHAN = "orphan";
const POD_GRACE_SECONDS = 30;

/** Marks an object as deleted, and removes it at once when nothing holds it back. */
export function deleteObject(
  cluster: Cluster,
  definition: ResourceDefinition,
  existing: StoredObject,
  options: DeleteOptions = {},
): Deletion {
  assertPreconditions(definition, existing.object, options);
  const marked = mark(cluster, definition, existing.object, options);
  const gone = isReadyToGo(marked);
  if (options.dryRun) return { stored: existing, gone };
  const key = keyOf(definition);
  if (gone) return { stored: cluster.store.remove(key, marked), gone };
  return { stored: marked === existing.object ? existing : cluster.store.put(key, marked), gone };
}

/** Whether a deleted object has nothing left that holds it: no finalizer, no grace, and for a Namespace no content. */
export function isReadyToGo({ kind, apiVersion, metadata, spec }: KubeObject): boolean {
  if (metadata.deletionTimestamp === undefined) return false;
  if ((metadata.finalizers ?? []).length > 0 || (metadata.deletionGracePeriodSeconds ?? 0) > 0) return false;
  if (kind !== "Namespace" || apiVersion !== "v1") return true;
  const held = typeof spec === "object" && spec !== null && "finalizers" in spec ? spec.finalizers : [];
  return !Array.isArray(held) || held.length === 0;
}

function mark(
  cluster: Cluster,
  { kind, group }: ResourceDefinition,
  object: KubeObject,
  options: DeleteOptions,
): KubeObject {
  const { metadata } = object;
  const isNamespace = kind === "Namespace" && group === "";
  const grace = kind === "Pod" && group === "" ? podGrace(object, options) : 0;
  const added =
    options.propagationPolicy === "Foreground" ? FOREGROUND : options.propagationPolicy === "Orphan" ? ORPHAN : "";
  const finalizers = metadata.finalizers ?? [];
  const first = metadata.deletionTimestamp === undefined;
  if (!first && grace >= (metadata.deletionGracePeriodSeconds ?? 0)) return object;
  const marked: KubeObject = {
    ...object,
    metadata: {
      ...metadata,
      deletionTimestamp:
        metadata.deletionTimestamp ?? timestamp({ now: () => new Date(cluster.now().getTime() + grace * 1000) }),
      ...(isNamespace ? {} : { deletionGracePeriodSeconds: grace }),
      ...(metadata.generation === undefined || !first ? {} : { generation: metadata.generation + 1 }),
      ...(added === "" || !first || finalizers.includes(added) ? {} : { finalizers: [...finalizers, added] }),
    },
  };
  if (!isNamespace) return marked;
  return { ...marked, status: { ...(typeof object.status === "object" ? object.status : {}), phase: "Terminating" } };
}

/** Only a pod that runs on a node is given time: its kubelet ends it and deletes it with grace 0 (`registry/core/pod`). */
function podGrace(pod: KubeObject, { gracePeriodSeconds }: DeleteOptions): number {
  const finished = ["Succeeded", "Failed"].includes(textAt(pod, "status", "phase"));
  if (textAt(pod, "spec", "nodeName") === "" || finished) return 0;
  const spec = pod.spec;
  const own =
    typeof spec === "object" && spec !== null && "terminationGracePeriodSeconds" in spec
      ? Number(spec.terminationGracePeriodSeconds)
      : POD_GRACE_SECONDS;
  return Math.max(0, gracePeriodSeconds ?? own);
}

function assertPreconditions(
  definition: ResourceDefinition,
  { metadata }: KubeObject,
  { preconditions }: DeleteOptions,
): void {
  const { uid, resourceVersion } = preconditions ?? {};
  // The kind stands where the plural is said elsewhere (registry/rest/delete.go).
  const subject = { group: definition.group, plural: definition.kind };
  if (uid !== undefined && uid !== metadata.uid) {
    const why = `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`;
    throw conflict(subject, metadata.name, why);
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    const why = `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`;
    throw conflict(subject, metadata.name, why);
  }
}
