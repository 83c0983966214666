import type { Schema } from "./schema.ts";

export type ApplicationKind = "VMInstance" | "VMDisk" | "Tenant";

/** One kind of apps.cozystack.io. */
export type Definition = {
  kind: string;
  plural: string;
  singular: string;
  /** Before the application's name: the name of its HelmRelease. */
  prefix: string;
  chart: string;
  /** What its values look like; of the platform's own kinds the era says that. */
  schema?: Schema;
};

type OwnDefinition = Definition & { kind: ApplicationKind };

export const vmInstance: OwnDefinition = {
  kind: "VMInstance",
  plural: "vminstances",
  singular: "vminstance",
  prefix: "vm-instance-",
  chart: "vm-instance",
};

export const vmDisk: OwnDefinition = {
  kind: "VMDisk",
  plural: "vmdisks",
  singular: "vmdisk",
  prefix: "vm-disk-",
  chart: "vm-disk",
};

export const tenant: OwnDefinition = {
  kind: "Tenant",
  plural: "tenants",
  singular: "tenant",
  prefix: "tenant-",
  chart: "tenant",
};

/** The kinds that every platform has. */
export const definitions = [vmInstance, vmDisk, tenant];

export const groupName = "apps.cozystack.io";
export const version = "v1alpha1";

export function chartArtifact({ chart }: Definition): string {
  return `cozystack-${chart}-application-kubevirt-${chart}`;
}
