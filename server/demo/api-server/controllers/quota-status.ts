import { isDeepStrictEqual } from "node:util";
import { QUOTAS, refreshQuotaStatus } from "../admission/resource-quota.ts";
import { usageOf } from "../admission/usage.ts";
import type { Cluster } from "../cluster.ts";
import type { Change } from "../storage/resource-log.ts";
import type { WorkQueue } from "./work-queue.ts";

/** Keeps `status.used` of ResourceQuotas: what changes the count in a namespace with a quota recounts it, once per burst. */
export function startQuotaStatus(cluster: Cluster, queue: WorkQueue): () => void {
  const { store } = cluster;
  const pending = new Set<string>();
  return store.subscribe((key, change) => {
    const namespace = change.current.object.metadata.namespace ?? "";
    if (namespace === "" || pending.has(namespace) || store.list(QUOTAS, namespace).length === 0) return;
    if (key !== QUOTAS && countsAsBefore(key, change)) return;
    pending.add(namespace);
    queue.add(() => {
      pending.delete(namespace);
      refreshQuotaStatus(cluster, namespace);
    });
  });
}

function countsAsBefore(key: string, { type, current, previous }: Change): boolean {
  if (type !== "MODIFIED" || previous === undefined) return false;
  return isDeepStrictEqual(usageOf(key, previous.object), usageOf(key, current.object));
}
