import { createHash } from "node:crypto";
import type { DataVolume } from "../kinds/cdi.ts";
import type { VirtualMachine, VmDisk, VmVolume } from "../kinds/kubevirt.ts";
import type { VmValues } from "./vm-values.ts";

type Template = VirtualMachine["spec"]["template"];

/** The machine inside the VirtualMachine; `disks` are the DataVolumes of its values, in boot order. */
export const vmTemplate = (
  namespace: string,
  name: string,
  labels: Record<string, string>,
  values: VmValues,
  disks: DataVolume[],
): Template => {
  const hasSeed = values.cloudInit !== "" || values.sshKeys.length > 0;
  const networks = values.networks.length > 0 ? values.networks : values.subnets;
  return {
    metadata: { labels, annotations: { "kubevirt.io/allow-pod-bridge-network-live-migration": "true" } },
    spec: {
      domain: {
        ...sizeOf(values),
        machine: { type: "" },
        firmware: { uuid: firmwareUuid(`${namespace}-${name}-${values.cloudInitSeed}`) },
        devices: {
          disks: [...values.disks.map((disk, index) => toDisk(disk, index, disks)), ...(hasSeed ? [seedDisk] : [])],
          interfaces: ["default", ...networks.map((it) => it.name)].map((it) => ({ name: it, bridge: {} })),
          ...(values.gpus.length > 0 && {
            gpus: values.gpus.map((gpu, index) => ({ name: `gpu${index + 1}`, deviceName: gpu.name })),
          }),
        },
      },
      networks: [
        { name: "default", pod: {} },
        ...networks.map((it) => ({ name: it.name, multus: { networkName: it.name } })),
      ],
      volumes: [
        ...disks.map(
          ({ metadata }): VmVolume => ({
            name: metadata.name.replace(/^vm-/, ""),
            dataVolume: { name: metadata.name },
          }),
        ),
        ...(hasSeed ? [{ name: seedDisk.name, cloudInitNoCloud: { secretRef: { name: `${name}-cloud-init` } } }] : []),
      ],
      ...(values.sshKeys.length > 0 && {
        accessCredentials: [
          {
            sshPublicKey: {
              source: { secret: { secretName: `${name}-ssh-keys` } },
              propagationMethod: { noCloud: {} },
            },
          },
        ],
      }),
      terminationGracePeriodSeconds: 30,
    },
  };
};

const seedDisk: VmDisk = { name: "cloudinitdisk", disk: { bus: "virtio" } };

const toDisk = ({ bus }: { bus?: string }, index: number, volumes: DataVolume[]): VmDisk => {
  const volume = volumes[index];
  const device = bus ? { bus } : {};
  const isOptical = volume?.metadata.annotations?.["vm-disk.cozystack.io/optical"] === "true";
  return {
    name: volume?.metadata.name.replace(/^vm-/, "") ?? "",
    bootOrder: index + 1,
    ...(isOptical ? { cdrom: device } : { disk: device }),
  };
};

/** Own sizes count only when there is no instance type. */
const sizeOf = ({ instanceType, resources, cpuModel }: VmValues) => {
  const model = cpuModel === "" ? {} : { model: cpuModel };
  if (instanceType !== "") return cpuModel === "" ? {} : { cpu: model };
  return {
    cpu: { ...model, cores: Number(resources.cpu), sockets: Number(resources.sockets) },
    resources: { requests: { memory: `${resources.memory}` } },
  };
};

/** Follows from the release and its seed, so that an upgrade does not change it. */
export const firmwareUuid = (text: string): string => {
  const hex = createHash("sha256").update(text).digest("hex");
  return [8, 12, 16, 20, 32].map((end, index) => hex.slice([0, 8, 12, 16, 20][index], end)).join("-");
};
