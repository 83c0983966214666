import type { Definition } from "../apps/definitions.ts";
import type { Schema } from "../apps/schema.ts";
import type { KubeClient } from "../client.ts";
import type { Era } from "../eras/era.ts";
import { type HelmRelease, lineage, labels as platformLabels } from "../kinds/cozystack.ts";
import type { Kind, KubeObject } from "../object.ts";

/** One object a chart renders. */
export type Rendered = {
  kind: Kind<KubeObject>;
  object: KubeObject;
  /** Fields of `spec` that somebody else fills stay (a Service's cluster IP). */
  keepsSpec?: true;
};

export type Chart = {
  name: string;
  version: string;
  /** What Helm checks the values against before anything else. */
  schema: Schema;
  /** Throws ChartFailure with Helm's words when the values do not fit the cluster. */
  render: (client: KubeClient, release: HelmRelease) => Promise<Rendered[]>;
  /** Everything a release may own, also what the present values do not ask for. */
  owns: (release: HelmRelease) => { kind: Kind<KubeObject>; ref: { namespace?: string; name: string } }[];
  /** What Helm hooks do beside the rendered objects, before they are applied. */
  hook?: (client: KubeClient, release: HelmRelease) => Promise<void>;
  /** Helm's hook before anything of the release is deleted; false while it is not done. */
  beforeDelete?: (client: KubeClient, release: HelmRelease) => Promise<boolean>;
};

/** A chart's `fail`, a refused object: Flux reports the words in Ready and tries again. */
export class ChartFailure extends Error {}

export const rendered = <T extends KubeObject>(kind: Kind<T>, object: T, keepsSpec?: true): Rendered => ({
  // A Kind only carries its object's type; the object given here is of that very type.
  kind: kind as unknown as Kind<KubeObject>,
  object,
  ...(keepsSpec && { keepsSpec }),
});

export const owned = <T extends KubeObject>(kind: Kind<T>, namespace: string | undefined, name: string) => ({
  // As above: nothing but the path is read from it.
  kind: kind as unknown as Kind<KubeObject>,
  ref: { namespace, name },
});

/**
 * Labels that Helm charts put on everything, and those by which the platform finds what belongs to an application: upstream's webhook
 * takes that name from the release's label, which may be another's (platform-api.md 10.2.2).
 */
export const applicationLabels = (
  era: Era,
  { chart, kind, prefix }: Definition,
  { metadata }: HelmRelease,
): Record<string, string> => ({
  "app.kubernetes.io/name": chart,
  "app.kubernetes.io/instance": metadata.name,
  "app.kubernetes.io/managed-by": "Helm",
  ...(era.hasLineage && lineage(kind, metadata.labels?.[platformLabels.name] ?? metadata.name.slice(prefix.length))),
});
