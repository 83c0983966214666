import { eventSchema } from "#lib/resources/event/schema.ts";
import { parseList } from "#lib/resources/kube-object.ts";
import { vmOfRelease } from "#lib/resources/names.ts";
import type { Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import type { Kube } from "../kube/api.ts";
import type { Retry } from "./retry.ts";

type PokeOptions = { kube: Kube; person: () => Person; tenant: string; retry: Retry; onVm: (vm: string) => void };

const watchSeconds = 40;
/** A watch this much older than its own limit is half-open. */
const overdueMs = 10_000;

/** Tells of which machine the cluster just said something. Only a hint to look sooner, so its failures matter to nobody. */
export const eventPokes = ({ kube, person, tenant, retry, onVm }: PokeOptions): { dispose: () => void } => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const path = ["api", "v1", "namespaces", tenant, "events"] as const;

  const follow = async () => {
    const list = parseList(eventSchema, await kube.get(person(), path, { query: { limit: "1" }, signal, retries: 0 }));
    const limit = AbortSignal.any([signal, AbortSignal.timeout(watchSeconds * 1000 + overdueMs)]);
    const query = { resourceVersion: list?.resourceVersion ?? "", timeoutSeconds: String(watchSeconds) };
    for await (const { type, object } of kube.watch(person(), path, { query, signal: limit })) {
      if (type === "ERROR") return;
      const event = eventSchema.safeParse(object);
      const vm = event.success ? vmOfRelease(event.data.involvedObject.name) : null;
      if (vm) onVm(vm);
    }
  };

  const run = async () => {
    let failures = 0;
    while (!signal.aborted) {
      const startedAt = Date.now();
      const problem = await follow().then(() => null, problemOf);
      failures = Date.now() - startedAt > 5_000 ? 0 : failures + 1;
      if (problem || failures > 0) await retry(problem ?? {}, failures, signal);
    }
  };
  void run();
  return { dispose: () => stopping.abort() };
};
