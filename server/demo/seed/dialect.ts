import type { Schema } from "../platform/apps/schema.ts";
import type { Values } from "../platform/kinds/cozystack.ts";

/** A machine as the seed thinks of it: in the words of the newest platform. */
export type MachineSpec = Values & {
  runStrategy?: string;
  instanceProfile?: string;
  disks?: { name: string; bus?: string }[];
};

/** The same machine in the words of a platform whose VMInstance has this schema. */
export const inDialect = (spec: MachineSpec, { properties = {} }: Schema): Values => {
  const { runStrategy, instanceProfile, disks, ...others } = spec;
  const profiles = properties.instanceProfile?.enum;
  return {
    ...others,
    ...(runStrategy !== undefined &&
      (properties.runStrategy ? { runStrategy } : { running: !["Halted", "Manual"].includes(runStrategy) })),
    // A profile that the platform does not take is left out; the machine then has none.
    ...(instanceProfile !== undefined && {
      instanceProfile: !profiles || profiles.includes(instanceProfile) ? instanceProfile : "",
    }),
    ...(disks && { disks: properties.disks?.items?.type === "string" ? disks.map(({ name }) => name) : disks }),
  };
};
