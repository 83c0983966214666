import { isDeepStrictEqual } from "node:util";
import type { Aggregation } from "../aggregation/aggregation.ts";
import { API_SERVICES, type Backend } from "../aggregation/backend.ts";
import { type Cluster, timestamp } from "../cluster.ts";
import { listAt, textAt } from "../objects/json-value.ts";
import type { WorkQueue } from "./work-queue.ts";

type Options = {
  cluster: Cluster;
  aggregation: Aggregation;
  queue: WorkQueue;
  availableMs?: number;
  unavailableMs?: number;
};

/** Asks aggregated servers for their discovery now and then and writes the answer into their APIServices' `Available` condition. */
export function startApiServiceAvailability(options: Options): () => void {
  const { cluster, aggregation, queue, availableMs = 30_000, unavailableMs = 500 } = options;
  const timers = new Map<string, NodeJS.Timeout>();
  let disposed = false;

  const probe = async (name: string): Promise<void> => {
    const backend = aggregation.backends().find(({ apiService }) => apiService === name);
    if (disposed || backend === undefined) return;
    const problem = await problemOf(aggregation, backend);
    if (disposed) return;
    setAvailable(cluster, name, problem);
    schedule(name, problem === undefined ? availableMs : unavailableMs);
  };
  const schedule = (name: string, afterMs: number): void => {
    clearTimeout(timers.get(name));
    timers.set(
      name,
      setTimeout(() => void probe(name), afterMs),
    );
  };

  const unsubscribe = cluster.store.log(API_SERVICES).subscribe(({ type, current, previous }) => {
    const { name } = current.object.metadata;
    if (type === "DELETED") {
      clearTimeout(timers.get(name));
      timers.delete(name);
    } else if (!isDeepStrictEqual(previous?.object.spec, current.object.spec)) {
      queue.add(() => void probe(name));
    }
  });
  return () => {
    disposed = true;
    unsubscribe();
    for (const timer of timers.values()) clearTimeout(timer);
  };
}

async function problemOf(aggregation: Aggregation, backend: Backend): Promise<string | undefined> {
  const path = `/apis/${backend.group}/${backend.version}`;
  try {
    await aggregation.fetchJson(backend, path);
    return undefined;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return `failing or missing response from https://${backend.host}:${backend.port}${path}: ${why}`;
  }
}

function setAvailable(cluster: Cluster, name: string, problem: string | undefined): void {
  const apiService = cluster.store.get(API_SERVICES, "", name)?.object;
  if (apiService === undefined) return;
  const status = problem === undefined ? "True" : "False";
  const before = listAt(apiService, "status", "conditions").find(
    (condition) => textAt(condition, "type") === "Available",
  );
  if (textAt(before, "status") === status) return;
  const condition = {
    type: "Available",
    status,
    reason: problem === undefined ? "Passed" : "FailedDiscoveryCheck",
    message: problem ?? "all checks passed",
    lastTransitionTime: timestamp(cluster),
  };
  cluster.store.put(API_SERVICES, { ...apiService, status: { conditions: [condition] } });
}
