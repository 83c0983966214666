import type { Aggregation } from "../aggregation/aggregation.ts";
import type { Cluster } from "../cluster.ts";
import { startApiServiceAvailability } from "./api-service-availability.ts";
import { startCustomResources } from "./custom-resources.ts";
import { startEventExpiry } from "./event-expiry.ts";
import { GarbageCollector } from "./garbage-collector.ts";
import { startNamespaceDeletion } from "./namespace-deletion.ts";
import { startQuotaStatus } from "./quota-status.ts";
import { WorkQueue } from "./work-queue.ts";

/** Starts all that acts by itself, and gives back what stops it. */
export function startControllers(
  cluster: Cluster,
  aggregation: Aggregation,
  onError: (cause: unknown) => void,
): () => void {
  const queue = new WorkQueue(onError);
  const stops = [
    startCustomResources(cluster, queue),
    startNamespaceDeletion(cluster, queue),
    startQuotaStatus(cluster, queue),
    startEventExpiry(cluster),
    startApiServiceAvailability({ cluster, aggregation, queue }),
    new GarbageCollector(cluster, queue).start(),
    () => queue.dispose(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
