import { fullJitter } from "#lib/api/back-off.ts";
import { eventSchema } from "#lib/resources/event/schema.ts";
import { parseList } from "#lib/resources/kube-object.ts";
import { vmOfRelease } from "#lib/resources/names.ts";
import type { Person } from "../auth/person.ts";
import type { Kube } from "../kube/api.ts";
import { wait } from "../wait.ts";

type PokeOptions = { kube: Kube; person: () => Person; tenant: string; onVm: (vm: string) => void };

/** Tells of which machine the cluster just said something. Only a hint to look sooner, so its failures matter to nobody. */
export const eventPokes = ({ kube, person, tenant, onVm }: PokeOptions): { dispose: () => void } => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const path = ["api", "v1", "namespaces", tenant, "events"] as const;

  const follow = async () => {
    const list = parseList(eventSchema, await kube.get(person(), path, { query: { limit: "1" }, signal }));
    const limit = AbortSignal.any([signal, AbortSignal.timeout(300_000)]);
    const query = { resourceVersion: list?.resourceVersion ?? "", timeoutSeconds: "240" };
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
      await follow().catch(() => {});
      failures = Date.now() - startedAt > 5_000 ? 0 : failures + 1;
      await wait(fullJitter(failures), signal);
    }
  };
  void run();
  return { dispose: () => stopping.abort() };
};
