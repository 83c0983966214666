export type ApplicationKind = "VMInstance" | "VMDisk" | "Tenant";

/** One kind of apps.cozystack.io; its values are the era's to say. */
export type Definition = {
  kind: ApplicationKind;
  plural: string;
  singular: string;
  /** Before the application's name: the name of its HelmRelease. */
  prefix: string;
  chart: string;
};

export const vmInstance: Definition = {
  kind: "VMInstance",
  plural: "vminstances",
  singular: "vminstance",
  prefix: "vm-instance-",
  chart: "vm-instance",
};

export const vmDisk: Definition = {
  kind: "VMDisk",
  plural: "vmdisks",
  singular: "vmdisk",
  prefix: "vm-disk-",
  chart: "vm-disk",
};

export const tenant: Definition = {
  kind: "Tenant",
  plural: "tenants",
  singular: "tenant",
  prefix: "tenant-",
  chart: "tenant",
};

export const definitions = [vmInstance, vmDisk, tenant];

export const groupName = "apps.cozystack.io";
export const version = "v1alpha1";

export function chartArtifact({ chart }: Definition): string {
  return `cozystack-${chart}-application-kubevirt-${chart}`;
}
