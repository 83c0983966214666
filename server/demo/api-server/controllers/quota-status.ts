import { QUOTAS, refreshQuotaStatus } from "../admission/resource-quota.ts";
import type { Cluster } from "../cluster.ts";
import type { WorkQueue } from "./work-queue.ts";

/** Keeps `status.used` of ResourceQuotas: any change in a namespace with a quota recounts it, once per burst. */
export function startQuotaStatus({ store, registry }: Cluster, queue: WorkQueue): () => void {
  const pending = new Set<string>();
  return store.subscribe((_key, { current }) => {
    const namespace = current.object.metadata.namespace ?? "";
    if (namespace === "" || pending.has(namespace) || store.list(QUOTAS, namespace).length === 0) return;
    pending.add(namespace);
    queue.add(() => {
      pending.delete(namespace);
      refreshQuotaStatus(store, registry, namespace);
    });
  });
}
