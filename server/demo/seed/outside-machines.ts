import { isStatus } from "../platform/client/status-error.ts";
import type { KubeClient } from "../platform/client.ts";
import { type DataVolume, dataVolumes } from "../platform/kinds/cdi.ts";
import {
  instanceTypes,
  preferences,
  type RunStrategy,
  type VirtualMachine,
  virtualMachines,
} from "../platform/kinds/kubevirt.ts";
import { vendorDisk, windowsIso } from "./machine.ts";

/** A machine that no VMInstance made: an operator, or the tenant's super-admin, made it by KubeVirt's own API. */
export type OutsideMachine = {
  tenant: string;
  name: string;
  strategy: RunStrategy;
  /** By type and profile, or by its own numbers. */
  size: { type: string; profile: string } | { cores: number; memory: string };
  disk: { gib: number; url: string };
  labels: Record<string, string>;
};

const tenant = "tenant-acme-dev";

export const outsideMachines: readonly OutsideMachine[] = [
  {
    tenant,
    name: "vendor-appliance",
    strategy: "Always",
    size: { cores: 2, memory: "4Gi" },
    disk: { gib: 40, url: vendorDisk },
    labels: { "app.kubernetes.io/managed-by": "forklift" },
  },
  {
    tenant,
    name: "imported-windows",
    strategy: "Manual",
    size: { type: "u1.large", profile: "windows.2k19" },
    disk: { gib: 60, url: windowsIso },
    labels: { "app.kubernetes.io/managed-by": "forklift" },
  },
];

/** What is there already stays. */
export const createOutsideMachine = async (client: KubeClient, machine: OutsideMachine): Promise<void> => {
  const ignoreExisting = (error: unknown) => {
    if (!isStatus(error, 409)) throw error;
  };
  await client.create(dataVolumes, toDataVolume(machine)).catch(ignoreExisting);
  await client.create(virtualMachines, toVirtualMachine(machine)).catch(ignoreExisting);
};

const volumeOf = ({ name }: OutsideMachine): string => `${name}-root`;

const toDataVolume = (machine: OutsideMachine): DataVolume => ({
  metadata: { namespace: machine.tenant, name: volumeOf(machine), labels: machine.labels },
  spec: {
    source: { http: { url: machine.disk.url } },
    storage: { resources: { requests: { storage: `${machine.disk.gib}Gi` } }, storageClassName: "replicated" },
  },
});

const toVirtualMachine = (machine: OutsideMachine): VirtualMachine => {
  const { name, size, strategy, labels } = machine;
  const isTyped = "type" in size;
  return {
    metadata: { namespace: machine.tenant, name, labels },
    spec: {
      runStrategy: strategy,
      ...(isTyped && {
        instancetype: { kind: instanceTypes.kind, name: size.type },
        preference: { kind: preferences.kind, name: size.profile },
      }),
      template: {
        metadata: { labels: { "kubevirt.io/domain": name } },
        spec: {
          domain: {
            ...(!isTyped && { cpu: { cores: size.cores }, memory: { guest: size.memory } }),
            devices: {
              disks: [{ name: "root", disk: { bus: "virtio" } }],
              interfaces: [{ name: "default", bridge: {} }],
            },
          },
          networks: [{ name: "default", pod: {} }],
          volumes: [{ name: "root", dataVolume: { name: volumeOf(machine) } }],
        },
      },
    },
  };
};
