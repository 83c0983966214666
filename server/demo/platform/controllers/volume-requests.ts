import type { KubeClient } from "../client.ts";
import { isRunning } from "../guests/guests.ts";
import {
  instances,
  type VirtualMachine,
  type VirtualMachineInstance,
  type VmiSpec,
  type VolumeRequest,
  virtualMachines,
} from "../kinds/kubevirt.ts";

/** A machine's spec with a request carried out; unchanged when it was before (kubevirt/pkg/controller `ApplyVolumeRequestOnVMISpec`). */
export const withVolumeRequest = (spec: VmiSpec, { addVolumeOptions, removeVolumeOptions }: VolumeRequest): VmiSpec => {
  const name = addVolumeOptions?.name ?? removeVolumeOptions?.name;
  const { devices } = spec.domain;
  const isKnown = spec.volumes.some((volume) => volume.name === name);
  if (isKnown === (addVolumeOptions !== undefined)) return spec;
  const others = <T extends { name: string }>(list: T[]): T[] => list.filter((it) => it.name !== name);
  const volumes = others(spec.volumes);
  const disks = others(devices.disks);
  if (addVolumeOptions) {
    volumes.push({ name: addVolumeOptions.name, ...addVolumeOptions.volumeSource });
    disks.push({ ...addVolumeOptions.disk, name: addVolumeOptions.name });
  }
  return { ...spec, volumes, domain: { ...spec.domain, devices: { ...devices, disks } } };
};

/** Plugs and unplugs what was asked for, live where the machine runs; Helm knows nothing of it. */
export const carryOutVolumeRequests = async (
  client: KubeClient,
  vm: VirtualMachine,
  vmi: VirtualMachineInstance | undefined,
): Promise<void> => {
  const requests = vm.status?.volumeRequests ?? [];
  const { template } = vm.spec;
  const { resourceVersion } = vm.metadata;
  if (vmi && isRunning(vmi)) {
    await client.mergePatch(instances, vmi.metadata, { spec: requests.reduce(withVolumeRequest, vmi.spec) });
  }
  await client.mergePatch(virtualMachines, vm.metadata, {
    metadata: { resourceVersion },
    spec: { template: { spec: requests.reduce(withVolumeRequest, template.spec) } },
  });
  await client.patchStatus(virtualMachines, vm.metadata, { volumeRequests: null });
};
