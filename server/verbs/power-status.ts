import { releaseOfVm } from "#lib/resources/names.ts";
import { crashLoop } from "#lib/resources/vm/power-table.ts";
import { type VirtualMachine, virtualMachineSchema } from "#lib/resources/vm/schema.ts";
import type { Person } from "../auth/person.ts";
import type { Kube } from "../kube/api.ts";
import { nullWhenMissing } from "../kube/apps.ts";

type Machine = { tenant: string; name: string };

/** KubeVirt's own object, for who may read it; null when there is none. */
export const readMachine = async (
  kube: Pick<Kube, "get">,
  person: Person,
  { tenant, name }: Machine,
): Promise<VirtualMachine | null> => {
  const path = ["apis", "kubevirt.io", "v1", "namespaces", tenant, "virtualmachines", releaseOfVm(name)] as const;
  return virtualMachineSchema.safeParse(await kube.get(person, path).catch(nullWhenMissing)).data ?? null;
};

export const isInCrashLoop = async (kube: Pick<Kube, "get">, person: Person, machine: Machine): Promise<boolean> =>
  (await readMachine(kube, person, machine))?.status.printableStatus === crashLoop;
