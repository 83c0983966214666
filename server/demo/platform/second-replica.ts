import { apiServices } from "./bootstrap/infrastructure.ts";
import type { Change, Informer } from "./client/informer.ts";
import type { KubeClient } from "./client.ts";
import type { Clock } from "./clock.ts";
import { type KubeObject, keyOf } from "./object.ts";

const apiService = "v1alpha1.apps.cozystack.io";
const annotation = "demo.porthole/second-replica-lag";

/** What a server's cache offers to who reads it. */
export type View<T extends KubeObject> = Pick<Informer<T>, "ready" | "get" | "list" | "on">;

/**
 * Cozystack runs two replicas, each with its own cache. The second answers every other request once it is given a lag in
 * milliseconds: reads right after a write miss it, and go back in time (platform-api.md 10.2.2). Without it there is one.
 */
export type SecondReplica = {
  /** Whether the next request is the second one's. */
  isNext: () => boolean;
  /** An informer as the second one's cache knows it. */
  view: <T extends KubeObject>(informer: Informer<T>) => View<T>;
  follow: (client: KubeClient) => void;
};

export const createSecondReplica = (clock: Clock): SecondReplica => {
  let lagMs = 0;
  let turn = 0;

  const view = <T extends KubeObject>(informer: Informer<T>): View<T> => {
    const store = new Map<string, T>();
    const listeners = new Set<(change: Change<T>) => void>();
    let waiting = 0;
    const apply = (change: Change<T>): void => {
      if (change.type === "deleted") store.delete(keyOf(change.object));
      else store.set(keyOf(change.object), change.object);
      for (const listener of listeners) listener(change);
    };
    let isReplay = true;
    informer.on((change) => {
      if (isReplay) return apply(change);
      // Behind what waits already, so that changes keep their order.
      if (lagMs === 0 && waiting === 0) return apply(change);
      waiting += 1;
      clock.after(lagMs, () => {
        waiting -= 1;
        apply(change);
      });
    });
    isReplay = false;
    return {
      ready: informer.ready,
      get: (key) => store.get(key),
      list: () => [...store.values()],
      on: (listener) => {
        for (const object of store.values()) listener({ type: "added", object });
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
  };

  return {
    isNext: () => {
      turn += 1;
      return lagMs > 0 && turn % 2 === 0;
    },
    view,
    follow: (client) => {
      client.informer(apiServices).on(({ object: { metadata } }) => {
        if (metadata.name === apiService) lagMs = Number(metadata.annotations?.[annotation]) || 0;
      });
    },
  };
};
