import { defaulted } from "../apps/defaulting.ts";
import { vmInstance as definition } from "../apps/definitions.ts";
import type { HelmRelease, Values } from "../kinds/cozystack.ts";
import type { RunStrategy } from "../kinds/kubevirt.ts";

/** Values of the vm-instance chart with its defaults. */
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

export const vmValuesOf = ({ spec }: HelmRelease): VmValues =>
  // Defaulting by the chart's schema gives every key this shape, unless a scalar was of the wrong type.
  defaulted(spec.values ?? {}, definition.schema) as Values as VmValues;
