import { isStatus } from "../platform/client/status-error.ts";
import type { KubeClient } from "../platform/client.ts";
import type { Era } from "../platform/eras/era.ts";
import { dataVolumes } from "../platform/kinds/cdi.ts";
import { namespaces } from "../platform/kinds/core.ts";
import { type VirtualMachine, virtualMachines } from "../platform/kinds/kubevirt.ts";
import { roleBindings } from "../platform/kinds/rbac.ts";
import type { Kind, KubeObject } from "../platform/object.ts";
import { diskObject, machineObject, tenants, vmDisks, vmInstances } from "./applications.ts";
import { incidents } from "./incidents.ts";
import type { SeedMachine } from "./machine.ts";
import { seedMachines } from "./machines.ts";
import { grantExtras } from "./operator-grants.ts";
import { seedTenants } from "./tenants.ts";

/** Fills a platform with tenants and machines through its public API; what is there already stays. */
export const seed = async (client: KubeClient, now: number, { schemas }: Pick<Era, "schemas">): Promise<void> => {
  for (const { namespace, name, parent, resourceQuotas } of seedTenants) {
    await createOnce(client, tenants, { metadata: { name, namespace: parent }, spec: { resourceQuotas } });
    await client.informer(namespaces).until((list) => list.find(({ metadata }) => metadata.name === namespace));
    await client
      .informer(roleBindings)
      .until((list) => list.filter(({ metadata }) => metadata.namespace === namespace).length >= 4 || undefined);
  }
  await grantExtras(client);
  const isNew = await Promise.all(
    seedMachines.map(async (machine) => {
      for (const [index, disk] of machine.disks.entries()) {
        await createOnce(client, vmDisks, diskObject(machine, disk, index, now));
      }
      const volumes = machine.disks.length;
      await client
        .informer(dataVolumes)
        .until(
          (list) =>
            list.filter(
              ({ metadata }) =>
                metadata.namespace === machine.tenant && metadata.name.startsWith(`vm-disk-${machine.name}-`),
            ).length >= volumes || undefined,
        );
      return createOnce(client, vmInstances, machineObject(machine, now, schemas.VMInstance));
    }),
  );
  const fresh = seedMachines.filter((_, index) => isNew[index]);
  await Promise.all(
    fresh.map((machine) => (machine.incident ? incidents[machine.incident](client, machine) : undefined)),
  );
  const boots = fresh.filter(comesUp);
  await client
    .informer(virtualMachines)
    .until((list) => boots.every((machine) => list.some((vm) => isRunning(vm, machine))) || undefined);
};

const comesUp = ({ incident, sentinel, strategy, disks, type }: SeedMachine): boolean =>
  incident === undefined &&
  sentinel === undefined &&
  strategy !== "Halted" &&
  strategy !== "Manual" &&
  !type.startsWith("cx1") &&
  disks.every((disk) => disk.sentinel === undefined);

const isRunning = ({ metadata, status }: VirtualMachine, { tenant, name }: SeedMachine): boolean =>
  metadata.namespace === tenant && metadata.name === `vm-instance-${name}` && status?.printableStatus === "Running";

/** True when it was not there; apps.cozystack.io says so with a bare 500. */
const createOnce = async <T extends KubeObject>(client: KubeClient, kind: Kind<T>, object: T): Promise<boolean> => {
  try {
    await client.create(kind, object);
    return true;
  } catch (error) {
    if (isStatus(error, 500) && error.message.includes("already exists")) return false;
    throw error;
  }
};
