import { statusBody } from "../aggregated/answers.ts";
import type { Call } from "../aggregated/group.ts";
import type { KubeClient } from "../client.ts";
import { instances, type VmDisk, type VmiSpec, virtualMachines } from "../kinds/kubevirt.ts";
import { badRequest, conflict, notFound, Refusal, type Resource } from "./refusal.ts";
import { addVolumeOptions, isDryRun, readOptions, removeVolumeOptions } from "./request-options.ts";

type Ref = { namespace: string; name: string };

const withVolume = (spec: VmiSpec, name: string, claim: string, bus: string): VmiSpec => {
  const disk: VmDisk = { name, disk: { bus } };
  const { devices } = spec.domain;
  return {
    ...spec,
    volumes: [...spec.volumes, { name, dataVolume: { name: claim, hotpluggable: true } }],
    domain: { ...spec.domain, devices: { ...devices, disks: [...devices.disks, disk] } },
  };
};

const withoutVolume = (spec: VmiSpec, name: string): VmiSpec => {
  const { devices } = spec.domain;
  const disks = devices.disks.filter((it) => it.name !== name);
  return {
    ...spec,
    volumes: spec.volumes.filter((it) => it.name !== name),
    domain: { ...spec.domain, devices: { ...devices, disks } },
  };
};

/** Hot-plugged volumes: the machine's and its running instance's spec change at once; Helm knows nothing of it. */
export const createVolumes = (client: KubeClient) => {
  const change = async (ref: Ref, resource: Resource, next: (spec: VmiSpec) => VmiSpec): Promise<void> => {
    const vm = await client.get(virtualMachines, ref);
    const vmi = await client.get(instances, ref);
    if (!vm && resource === "virtualmachine") throw notFound(resource, ref.name);
    if (!vmi && resource === "virtualmachineinstance") throw notFound(resource, ref.name);
    // The instance first, and only that: what it says to be refused leaves the machine as it is.
    if (vmi) await client.mergePatch(instances, ref, { spec: next(vmi.spec) });
    if (vm && resource === "virtualmachine") {
      const { template } = vm.spec;
      await client.mergePatch(virtualMachines, ref, { spec: { template: { ...template, spec: next(template.spec) } } });
    }
  };

  return (resource: Resource) => ({
    add: async (call: Call, ref: Ref): Promise<void> => {
      const { name, disk, volumeSource, dryRun } = await readOptions(call, addVolumeOptions);
      if (!name) throw badRequest("AddVolumeOptions requires name to be set");
      if (!disk) throw badRequest("AddVolumeOptions requires disk to not be nil");
      if (!volumeSource) throw badRequest("AddVolumeOptions requires VolumeSource to not be nil");
      const bus = disk.disk?.bus ?? "scsi";
      if (bus !== "scsi" && bus !== "virtio") {
        throw new Refusal(422, statusBody(422, "Invalid", `hotplugged Disk ${name} has unsupported bus "${bus}"`));
      }
      const claim = volumeSource.dataVolume?.name ?? volumeSource.persistentVolumeClaim?.claimName ?? "";
      const add = (spec: VmiSpec): VmiSpec => {
        const isKnown = spec.volumes.some((volume) => volume.name === name);
        const why = `Unable to add volume [${name}] because volume with that name already exists`;
        if (isKnown) throw conflict(resource, ref.name, why);
        return withVolume(spec, name, claim, bus);
      };
      await change(ref, resource, isDryRun(dryRun) ? checked(add) : add);
    },
    remove: async (call: Call, ref: Ref): Promise<void> => {
      const { name, dryRun } = await readOptions(call, removeVolumeOptions);
      if (!name) throw badRequest("RemoveVolumeOptions requires name to be set");
      const remove = (spec: VmiSpec): VmiSpec => {
        const known = spec.volumes.find((volume) => volume.name === name);
        const why = known
          ? `Unable to remove volume [${name}] because it is not hotpluggable`
          : `Unable to remove volume [${name}] because it does not exist`;
        if (known?.dataVolume?.hotpluggable !== true) throw conflict(resource, ref.name, why);
        return withoutVolume(spec, name);
      };
      await change(ref, resource, isDryRun(dryRun) ? checked(remove) : remove);
    },
  });
};

/** Refuses as the change would, and changes nothing. */
const checked =
  (next: (spec: VmiSpec) => VmiSpec) =>
  (spec: VmiSpec): VmiSpec => {
    next(spec);
    return spec;
  };
