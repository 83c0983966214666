import { type Dialect, unpublishedDialect } from "../dialect/dialect.ts";
import type { VmDiskObject } from "../disk/schema.ts";
import type { VmInstanceObject } from "./schema.ts";

type Spec = VmInstanceObject["spec"];

type Replaced =
  | "running"
  | "runStrategy"
  | "instanceType"
  | "instanceProfile"
  | "disks"
  | "externalPorts"
  | "gpus"
  | "networks"
  | "subnets";

/** A VMInstance in the one model that everything but reading and writing works with, whatever the platform's dialect. */
export type VmInstance = Omit<VmInstanceObject, "spec"> & {
  spec: Omit<Spec, Replaced> & {
    /** In today's words: `Always` and `Halted` where the platform only knows on and off. */
    runStrategy: string;
    /** Empty for custom resources. */
    instanceType: string;
    instanceProfile: string;
    /** In boot order; a name is empty where the entry that was stored cannot be read any more. */
    disks: { name: string; bus: string }[];
    externalPorts: number[];
  };
  /**
   * It holds what this platform's schema does not expect. The platform stores its own reading of the whole object with every write, so any
   * change would destroy those values: nothing is written to it (platform-api.md 1.5, 10.2.6).
   */
  contradictory: boolean;
  /** A PortList of this platform is known to filter. */
  filtersPorts: boolean;
};

/**
 * Null for the dialect: not known yet; the object is then read by what it says itself. What is left out is what the platform takes for it:
 * before 0.36.1 reads carry no defaults.
 */
export const normalise = ({ spec, ...object }: VmInstanceObject, dialect: Dialect | null): VmInstance => {
  const {
    running,
    runStrategy,
    instanceType,
    instanceProfile,
    disks,
    externalPorts,
    gpus,
    networks,
    subnets,
    ...rest
  } = spec;
  const { defaults, defaultPorts } = dialect ?? unpublishedDialect;
  const stored = externalPorts ?? defaultPorts;
  const ports = stored.filter((port) => port !== null);
  return {
    ...object,
    spec: {
      ...rest,
      runStrategy: strategyOf(spec, dialect),
      instanceType: instanceType ?? defaults.instanceType,
      instanceProfile: instanceProfile ?? defaults.profile,
      disks: disks.map(({ name, bus }) => ({ name, bus })),
      externalPorts: ports,
    },
    filtersPorts: dialect?.icmp ?? false,
    contradictory:
      ports.length < stored.length ||
      gpus === null ||
      [networks, subnets].includes(true) ||
      disks.some(({ form }) => !isExpected(form, dialect)),
  };
};

/** The field of the other dialect is stored and ignored by the platform, so it says nothing (platform-api.md 1.6). */
const strategyOf = ({ running, runStrategy }: Spec, dialect: Dialect | null): string => {
  const power = dialect?.power ?? (runStrategy === null ? "running" : "runStrategy");
  if (power === "running") return running === false ? "Halted" : "Always";
  return runStrategy ?? "Always";
};

const isExpected = (form: Spec["disks"][number]["form"], dialect: Dialect | null): boolean => {
  if (form === "lost") return false;
  return dialect === null || form === (dialect.disks === "names" ? "name" : "object");
};

/** A VMDisk with what the platform takes for what is left out. */
export const normaliseDisk = (disk: VmDiskObject, dialect: Dialect | null): VmDiskObject => {
  const { storage, storageClass } = disk.spec;
  if ((storage !== null && storageClass !== "") || dialect === null) return disk;
  const { defaults } = dialect;
  return {
    ...disk,
    spec: {
      ...disk.spec,
      storage: storage ?? (defaults.storage || null),
      storageClass: storageClass || defaults.storageClass,
    },
  };
};
