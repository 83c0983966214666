import { sendJson } from "../aggregated/answers.ts";
import type { Call } from "../aggregated/group.ts";
import type { KubeClient } from "../client.ts";
import { instanceTypes, preferences, type VirtualMachine, virtualMachines } from "../kinds/kubevirt.ts";
import { apiVersionOf } from "../object.ts";
import { badRequest, notFound, Refusal } from "./refusal.ts";
import { readOptions, virtualMachineBody } from "./request-options.ts";

type Ref = { namespace: string; name: string };

/** A machine as KubeVirt would run it: its type and preference replaced by what they say. */
const expand = async (client: KubeClient, vm: VirtualMachine): Promise<object> => {
  const { instancetype, preference, template, ...rest } = vm.spec;
  const type = instancetype && (await client.get(instanceTypes, { name: instancetype.name }));
  const wish = preference && (await client.get(preferences, { name: preference.name }));
  const missing = (kind: string, name: string) => badRequest(`${kind}.instancetype.kubevirt.io "${name}" not found`);
  if (instancetype && !type) throw missing("virtualmachineclusterinstancetypes", instancetype.name);
  if (preference && !wish) throw missing("virtualmachineclusterpreferences", preference.name);
  const { domain } = template.spec;
  const { preferredDiskBus: bus, preferredInterfaceModel: model } = wish?.spec.devices ?? {};
  const withBus = <T extends { bus?: string }>(device: T): T => (bus === undefined ? device : { bus, ...device });
  const disks = domain.devices.disks.map((disk) => (disk.disk ? { ...disk, disk: withBus(disk.disk) } : disk));
  const interfaces = domain.devices.interfaces.map((it) => (model === undefined ? it : { model, ...it }));
  const size = type && {
    cpu: { ...domain.cpu, sockets: type.spec.cpu.guest, cores: 1, threads: 1 },
    memory: type.spec.memory,
  };
  const devices = { ...domain.devices, disks, interfaces };
  const spec = { ...template.spec, domain: { ...domain, ...size, devices } };
  return {
    ...vm,
    apiVersion: apiVersionOf(virtualMachines),
    kind: virtualMachines.kind,
    spec: { ...rest, template: { ...template, spec } },
  };
};

export const createExpand = (client: KubeClient) => ({
  /** GET `virtualmachines/{name}/expand-spec`. */
  known: async ({ response }: Call, ref: Ref): Promise<void> => {
    const vm = await client.get(virtualMachines, ref);
    if (!vm) throw notFound("virtualmachine", ref.name);
    sendJson(response, 200, await expand(client, vm));
  },

  /** PUT `expand-vm-spec`: a machine that does not exist. */
  given: async (call: Call, namespace: string): Promise<void> => {
    if ((await call.body()).length === 0) throw new Refusal(415, "415: Unsupported Media Type");
    const vm = await readOptions(call, virtualMachineBody);
    const own = vm.metadata.namespace ?? "";
    if (own !== "" && own !== namespace) throw badRequest(`VM namespace must be empty or ${namespace}`);
    // The schema has checked what is read of it; the rest is given back as it came.
    const machine = { ...vm, metadata: { ...vm.metadata, namespace } } as VirtualMachine;
    sendJson(call.response, 200, await expand(client, machine));
  },
});
