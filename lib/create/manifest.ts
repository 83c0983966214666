import type { DiskEntries, PowerSpec } from "../resources/dialect/write.ts";

/**
 * The label every object made here carries. A plain key: the platform prefixes it, and objects without any user label share a map inside the
 * aggregated server that its writers corrupt (platform-api.md 10.2.2).
 */
export const ownLabel = { "created-by": "porthole" } as const;

export const apiVersion = "apps.cozystack.io/v1alpha1";

type Metadata = { name: string; namespace: string; labels: Readonly<Record<string, string>> };

export type SourceSpec =
  | { image: { name: string } }
  | { http: { url: string; headers?: Record<string, string>; checksum?: string } }
  | { registry: { url: string } }
  | { disk: { name: string } };

export type VmDiskManifest = {
  apiVersion: typeof apiVersion;
  kind: "VMDisk";
  metadata: Metadata;
  spec: { source?: SourceSpec; optical?: boolean; storage: string; storageClass: string };
};

export type VmInstanceManifest = {
  apiVersion: typeof apiVersion;
  kind: "VMInstance";
  metadata: Metadata;
  spec: PowerSpec & {
    /** "" with `resources`: left out, the platform would take its default type. */
    instanceType: string;
    resources?: { cpu: string; sockets: string; memory: string };
    instanceProfile: string;
    disks: DiskEntries;
    gpus?: { name: string }[];
    external: boolean;
    externalMethod?: "PortList" | "WholeIP";
    externalPorts?: number[];
    externalAllowICMP?: boolean;
    networks?: { name: string }[];
    subnets?: { name: string }[];
    sshKeys?: string[];
    cloudInit?: string;
  };
};

export type Manifest = VmDiskManifest | VmInstanceManifest;
