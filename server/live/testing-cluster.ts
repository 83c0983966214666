import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Kube, KubePath, WatchEvent, WatchOptions } from "../kube/api.ts";
import { end, until } from "./testing-source.ts";

/** A session of somebody; `leave` ends it. */
export const sessionOf = (subject: string, sessionId: string, groups: readonly string[] = ["tenant-acme-admin"]) => {
  const ending = new AbortController();
  const person: Person = {
    sessionId,
    identity: { issuer: "https://id.example", subject, name: subject, groups },
    token: async () => `token-of-${sessionId}`,
    ended: ending.signal,
  };
  return { person, leave: () => ending.abort() };
};

type Watch = { resource: string; session: string; send: (event: WatchEvent) => void };

/** A cluster in memory that everybody may read whole: objects by resource, watches that say what is put and dropped. */
export const playCluster = () => {
  const objects = new Map<string, Map<string, object>>();
  const watches = new Set<Watch>();
  let opened = 0;

  const resourceOf = (path: KubePath) => path.at(-1) ?? "";
  const of = (resource: string) => {
    const found = objects.get(resource) ?? new Map<string, object>();
    objects.set(resource, found);
    return found;
  };
  const tell = (resource: string, event: WatchEvent) => {
    for (const watch of watches) if (watch.resource === resource) watch.send(event);
  };

  async function* watch(person: Person, path: KubePath, { signal, query, onOpen }: WatchOptions = {}) {
    const resource = resourceOf(path);
    opened += 1;
    const queue: WatchEvent[] = [];
    let wake = () => {};
    const one: Watch = {
      ...{ resource, session: person.sessionId },
      send: (event) => {
        queue.push(event);
        wake();
      },
    };
    watches.add(one);
    try {
      onOpen?.();
      if (query?.resourceVersion === undefined) {
        for (const object of of(resource).values()) yield { type: "ADDED", object } as const;
        yield end;
      }
      for (;;) {
        for (const event of queue.splice(0)) yield event;
        if (signal?.aborted) return;
        if (person.ended.aborted) throw new ProblemError("session-ended", { about: `${resource} watch` });
        const said = new Promise<void>((resolve) => {
          wake = resolve;
        });
        await Promise.race([said, until(signal), until(person.ended)]);
      }
    } finally {
      watches.delete(one);
    }
  }

  const kube: Kube = {
    get: async (_person, path) => ({ metadata: { resourceVersion: "5" }, items: [...of(resourceOf(path)).values()] }),
    watch,
    write: async () => null,
  };
  return {
    kube,
    put: (resource: string, name: string, rest: object = {}) => {
      const object = { metadata: { name, uid: name, resourceVersion: "5" }, ...rest };
      of(resource).set(name, object);
      tell(resource, { type: "MODIFIED", object });
    },
    drop: (resource: string, name: string) => {
      const object = of(resource).get(name);
      of(resource).delete(name);
      tell(resource, { type: "DELETED", object });
    },
    get opened() {
      return opened;
    },
    watches: (resource?: string) => [...watches].filter((one) => resource === undefined || one.resource === resource),
  };
};
