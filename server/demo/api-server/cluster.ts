import type { Admission } from "./admission/admission.ts";
import type { NamespaceUsage } from "./admission/namespace-usage.ts";
import type { ResourceRegistry } from "./resources/registry.ts";
import type { Store } from "./storage/store.ts";

/** The state every verb works on; one per running API server. */
export type Cluster = {
  store: Store;
  registry: ResourceRegistry;
  usage: NamespaceUsage;
  admission: Admission;
  /** The clock of timestamps; tests may stop it. */
  now: () => Date;
};

/** RFC 3339 with whole seconds, as `metav1.Time` is written. */
export const timestamp = (cluster: Pick<Cluster, "now">): string =>
  cluster
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, "Z");
