import { type Condition, type KubeObject, kindOf } from "../object.ts";
import type { Quantities } from "./core.ts";

export type Values = Record<string, unknown>;

/** Flux's release: what an application of apps.cozystack.io really is. */
export type HelmRelease = KubeObject & {
  spec: { values?: Values; suspend?: boolean; [field: string]: unknown };
  status?: {
    conditions?: Condition[];
    observedGeneration?: number;
    lastAttemptedRevision?: string;
    history?: { chartName: string; chartVersion: string; version: number; status: string }[];
  };
};

export type WorkloadMonitor = KubeObject & {
  spec: {
    kind: string;
    type: string;
    version: string;
    replicas: number;
    minReplicas: number;
    selector: Record<string, string>;
  };
  status?: { operational?: boolean; availableReplicas?: number; observedReplicas?: number };
};

export type Workload = KubeObject & {
  status?: { kind: string; type: string; operational: boolean; resources: Quantities };
};

export type ApplicationDefinition = KubeObject & {
  spec: {
    /** `openAPISchema` is JSON text. */
    application: { kind: string; singular: string; plural: string; openAPISchema: string };
    release: { prefix: string; [field: string]: unknown };
    [field: string]: unknown;
  };
};

const group = "cozystack.io";

export const helmReleases = kindOf<HelmRelease>("helm.toolkit.fluxcd.io", "v2", "helmreleases", "HelmRelease");
export const workloadMonitors = kindOf<WorkloadMonitor>(group, "v1alpha1", "workloadmonitors", "WorkloadMonitor");
export const workloads = kindOf<Workload>(group, "v1alpha1", "workloads", "Workload");

/** The kind that defines applications has had more than one name. */
export const definitionsOf = (kind: string) =>
  kindOf<ApplicationDefinition>(group, "v1alpha1", `${kind.toLowerCase()}s`, kind, false);

export const labels = {
  group: "apps.cozystack.io/application.group",
  kind: "apps.cozystack.io/application.kind",
  name: "apps.cozystack.io/application.name",
  managed: "internal.cozystack.io/managed-by-cozystack",
  tenantResource: "internal.cozystack.io/tenantresource",
  tenantModule: "internal.cozystack.io/tenantmodule",
  monitor: "workloads.cozystack.io/monitor",
  shard: "sharding.fluxcd.io/key",
} as const;

/** What the lineage webhook puts on everything that belongs to an application. */
export const lineage = (kind: string, name: string): Record<string, string> => ({
  [labels.group]: "apps.cozystack.io",
  [labels.kind]: kind,
  [labels.name]: name,
  [labels.managed]: "true",
  [labels.tenantResource]: "true",
});
