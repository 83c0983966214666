import { defaulted } from "../apps/defaulting.ts";
import type { Era } from "../eras/era.ts";
import type { HelmRelease, Values } from "../kinds/cozystack.ts";
import type { RunStrategy } from "../kinds/kubevirt.ts";

/** Values of the vm-instance chart with its defaults, whatever the dialect they were written in. */
export type VmValues = {
  external: boolean;
  externalMethod: string;
  externalPorts: number[];
  externalAllowICMP: boolean;
  /** What the VirtualMachine is asked for. */
  power: { runStrategy: RunStrategy } | { running: boolean };
  instanceType: string;
  instanceProfile: string;
  disks: { name?: string; bus?: string }[];
  networks: { name: string }[];
  subnets: { name: string }[];
  gpus: { name: string }[];
  cpuModel: string;
  resources: { cpu?: string | number; memory?: string | number; sockets?: string | number };
  sshKeys: string[];
  cloudInit: string;
  cloudInitSeed: string;
};

type Power = { runStrategy?: RunStrategy; running?: boolean };
type WrittenValues = Omit<VmValues, "power" | "disks"> & Power & { disks: (string | VmValues["disks"][0])[] };

/** Where the schema has no such value. */
const unwritten = { externalAllowICMP: true, networks: [], subnets: [], cpuModel: "", resources: {} };

export const vmValuesOf = ({ spec }: HelmRelease, { schemas: { VMInstance: schema } }: Era): VmValues => {
  // Templates ask only for what their age knows.
  const isKnown = (key: string) => Object.hasOwn(schema.properties ?? {}, key);
  const written = Object.fromEntries(Object.entries(spec.values ?? {}).filter(([key]) => isKnown(key)));
  // Helm has checked the values and defaulting fills the rest, so every key is of this shape.
  const { runStrategy, running = true, disks, ...values } = defaulted(written, schema) as Values as WrittenValues;
  return {
    ...unwritten,
    ...values,
    power: runStrategy ? { runStrategy } : { running },
    disks: disks.map((disk) => (typeof disk === "string" ? { name: disk } : disk)),
  };
};
