import type { Dialect } from "#lib/resources/dialect/dialect.ts";
import type { DiskFacts } from "#lib/resources/disk/facts.ts";
import { projectDisks } from "#lib/resources/disk/project.ts";
import type { DataVolume } from "#lib/resources/disk/schema.ts";
import type { DiskView } from "#lib/resources/image/view.ts";
import { outsideVm, releaseOfVm } from "#lib/resources/names.ts";
import { normaliseDisk } from "#lib/resources/vm/normalise.ts";
import { disksOfMachine } from "#lib/resources/vm/outside.ts";
import type { VirtualMachine } from "#lib/resources/vm/schema.ts";
import type { Sources } from "./sources.ts";
import type { TenantIndexes } from "./tenant-facts.ts";

/** What a tenant has that another machine may take, and what its machines hold. */
export type TenantStock = {
  disks: DiskView[];
  /** How many of each device. */
  gpusHeld: ReadonlyMap<string, number>;
};

export const stockOf = (
  { instances, disks }: Pick<Sources, "instances" | "disks">,
  { vmsOfDisk, podsOf }: Pick<TenantIndexes, "vmsOfDisk" | "podsOf">,
  dialect: Dialect | null,
): TenantStock => {
  const gpusHeld = new Map<string, number>();
  for (const [name, { spec }] of instances.items) {
    if (!spec.gpus?.length) continue;
    // A node gives a device to the launcher pod that runs there, and takes it back with its end.
    const isHolding = podsOf(releaseOfVm(name)).some(({ status }) => status.phase === "Running");
    if (isHolding) for (const gpu of spec.gpus) gpusHeld.set(gpu, (gpusHeld.get(gpu) ?? 0) + 1);
  }
  return { disks: projectDisks([...disks.items.values()], vmsOfDisk, dialect), gpusHeld };
};

/** Every disk of the tenant as the watches have it; `volumes`: as far as anybody asked. */
export const diskFactsOf = (
  { disks, machines }: Pick<Sources, "disks" | "machines">,
  { vmsOfDisk }: Pick<TenantIndexes, "vmsOfDisk">,
  volumes: ReadonlyMap<string, DataVolume | null>,
  dialect: Dialect | null,
): DiskFacts[] => {
  const outside = outsideUsers(machines.items.values());
  return [...disks.items.values()].map((object) => {
    const { name } = object.metadata;
    const volume = volumes.get(name);
    return {
      disk: normaliseDisk(object, dialect),
      volume: volume === undefined ? "unread" : volume,
      usedBy: [...vmsOfDisk(name), ...(outside.get(name) ?? [])],
    };
  });
};

/** Machines that no VMInstance made, by the disks of the platform that they use all the same. */
const outsideUsers = (machines: Iterable<VirtualMachine>): ReadonlyMap<string, string[]> => {
  const users = new Map<string, string[]>();
  for (const machine of machines) {
    for (const disk of new Set(disksOfMachine(machine)))
      users.set(disk, [...(users.get(disk) ?? []), outsideVm(machine.metadata.name)]);
  }
  return users;
};
