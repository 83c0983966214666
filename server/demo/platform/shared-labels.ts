import { type Definition, groupName } from "./apps/definitions.ts";
import { apiServices } from "./bootstrap/infrastructure.ts";
import type { KubeClient } from "./client.ts";
import type { Clock } from "./clock.ts";
import { type HelmRelease, labels as platformLabels } from "./kinds/cozystack.ts";

const apiService = "v1alpha1.apps.cozystack.io";
const annotation = "demo.porthole/mix-names-on-parallel-writes";

/** Between the labels of a release and its way to the cluster, where another write can come in between. */
const mixingMs = 100;

type Labels = Record<string, string>;

/** What a write says of the application; `labels` are the person's, as they are stored. */
type Said = { name: string; labels: Labels; stored: HelmRelease | undefined };

/** The labels that a write sends its release with. */
export type ReleaseLabels = (definition: Definition, said: Said) => Promise<Labels>;

/**
 * Cozystack's server starts the labels of every release of a kind from one map, and gives what has no label of its own no copy of it but
 * the map itself. What such a write puts in stays for all that come later, until the server starts anew: the shard of the object it
 * edited; and, where two of them meet, the other's name (platform-api.md 10.2.2). The second is rare upstream and a switch here.
 */
export type SharedLabels = {
  /** Each server process has maps of its own. */
  forReplica: () => ReleaseLabels;
  /** As a restart does. */
  forget: () => void;
  follow: (client: KubeClient) => void;
};

export const createSharedLabels = (clock: Clock): SharedLabels => {
  const replicas: Map<string, Labels>[] = [];
  let isMixing = false;

  return {
    forReplica: () => {
      const shared = new Map<string, Labels>();
      replicas.push(shared);
      return async ({ kind }, { name, labels: own, stored }) => {
        const known = shared.get(kind) ?? { [platformLabels.shard]: "tenants" };
        shared.set(kind, known);
        const isShared = Object.keys(own).length === 0;
        const labels = isShared ? known : { ...known, ...own };
        labels[platformLabels.group] = groupName;
        labels[platformLabels.kind] = kind;
        labels[platformLabels.name] = name;
        const shard = stored?.metadata.labels?.[platformLabels.shard];
        if (shard !== undefined) labels[platformLabels.shard] = shard;
        if (isMixing && isShared) await new Promise<void>((resolve) => clock.after(mixingMs, resolve));
        return { ...labels };
      };
    },
    forget: () => {
      for (const shared of replicas) shared.clear();
    },
    follow: (client) => {
      client.informer(apiServices).on(({ object: { metadata } }) => {
        if (metadata.name === apiService) isMixing = metadata.annotations?.[annotation] === "true";
      });
    },
  };
};
