import * as z from "zod";
import type { Dialect } from "../resources/dialect/dialect.ts";
import { lenient, optionalText, section, text } from "../resources/kube-object.ts";
import { normalise, type VmInstance } from "../resources/vm/normalise.ts";
import { exposureOf } from "../resources/vm/project.ts";
import { vmInstanceSchema } from "../resources/vm/schema.ts";
import type { Exposure } from "../resources/vm/view.ts";

/** What of a VMInstance can be changed, the same in every dialect. Never the text of its cloud-init: it often holds a password. */
export type VmSettings = {
  /** In today's words: `Always` and `Halted` where the platform only knows on and off. */
  runStrategy: string;
  exposure: Exposure;
  /** Null: this platform has no `externalAllowICMP`. */
  icmp: boolean | null;
  /** Quantities as stored; `""` is not set. Without an instance type the machine has a size of its own. */
  size: { instanceType: string; cpu: string; sockets: string; memory: string };
  profile: string;
  /** In boot order. */
  disks: { name: string; bus: string }[];
  networks: string[];
  /** They stand in `subnets`, which the platform reads only while `networks` is empty. */
  usesSubnets: boolean;
  gpus: string[];
  sshKeys: string[];
  hasCloudInit: boolean;
  cloudInitSeed: string;
};

/** Why nothing may be written to a machine, before it is tried. `role`: this person lacks the right. */
export type SettingsRefusal = "contradictory" | "deleting" | "outside" | "role";

/** What the settings of a machine are, and on which state of it a change may be built. */
export type SettingsView = {
  /** Fingerprint of the stored spec; a change that was made on another one is a `conflict`. */
  base: string;
  settings: VmSettings;
  /** The field in which this platform keeps whether a machine runs. */
  power: Dialect["power"];
  refusal: SettingsRefusal | null;
};

const names = lenient(z.object({ name: z.string().min(1) })).transform((list) => list.map(({ name }) => name));

/** What the list's own reading of a VMInstance leaves out. */
const moreSchema = z.object({
  spec: section({
    externalAllowICMP: z.boolean().nullable().catch(null).default(null),
    networks: names,
    subnets: names,
    gpus: names,
    sshKeys: lenient(z.string()),
    cloudInit: text,
    cloudInitSeed: text,
  }),
});

const shown = (quantity: string | number | null): string => (quantity === null ? "" : String(quantity));

const sizeOf = ({ spec: { instanceType, resources } }: VmInstance): VmSettings["size"] => ({
  instanceType,
  cpu: shown(resources.cpu),
  sockets: shown(resources.sockets),
  memory: shown(resources.memory),
});

export type StoredSettings = { settings: VmSettings; contradictory: boolean; deleting: boolean };

/** Reads a VMInstance as this cluster stores it; null when it is none. */
export const settingsOf = (object: unknown, dialect: Dialect): StoredSettings | null => {
  const read = vmInstanceSchema.safeParse(object);
  const more = moreSchema.safeParse(object);
  if (!read.success || !more.success) return null;
  const instance = normalise(read.data, dialect);
  const { externalAllowICMP, networks, subnets, gpus, sshKeys, cloudInit, cloudInitSeed } = more.data.spec;
  const usesSubnets = networks.length === 0 && subnets.length > 0;
  return {
    settings: {
      runStrategy: instance.spec.runStrategy,
      exposure: exposureOf(instance),
      icmp: dialect.icmp ? (externalAllowICMP ?? true) : null,
      size: sizeOf(instance),
      profile: instance.spec.instanceProfile,
      disks: instance.spec.disks,
      networks: usesSubnets ? subnets : networks,
      usesSubnets,
      gpus,
      sshKeys,
      hasCloudInit: cloudInit !== "",
      cloudInitSeed,
    },
    contradictory: instance.contradictory,
    deleting: instance.metadata.deletionTimestamp !== null,
  };
};

/** Of a machine that no VMInstance made, as far as its VirtualMachine says: shown, never written. */
export const settingsOfOutside = (instance: VmInstance): VmSettings => ({
  runStrategy: instance.spec.runStrategy,
  exposure: exposureOf(instance),
  icmp: null,
  size: sizeOf(instance),
  profile: instance.spec.instanceProfile,
  disks: instance.spec.disks,
  networks: [],
  usesSubnets: false,
  gpus: [],
  sshKeys: [],
  hasCloudInit: false,
  cloudInitSeed: "",
});

const cloudInitSchema = z.object({ spec: section({ cloudInit: optionalText }) });

/** The text of its cloud-init; `""` where there is none, null where it is no VMInstance. */
export const cloudInitOf = (object: unknown): string | null => {
  const read = cloudInitSchema.safeParse(object);
  return read.success ? (read.data.spec.cloudInit ?? "") : null;
};
