import type { KubeClient } from "../client.ts";
import { hostnameOf, isRunning } from "../guests/guests.ts";
import { type OperatingSystem, operatingSystemOf } from "../guests/operating-systems.ts";
import { instances, type VirtualMachineInstance, virtualMachines } from "../kinds/kubevirt.ts";
import { quantity } from "../quantity.ts";
import { Refusal } from "./refusal.ts";

type Ref = { namespace: string; name: string };

const gibibyte = 2 ** 30;

/** Every failure of these calls is a text with code 500, unlike all other refusals. */
export const guestFailure = (text: string): Refusal => new Refusal(500, `Internal error occurred: ${text}`);

/** A running instance whose guest agent answers. */
const findWithAgent = async (client: KubeClient, ref: Ref): Promise<VirtualMachineInstance> => {
  const vmi = await client.get(instances, ref);
  if (!vmi) throw guestFailure(`virtualmachineinstance.kubevirt.io "${ref.name}" not found`);
  if (!isRunning(vmi)) throw guestFailure("VMI is not running");
  const agent = vmi.status?.conditions?.find(({ type }) => type === "AgentConnected");
  if (agent?.status !== "True") throw guestFailure("VMI does not have guest agent connected");
  return vmi;
};

const systemOf = async (client: KubeClient, ref: Ref): Promise<OperatingSystem> =>
  operatingSystemOf((await client.get(virtualMachines, ref))?.spec.preference?.name);

const usersOf = (vmi: VirtualMachineInstance, system: OperatingSystem) => {
  const running = vmi.status?.phaseTransitionTimestamps?.find(({ phase }) => phase === "Running");
  const since = Date.parse(running?.phaseTransitionTimestamp ?? vmi.metadata.creationTimestamp ?? "") / 1_000;
  const who =
    system.family === "windows"
      ? { userName: "Administrator", domain: hostnameOf(vmi).toUpperCase().slice(0, 15) }
      : { userName: system.user, domain: "" };
  return [{ ...who, loginTime: since + 0.5 }];
};

/** One file system on each disk, the first one the system's; a quarter used. */
const disksOf = (vmi: VirtualMachineInstance, { family }: OperatingSystem) =>
  (vmi.status?.volumeStatus ?? []).flatMap(({ name, target, persistentVolumeClaimInfo: claim }, index) => {
    // The claim's facts are written by our own node.
    const size = quantity((claim as { capacity?: { storage?: string } } | undefined)?.capacity?.storage);
    if (name === "cloudinitdisk") return [];
    const totalBytes = Number.isNaN(size) ? 20 * gibibyte : size;
    const place =
      family === "windows"
        ? { mountPoint: `${String.fromCharCode(67 + index)}:\\`, fileSystemType: "NTFS" }
        : { mountPoint: index === 0 ? "/" : `/mnt/${target}`, fileSystemType: "ext4" };
    const disk = [{ serial: "", busType: "virtio" }];
    return [{ diskName: `${target}1`, ...place, usedBytes: Math.round(totalBytes / 4), totalBytes, disk }];
  });

const listOf = (kind: string, items: unknown[]) => ({ kind, apiVersion: "v1", metadata: {}, items });

/** What the guest agent says of the guest. */
export const readGuestInfo = async (client: KubeClient, ref: Ref): Promise<object> => {
  const vmi = await findWithAgent(client, ref);
  const system = await systemOf(client, ref);
  return {
    guestAgentVersion: "8.2.2",
    hostname: hostnameOf(vmi),
    os: vmi.status?.guestOSInfo ?? {},
    timezone: "UTC, 0",
    userList: usersOf(vmi, system),
    fsInfo: { disks: disksOf(vmi, system) },
    fsFreezeStatus: vmi.status?.fsFreezeStatus ?? "thawed",
  };
};

export const readUsers = async (client: KubeClient, ref: Ref): Promise<object> => {
  const vmi = await findWithAgent(client, ref);
  return listOf("VirtualMachineInstanceGuestOSUserList", usersOf(vmi, await systemOf(client, ref)));
};

export const readFileSystems = async (client: KubeClient, ref: Ref): Promise<object> => {
  const vmi = await findWithAgent(client, ref);
  return listOf("VirtualMachineInstanceFileSystemList", disksOf(vmi, await systemOf(client, ref)));
};
