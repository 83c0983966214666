import { setTimeout as pause } from "node:timers/promises";
import { isStatus } from "../platform/client/status-error.ts";
import type { KubeClient } from "../platform/client.ts";
import type { Era } from "../platform/eras/era.ts";
import { dataVolumes } from "../platform/kinds/cdi.ts";
import { namespaces } from "../platform/kinds/core.ts";
import { roleBindings } from "../platform/kinds/rbac.ts";
import type { Kind, KubeObject } from "../platform/object.ts";
import { diskObject, machineObject, tenants, vmDisks, vmInstances } from "./applications.ts";
import type { SeedMachine } from "./machine.ts";
import type { SeedTenant } from "./tenants.ts";

/** Resolves when its roles are bound, so that people can enter it. */
export const createTenant = async (
  client: KubeClient,
  { namespace, name, parent, resourceQuotas }: SeedTenant,
): Promise<void> => {
  await createOnce(client, tenants, { metadata: { name, namespace: parent }, spec: { resourceQuotas } });
  await client.informer(namespaces).until((list) => list.find(({ metadata }) => metadata.name === namespace));
  await client
    .informer(roleBindings)
    .until((list) => list.filter(({ metadata }) => metadata.namespace === namespace).length >= 4 || undefined);
};

/** Its disks, then itself. True when it was not there. */
export const createMachine = async (
  client: KubeClient,
  machine: SeedMachine,
  now: number,
  { schemas }: Pick<Era, "schemas">,
): Promise<boolean> => {
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
};

/** A real kube-apiserver takes an aggregated group for unavailable now and then, most of all right after it came. */
const patience = { tries: 60, everyMs: 500 };

/** True when it was not there; apps.cozystack.io says so with a bare 500. */
const createOnce = async <T extends KubeObject>(client: KubeClient, kind: Kind<T>, object: T): Promise<boolean> => {
  for (let tried = 1; ; tried++) {
    try {
      await client.create(kind, object);
      return true;
    } catch (error) {
      if (isStatus(error, 500) && error.message.includes("already exists")) return false;
      if (!isStatus(error, 503) || tried >= patience.tries) throw error;
      await pause(patience.everyMs);
    }
  }
};
