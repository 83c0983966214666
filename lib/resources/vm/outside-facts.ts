import type { OwnSpec, VirtualMachine } from "./schema.ts";

/** What a machine that no VMInstance made says of its own making, in KubeVirt's words; hostile text. */
export type OutsideFacts = {
  /** Of the VirtualMachine, as kubectl and virtctl call it. */
  name: string;
  /** Label app.kubernetes.io/managed-by; `""` where it says nothing. */
  managedBy: string;
  disks: OutsideDisk[];
  networks: { name: string; kind: string; source: string }[];
};

/** `kind`: `persistentVolumeClaim`, `dataVolume`, `containerDisk`, …; `source`: which one, where it has a name. */
export type OutsideDisk = { name: string; bus: string; bootOrder: number | null; kind: string; source: string };

const most = 64;

const disksOf = ({ template }: OwnSpec): OutsideDisk[] => {
  const { volumes, domain } = template.spec;
  const devices = new Map(domain.devices.disks.map((disk) => [disk.name, disk]));
  return volumes
    .map(({ name, kind, source }) => ({
      ...{ name, kind, source },
      bus: devices.get(name)?.bus ?? "",
      bootOrder: devices.get(name)?.bootOrder ?? null,
    }))
    .sort((one, other) => (one.bootOrder ?? most) - (other.bootOrder ?? most))
    .slice(0, most);
};

export const outsideFactsOf = ({ metadata, spec }: VirtualMachine): OutsideFacts | null =>
  spec.own && {
    name: metadata.name,
    managedBy: metadata.labels["app.kubernetes.io/managed-by"] ?? "",
    disks: disksOf(spec.own),
    networks: spec.own.template.spec.networks.slice(0, most),
  };
