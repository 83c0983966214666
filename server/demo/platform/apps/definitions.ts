import type { ApplicationDefinition } from "../kinds/cozystack.ts";
import { type Schema, tenantSchema, vmDiskSchema, vmInstanceSchema } from "./schemas.ts";

/** One kind of apps.cozystack.io, which Cozystack knows from an ApplicationDefinition. */
export type Definition = {
  kind: string;
  plural: string;
  singular: string;
  /** Before the application's name: the name of its HelmRelease. */
  prefix: string;
  schema: Schema;
  chart: string;
};

export const vmInstance: Definition = {
  kind: "VMInstance",
  plural: "vminstances",
  singular: "vminstance",
  prefix: "vm-instance-",
  schema: vmInstanceSchema,
  chart: "vm-instance",
};

export const vmDisk: Definition = {
  kind: "VMDisk",
  plural: "vmdisks",
  singular: "vmdisk",
  prefix: "vm-disk-",
  schema: vmDiskSchema,
  chart: "vm-disk",
};

export const tenant: Definition = {
  kind: "Tenant",
  plural: "tenants",
  singular: "tenant",
  prefix: "tenant-",
  schema: tenantSchema,
  chart: "tenant",
};

export const definitions = [vmInstance, vmDisk, tenant];

export const groupName = "apps.cozystack.io";
export const version = "v1alpha1";

export const applicationDefinitionObjects: ApplicationDefinition[] = definitions.map((it) => ({
  metadata: { name: it.chart },
  spec: {
    application: {
      kind: it.kind,
      singular: it.singular,
      plural: it.plural,
      openAPISchema: JSON.stringify(it.schema),
    },
    release: {
      prefix: it.prefix,
      labels: { "sharding.fluxcd.io/key": "tenants" },
      chartRef: { kind: "ExternalArtifact", name: chartArtifact(it), namespace: "cozy-system" },
    },
    secrets: { include: [], exclude: [] },
    services: {
      include: it === vmInstance ? [{ matchLabels: { "apps.cozystack.io/user-service": "true" } }] : [],
      exclude: [],
    },
  },
}));

export function chartArtifact({ chart }: Definition): string {
  return `cozystack-${chart}-application-kubevirt-${chart}`;
}
