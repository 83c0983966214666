import { createdAtAnnotation } from "../platform/apps/application.ts";
import { groupName, version } from "../platform/apps/definitions.ts";
import type { Schema } from "../platform/apps/schema.ts";
import type { Values } from "../platform/kinds/cozystack.ts";
import { type KubeObject, kindOf } from "../platform/object.ts";
import { sentinelAnnotation } from "../platform/sentinels.ts";
import { inDialect } from "./dialect.ts";
import type { SeedDisk, SeedMachine } from "./machine.ts";

export type ApplicationObject = KubeObject & { spec: Values };

export const tenants = kindOf<ApplicationObject>(groupName, version, "tenants", "Tenant");
export const vmDisks = kindOf<ApplicationObject>(groupName, version, "vmdisks", "VMDisk");
export const vmInstances = kindOf<ApplicationObject>(groupName, version, "vminstances", "VMInstance");

const dayMs = 86_400_000;
const demoKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDemoKeyOfNobodyAtAllUsedForNothingAtAll00 demo";

/** `web-01-system`, `db-primary-data`, `gitlab-data-2`. */
const diskName = (machine: SeedMachine, index: number): string => {
  if (index === 0) return `${machine.name}-system`;
  return `${machine.name}-${machine.disks[index]?.optical ? "iso" : "data"}${index > 1 ? `-${index}` : ""}`;
};

export const diskObject = (machine: SeedMachine, disk: SeedDisk, index: number, now: number): ApplicationObject => ({
  metadata: { name: diskName(machine, index), namespace: machine.tenant, ...marks(machine, now, disk.sentinel) },
  spec: {
    source: disk.image ? { image: { name: disk.image } } : disk.url ? { http: { url: disk.url } } : {},
    storage: `${disk.gib}Gi`,
    ...(disk.storageClass && { storageClass: disk.storageClass }),
    ...(disk.optical && { optical: true }),
  },
});

/** In the dialect of the platform that has this schema of VMInstance. */
export const machineObject = (machine: SeedMachine, now: number, schema: Schema): ApplicationObject => {
  const { name, tenant, type, profile, ports, strategy, disks, sentinel } = machine;
  const isWindows = profile.startsWith("windows");
  return {
    metadata: { name, namespace: tenant, ...marks(machine, now, sentinel) },
    spec: inDialect(
      {
        runStrategy: strategy ?? "Always",
        instanceType: type,
        instanceProfile: profile,
        disks: disks.map((_, index) => ({
          name: diskName(machine, index),
          ...(isWindows && index > 0 && { bus: "sata" }),
        })),
        ...(ports && {
          external: true,
          externalMethod: ports.length === 0 ? "WholeIP" : "PortList",
          externalPorts: ports,
        }),
        ...(!isWindows && { sshKeys: [demoKey] }),
      },
      schema,
    ),
  };
};

/** Ages of minutes and hours differ, so that a list is not full of round numbers. */
const marks = ({ name, ageDays, labels }: SeedMachine, now: number, sentinel: string | undefined) => {
  const minutes = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const createdAt = new Date(now - ageDays * dayMs - minutes * 60_000).toISOString().replace(/\.\d+Z$/, "Z");
  return {
    labels: { ...labels, "demo.porthole/seed": "true" },
    annotations: { [createdAtAnnotation]: createdAt, ...(sentinel && { [sentinelAnnotation]: sentinel }) },
  };
};
