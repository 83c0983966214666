import type { Cluster } from "../cluster.ts";
import { resourceKey } from "../resources/definition.ts";

const EVENTS = resourceKey("", "events");
const HOUR_MS = 60 * 60 * 1000;
const SWEEP_MS = 60 * 1000;

/** Events live an hour from their last write (`--event-ttl`), whatever time they speak of: a long demo does not drown in them. */
export function startEventExpiry({ store }: Cluster): () => void {
  const writtenAt = new Map<string, { namespace: string; name: string; time: number }>();
  const unsubscribe = store.log(EVENTS).subscribe(({ type, current }) => {
    const { uid, namespace = "", name } = current.object.metadata;
    if (type === "DELETED") writtenAt.delete(uid);
    else writtenAt.set(uid, { namespace, name, time: Date.now() });
  });
  const sweep = setInterval(() => {
    const oldest = Date.now() - HOUR_MS;
    for (const { namespace, name, time } of [...writtenAt.values()]) {
      const event = time < oldest ? store.get(EVENTS, namespace, name) : undefined;
      if (event !== undefined) store.remove(EVENTS, event.object);
    }
  }, SWEEP_MS);
  sweep.unref();
  return () => {
    unsubscribe();
    clearInterval(sweep);
  };
}
