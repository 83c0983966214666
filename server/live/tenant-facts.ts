import type { Dialect } from "#lib/resources/dialect/dialect.ts";
import type { DataVolume, VmDiskObject } from "#lib/resources/disk/schema.ts";
import type { InstanceTypeView } from "#lib/resources/image/view.ts";
import { isOutside, outsideVm, releaseOfVm, vmOfRelease } from "#lib/resources/names.ts";
import type { AskedPower, VmFacts } from "#lib/resources/vm/facts.ts";
import { normalise, normaliseDisk } from "#lib/resources/vm/normalise.ts";
import { instanceOfMachine, servicesTo } from "#lib/resources/vm/outside.ts";
import { type LauncherPod, launcherVmLabel, type VmInstanceObject } from "#lib/resources/vm/schema.ts";
import type { OutsideMachines } from "./outside-machines.ts";
import type { Change, Source } from "./source.ts";
import type { Sources } from "./sources.ts";

/** Adds to a map of sets and back. */
const createIndex = <T>() => {
  const sets = new Map<string, Map<string, T>>();
  return {
    of: (key: string): T[] => [...(sets.get(key)?.values() ?? [])],
    put: (key: string, id: string, value: T) => {
      const set = sets.get(key) ?? new Map<string, T>();
      sets.set(key, set.set(id, value));
    },
    drop: (key: string, id: string) => {
      const set = sets.get(key);
      set?.delete(id);
      if (set?.size === 0) sets.delete(key);
    },
  };
};

/** Whatever may be the machine of that VirtualMachine: a VMInstance's, or one of its own. */
export const machinesOf = (virtualMachine: string): string[] => {
  const vm = vmOfRelease(virtualMachine);
  return vm === null ? [outsideVm(virtualMachine)] : [vm, outsideVm(virtualMachine)];
};

const machineOfPod = ({ metadata }: LauncherPod): string => metadata.labels[launcherVmLabel] ?? "";

/** Finds what belongs to a machine without walking whole lists: pods by label, machines by disk. */
export const createTenantIndexes = () => {
  const podsByMachine = createIndex<LauncherPod>();
  const vmsByDisk = createIndex<string>();
  return {
    /** Of a VirtualMachine. */
    podsOf: podsByMachine.of,
    vmsOfDisk: vmsByDisk.of,
    /** Gives the VirtualMachines that a change of pods touches. */
    takePods: (changes: readonly Change<LauncherPod>[]): string[] =>
      changes.flatMap(({ key, before, after }) => {
        const old = before ? machineOfPod(before) : "";
        const now = after ? machineOfPod(after) : "";
        if (old) podsByMachine.drop(old, key);
        if (now && after) podsByMachine.put(now, key, after);
        return [...new Set([old, now])].filter((name) => name !== "");
      }),
    takeInstances: (changes: readonly Change<VmInstanceObject>[]) => {
      for (const { key, before, after } of changes) {
        for (const { name } of before?.spec.disks ?? []) vmsByDisk.drop(name, key);
        for (const { name } of after?.spec.disks ?? []) vmsByDisk.put(name, key, key);
      }
    },
  };
};

export type TenantIndexes = ReturnType<typeof createTenantIndexes>;

type FactsOptions = {
  sources: Sources;
  outside: Pick<OutsideMachines, "get">;
  asked: (virtualMachine: string) => AskedPower | null;
  indexes: TenantIndexes;
  dataVolumes: ReadonlyMap<string, DataVolume | null>;
  /** The dialect is null until the cluster's schema was read. */
  cluster: { instanceTypes: ReadonlyMap<string, InstanceTypeView>; dialect: Dialect | null };
};

const known = <T, U>(source: Source<T>, read: () => U): U | "unread" => (source.hasRead ? read() : "unread");

const factsOfOutside = (vm: string, { sources, outside, indexes, cluster }: FactsOptions): VmFacts | null => {
  const name = releaseOfVm(vm);
  const virtualMachine = outside.get(name);
  if (!virtualMachine) return null;
  const services = known(sources.services, () => servicesTo(virtualMachine, sources.services.items.values()));
  const instance = instanceOfMachine(virtualMachine, services);
  return {
    instance,
    virtualMachine,
    running: known(sources.running, () => sources.running.items.get(name) ?? null),
    asked: null,
    pods: known(sources.pods, () => indexes.podsOf(name)),
    service: services === "unread" ? "unread" : (services[0] ?? null),
    monitor: null,
    // Its volumes need not be VMDisks: of what they are nothing is known here.
    disks: "unread",
    dataVolumes: new Map(),
    instanceType: cluster.instanceTypes.get(instance.spec.instanceType) ?? null,
  };
};

/** All that is known of one machine; null when there is none of that name. */
export const factsOf = (vm: string, options: FactsOptions): VmFacts | null => {
  const { sources, indexes, dataVolumes, cluster } = options;
  if (isOutside(vm)) return factsOfOutside(vm, options);
  const object = sources.instances.items.get(vm);
  if (!object) return null;
  const instance = normalise(object, cluster.dialect);
  const release = releaseOfVm(vm);
  const attached = new Map<string, DataVolume | null>();
  for (const { name } of instance.spec.disks) {
    const dataVolume = dataVolumes.get(name);
    if (dataVolume !== undefined) attached.set(name, dataVolume);
  }
  const disks = new Map<string, VmDiskObject>();
  for (const { name } of instance.spec.disks) {
    const disk = sources.disks.items.get(name);
    if (disk) disks.set(name, normaliseDisk(disk, cluster.dialect));
  }
  return {
    instance,
    virtualMachine: known(sources.machines, () => sources.machines.items.get(release) ?? null),
    running: known(sources.running, () => sources.running.items.get(release) ?? null),
    asked: options.asked(release),
    pods: known(sources.pods, () => indexes.podsOf(release)),
    service: known(sources.services, () => sources.services.items.get(release) ?? null),
    monitor: known(sources.monitors, () => sources.monitors.items.get(release) ?? null),
    disks: known(sources.disks, () => disks),
    dataVolumes: attached,
    instanceType: cluster.instanceTypes.get(instance.spec.instanceType) ?? null,
  };
};

/** What a timeline tells of machines besides events: when they were made, and what their conditions say. */
export const historyOf = ({ instances, machines }: Sources) => ({
  machines: [...instances.items.values()].map(({ metadata, status }) => ({
    name: metadata.name,
    createdAt: metadata.creationTimestamp,
    conditions: status.conditions,
  })),
  statuses: new Map(
    [...machines.items].map(([name, { status }]) => [vmOfRelease(name) ?? outsideVm(name), status.conditions] as const),
  ),
  mayReadStatuses: machines.state.status !== "forbidden",
});
