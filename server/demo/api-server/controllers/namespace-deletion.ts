import { NAMESPACES } from "../admission/namespace-lifecycle.ts";
import type { Cluster } from "../cluster.ts";
import { keyOf } from "../resources/definition.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import { deleteObject, isReadyToGo } from "../verbs/delete.ts";
import type { WorkQueue } from "./work-queue.ts";

/** Empties a namespace that is being deleted, then lets it go; finalizers of its objects are waited for. */
export function startNamespaceDeletion(cluster: Cluster, queue: WorkQueue): () => void {
  return cluster.store.subscribe((key, { type, current }) => {
    const { metadata } = current.object;
    if (key === NAMESPACES) {
      if (type !== "DELETED" && metadata.deletionTimestamp !== undefined)
        queue.add(() => empty(cluster, metadata.name));
      return;
    }
    const namespace = metadata.namespace ?? "";
    if (type !== "DELETED" || namespace === "" || !isTerminating(cluster, namespace)) return;
    queue.add(() => finish(cluster, namespace));
  });
}

const isTerminating = ({ store }: Cluster, name: string): boolean =>
  store.get(NAMESPACES, "", name)?.object.metadata.deletionTimestamp !== undefined;

function empty(cluster: Cluster, name: string): void {
  for (const { definition, stored } of contents(cluster, name)) {
    // Nobody will tell a kubelet to end these pods: their namespace goes, and they with it.
    deleteObject(cluster, definition, stored, { gracePeriodSeconds: 0 });
  }
  finish(cluster, name);
}

function finish(cluster: Cluster, name: string): void {
  const namespace = cluster.store.get(NAMESPACES, "", name)?.object;
  if (namespace === undefined || contents(cluster, name).length > 0) return;
  const released = { ...namespace, spec: { finalizers: [] } };
  if (isReadyToGo(released)) cluster.store.remove(NAMESPACES, released);
}

function contents({ store, registry }: Cluster, namespace: string) {
  return registry
    .all()
    .filter((definition) => definition.namespaced)
    .flatMap((definition) =>
      store.list(keyOf(definition), namespace).map((stored: StoredObject) => ({ definition, stored })),
    );
}
