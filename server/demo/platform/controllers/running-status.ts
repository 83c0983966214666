import type { KubeClient } from "../client.ts";
import type { OperatingSystem } from "../guests/operating-systems.ts";
import { claims } from "../kinds/core.ts";
import { claimNameOf, isHotplugged, type VirtualMachineInstance, type VmiStatus } from "../kinds/kubevirt.ts";
import type { Condition } from "../object.ts";
import { macOf } from "./launcher-pod.ts";

const architecture = "x86_64";

/** What virt-handler says of an instance whose domain runs. */
export const runningStatus = async (
  client: KubeClient,
  vmi: VirtualMachineInstance,
  size: { cpu: string; memory: string },
  ip: string,
): Promise<VmiStatus> => ({
  interfaces: [
    {
      name: "default",
      ipAddress: ip,
      ipAddresses: [ip],
      mac: macOf(vmi),
      podInterfaceName: "eth0",
      infoSource: "domain",
      queueCount: 1,
      linkState: "up",
    },
  ],
  currentCPUTopology: { cores: 1, sockets: Number(size.cpu), threads: 1 },
  memory: { guestAtBoot: size.memory, guestCurrent: size.memory, guestRequested: size.memory },
  machine: { type: "pc-q35-rhel9.6.0" },
  volumeStatus: await volumeStatusOf(client, vmi),
});

/** The volumes as the domain has them; those that were plugged in while it runs say by which pod. */
export const volumeStatusOf = async (
  client: KubeClient,
  { metadata, spec }: VirtualMachineInstance,
): Promise<NonNullable<VmiStatus["volumeStatus"]>> =>
  Promise.all(
    spec.volumes.map(async (volume, index) => {
      const { name } = volume;
      const claimName = claimNameOf(volume);
      const claim = claimName && (await client.get(claims, { namespace: metadata.namespace, name: claimName }));
      return {
        name,
        target: `vd${String.fromCharCode(97 + index)}`,
        ...(claim && {
          persistentVolumeClaimInfo: {
            claimName: claim.metadata.name,
            accessModes: claim.spec.accessModes,
            capacity: claim.status?.capacity,
            requests: claim.spec.resources.requests,
            volumeMode: claim.spec.volumeMode,
          },
        }),
        ...(isHotplugged(volume) && {
          phase: "Ready",
          hotplugVolume: { attachPodName: `hp-volume-${name}` },
        }),
      };
    }),
  );

/** What the guest agent adds once it answers. */
export const guestOsInfo = (system: OperatingSystem): Record<string, string> =>
  system.family === "windows"
    ? { id: "mswindows", name: "Microsoft Windows", prettyName: system.prettyName, machine: architecture }
    : {
        id: system.id,
        name: system.name,
        prettyName: system.prettyName,
        version: system.version,
        versionId: system.version,
        kernelRelease: system.kernel,
        kernelVersion: "#1 SMP PREEMPT_DYNAMIC",
        machine: architecture,
      };

/** Whether an instance with this status could move to another node, and what keeps it. */
export const liveMigratable = (vmi: VirtualMachineInstance, { volumeStatus = [] }: VmiStatus): Condition => {
  const cannot = (reason: string, message: string): Condition => ({
    type: "LiveMigratable",
    status: "False",
    reason,
    message,
  });
  if ((vmi.spec.domain.devices.gpus ?? []).length > 0) {
    return cannot("HostDeviceNotLiveMigratable", "VMI uses a PCI host devices");
  }
  for (const { name, persistentVolumeClaimInfo: claim } of volumeStatus) {
    // The claim's facts were written by `volumeStatusOf`.
    const modes = (claim as { accessModes?: string[] } | undefined)?.accessModes;
    if (modes && !modes.includes("ReadWriteMany")) {
      return cannot(
        "DisksNotLiveMigratable",
        `cannot migrate VMI: PVC ${name} is not shared, live migration requires that all PVCs must be shared (using ReadWriteMany access mode)`,
      );
    }
  }
  return { type: "LiveMigratable", status: "True" };
};
