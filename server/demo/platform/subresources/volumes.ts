import { statusBody } from "../aggregated/answers.ts";
import type { Call } from "../aggregated/group.ts";
import type { KubeClient } from "../client.ts";
import { withVolumeRequest } from "../controllers/volume-requests.ts";
import { isRunning } from "../guests/guests.ts";
import {
  claimNameOf,
  instances,
  isHotplugged,
  type VmVolume,
  type VolumeRequest,
  virtualMachines,
} from "../kinds/kubevirt.ts";
import { assertGate } from "./gates.ts";
import { badRequest, conflict, notFound, Refusal, type Resource } from "./refusal.ts";
import { addVolumeOptions, isDryRun, readOptions, removeVolumeOptions } from "./request-options.ts";

type Ref = { namespace: string; name: string };

const noHotplug = "Enable DeclarativeHotplugVolumes or HotplugVolumes feature gate to use this API.";

/** Why a request cannot be met by these volumes (kubevirt/pkg/virt-api/rest/volumes.go `verifyVolumeOption`). */
const objection = (volumes: VmVolume[], { addVolumeOptions: add, removeVolumeOptions }: VolumeRequest) => {
  if (add) {
    const claim = claimNameOf({ name: add.name, ...add.volumeSource });
    if (volumes.some(({ name }) => name === add.name)) {
      return `Unable to add volume [${add.name}] because volume with that name already exists`;
    }
    const isTaken = volumes.some((volume) => claimNameOf(volume) === claim);
    return isTaken ? `Unable to add volume source [${claim}] because it already exists` : undefined;
  }
  const name = removeVolumeOptions?.name;
  const found = volumes.find((volume) => volume.name === name || claimNameOf(volume) === name);
  if (!found) return `Unable to remove volume [${name}] because it does not exist`;
  return isHotplugged(found) ? undefined : `Unable to remove volume [${name}] because it is not hotpluggable`;
};

/** Why a request cannot stand beside those that wait. */
const clash = (pending: VolumeRequest[], { addVolumeOptions: add, removeVolumeOptions }: VolumeRequest) => {
  const name = add?.name ?? removeVolumeOptions?.name;
  const isRemoved = pending.some((it) => it.removeVolumeOptions?.name === name);
  if (!add) {
    return isRemoved
      ? `a remove volume request for volume [${name}] already exists and is still being processed`
      : undefined;
  }
  if (pending.some((it) => it.addVolumeOptions?.name === name)) {
    return `add volume request for volume [${name}] already exists`;
  }
  return isRemoved
    ? `unable to add volume since a remove volume request for volume [${name}] already exists and is still being processed`
    : undefined;
};

/** Hot-plugged volumes: a machine gets a request in its status, also when it is off; an instance's spec changes at once. */
export const createVolumes = (client: KubeClient) => {
  const ask = async (ref: Ref, request: VolumeRequest, isDry: boolean): Promise<void> => {
    const vm = await client.get(virtualMachines, ref);
    if (!vm) throw notFound("virtualmachine", ref.name);
    const pending = vm.status?.volumeRequests ?? [];
    const why = objection(vm.spec.template.spec.volumes, request) ?? clash(pending, request);
    if (why) throw conflict("virtualmachine", ref.name, why);
    if (!isDry) await client.patchStatus(virtualMachines, ref, { volumeRequests: [...pending, request] });
  };

  const change = async (ref: Ref, request: VolumeRequest, isDry: boolean): Promise<void> => {
    const vmi = await client.get(instances, ref);
    if (!vmi) throw notFound("virtualmachineinstance", ref.name);
    const why = isRunning(vmi) ? objection(vmi.spec.volumes, request) : "VMI is not running";
    if (why) throw conflict("virtualmachineinstance", ref.name, why);
    if (!isDry) await client.mergePatch(instances, ref, { spec: withVolumeRequest(vmi.spec, request) });
  };

  return (resource: Resource) => {
    const send = resource === "virtualmachine" ? ask : change;
    return {
      add: async (call: Call, ref: Ref): Promise<void> => {
        await assertGate(client, "HotplugVolumes", noHotplug);
        const { name, disk, volumeSource, dryRun } = await readOptions(call, addVolumeOptions);
        if (!name) throw badRequest("AddVolumeOptions requires name to be set");
        if (!disk) throw badRequest("AddVolumeOptions requires disk to not be nil");
        if (!volumeSource) throw badRequest("AddVolumeOptions requires VolumeSource to not be nil");
        const bus = disk.disk?.bus ?? "scsi";
        if (bus !== "scsi" && bus !== "virtio" && resource === "virtualmachine") {
          throw new Refusal(422, statusBody(422, "Invalid", `hotplugged Disk ${name} has unsupported bus "${bus}"`));
        }
        const { dataVolume, persistentVolumeClaim: claim } = volumeSource;
        const source = {
          ...(dataVolume && { dataVolume: { name: dataVolume.name, hotpluggable: true } }),
          ...(claim && { persistentVolumeClaim: { claimName: claim.claimName, hotpluggable: true } }),
        };
        const options = { name, disk: { disk: { bus } }, volumeSource: source };
        await send(ref, { addVolumeOptions: options }, isDryRun(dryRun));
      },
      remove: async (call: Call, ref: Ref): Promise<void> => {
        await assertGate(client, "HotplugVolumes", noHotplug);
        const { name, dryRun } = await readOptions(call, removeVolumeOptions);
        if (!name) throw badRequest("RemoveVolumeOptions requires name to be set");
        await send(ref, { removeVolumeOptions: { name } }, isDryRun(dryRun));
      },
    };
  };
};
