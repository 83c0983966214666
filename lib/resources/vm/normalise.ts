import type { Dialect } from "../dialect/dialect.ts";
import type { VmInstanceObject } from "./schema.ts";

type Spec = VmInstanceObject["spec"];

/** A VMInstance in the one model that everything but reading and writing works with, whatever the platform's dialect. */
export type VmInstance = Omit<VmInstanceObject, "spec"> & {
  spec: Omit<Spec, "running" | "runStrategy" | "disks" | "externalPorts" | "gpus" | "networks" | "subnets"> & {
    /** In today's words: `Always` and `Halted` where the platform only knows on and off. */
    runStrategy: string;
    /** In boot order; a name is empty where the entry that was stored cannot be read any more. */
    disks: { name: string; bus: string }[];
    externalPorts: number[];
  };
  /**
   * It holds what this platform's schema does not expect. The platform stores its own reading of the whole object with every write, so any
   * change would destroy those values: nothing is written to it (platform-api.md 1.5, 10.2.6).
   */
  contradictory: boolean;
};

/** Null for the dialect: not known yet; the object is then read by what it says itself. */
export const normalise = ({ spec, ...object }: VmInstanceObject, dialect: Dialect | null): VmInstance => {
  const { running, runStrategy, disks, externalPorts, gpus, networks, subnets, ...rest } = spec;
  const ports = externalPorts.filter((port) => port !== null);
  return {
    ...object,
    spec: {
      ...rest,
      runStrategy: strategyOf(spec, dialect),
      disks: disks.map(({ name, bus }) => ({ name, bus })),
      externalPorts: ports,
    },
    contradictory:
      ports.length < externalPorts.length ||
      [gpus, networks, subnets].includes(true) ||
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
