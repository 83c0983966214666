import type { KubeClient } from "../platform/client.ts";
import type { Era } from "../platform/eras/era.ts";
import { type VirtualMachine, virtualMachines } from "../platform/kinds/kubevirt.ts";
import { keyOf } from "../platform/object.ts";
import { createMachine, createTenant } from "./create.ts";
import { incidents } from "./incidents.ts";
import type { SeedMachine } from "./machine.ts";
import { seedMachines } from "./machines.ts";
import { grantExtras } from "./operator-grants.ts";
import { createOutsideMachine, outsideMachines } from "./outside-machines.ts";
import { seedTenants } from "./tenants.ts";

/** Fills a platform with tenants and machines through its public API; what is there already stays. */
export const seed = async (client: KubeClient, now: number, era: Pick<Era, "schemas">): Promise<void> => {
  for (const tenant of seedTenants) await createTenant(client, tenant);
  await grantExtras(client);
  await Promise.all(outsideMachines.map((machine) => createOutsideMachine(client, machine)));
  const isNew = await Promise.all(seedMachines.map((machine) => createMachine(client, machine, now, era)));
  const fresh = seedMachines.filter((_, index) => isNew[index]);
  await Promise.all(
    fresh.map((machine) => (machine.incident ? incidents[machine.incident](client, machine) : undefined)),
  );
  const running = [
    ...fresh.filter(comesUp).map(({ tenant, name }) => `${tenant}/vm-instance-${name}`),
    ...outsideMachines.flatMap(({ tenant, name, strategy }) => (strategy === "Always" ? [`${tenant}/${name}`] : [])),
  ];
  await client
    .informer(virtualMachines)
    .until((list) => running.every((name) => list.some((vm) => isRunning(vm, name))) || undefined);
};

const comesUp = ({ incident, sentinel, strategy, disks, type }: SeedMachine): boolean =>
  incident === undefined &&
  sentinel === undefined &&
  strategy !== "Halted" &&
  strategy !== "Manual" &&
  !type.startsWith("cx1") &&
  disks.every((disk) => disk.sentinel === undefined);

const isRunning = (vm: VirtualMachine, name: string): boolean =>
  keyOf(vm) === name && vm.status?.printableStatus === "Running";
