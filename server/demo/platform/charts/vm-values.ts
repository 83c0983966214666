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
  runStrategy: RunStrategy;
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

type WrittenValues = Omit<Partial<VmValues>, "disks"> & { running?: boolean; disks: (string | VmValues["disks"][0])[] };

const newerValues = { externalAllowICMP: true, networks: [], subnets: [], cpuModel: "", resources: {} };

export const vmValuesOf = ({ spec }: HelmRelease, { schemas: { VMInstance: schema } }: Era): VmValues => {
  // Templates ask for what their age knows; `runStrategy` was heeded before it was in the schema.
  const isKnown = (key: string) => key === "runStrategy" || Object.hasOwn(schema.properties ?? {}, key);
  const written = Object.fromEntries(Object.entries(spec.values ?? {}).filter(([key]) => isKnown(key)));
  // Defaulting by the chart's schema gives every key this shape, unless a scalar was of the wrong type.
  const { running, disks, ...values } = defaulted(written, schema) as Values as WrittenValues;
  return {
    ...newerValues,
    ...(values as Values as Omit<VmValues, "disks">),
    runStrategy: values.runStrategy ?? (running === false ? "Halted" : "Always"),
    disks: disks.map((disk) => (typeof disk === "string" ? { name: disk } : disk)),
  };
};
