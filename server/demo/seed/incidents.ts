import { StatusError } from "../platform/client/status-error.ts";
import type { KubeClient } from "../platform/client.ts";
import { timestamp } from "../platform/clock.ts";
import { dataVolumes } from "../platform/kinds/cdi.ts";
import {
  instances,
  type VirtualMachine,
  type VirtualMachineInstance,
  virtualMachines,
} from "../platform/kinds/kubevirt.ts";
import type { Condition } from "../platform/object.ts";
import { vmInstances } from "./applications.ts";
import type { SeedMachine } from "./machine.ts";

/** What a careless page would run; it must arrive as text. */
export const hostileText = `<img src=x onerror="window.hacked=true"> \u202E"'&{{7*7}}`;

type Incident = (client: KubeClient, machine: SeedMachine) => Promise<void>;

const refOf = ({ tenant, name }: SeedMachine) => ({ namespace: tenant, name: `vm-instance-${name}` });

/** Cozystack's server does not try again when a controller wrote the release in between: who writes does. */
const note = async (client: KubeClient, machine: SeedMachine, text: string, triesLeft = 5): Promise<void> => {
  const ref = { namespace: machine.tenant, name: machine.name };
  try {
    await client.mergePatch(vmInstances, ref, { metadata: { annotations: { "demo.porthole/note": text } } });
  } catch (error) {
    if (triesLeft === 0 || !(error instanceof StatusError) || !error.message.includes("has been modified")) throw error;
    await note(client, machine, text, triesLeft - 1);
  }
};

const instanceWith = (
  client: KubeClient,
  machine: SeedMachine,
  isReached: (vmi: VirtualMachineInstance) => boolean,
): Promise<VirtualMachineInstance> => {
  const { namespace, name } = refOf(machine);
  return client
    .informer(instances)
    .until((list) =>
      list.find((it) => it.metadata.namespace === namespace && it.metadata.name === name && isReached(it)),
    );
};

const isRunning = (vmi: VirtualMachineInstance): boolean =>
  vmi.status?.phase === "Running" && hasCondition(vmi, "AgentConnected");

const hasCondition = (vmi: VirtualMachineInstance, type: string): boolean =>
  vmi.status?.conditions?.some((it) => it.type === type) ?? false;

const addCondition = async (client: KubeClient, machine: SeedMachine, vmi: VirtualMachineInstance, next: Condition) => {
  const others = vmi.status?.conditions?.filter(({ type }) => type !== next.type) ?? [];
  const lastTransitionTime = timestamp({ now: Date.now });
  await client.mergePatch(instances, refOf(machine), {
    status: { conditions: [...others, { ...next, lastTransitionTime }] },
  });
};

/** What happens to a seeded machine after it came up, as an operator or a failing platform would do it. */
export const incidents: Record<NonNullable<SeedMachine["incident"]>, Incident> = {
  "crash-on": async (client, machine) => {
    const { namespace, name } = refOf(machine);
    const failures = (vm: VirtualMachine) => vm.status?.startFailure?.consecutiveFailCount ?? 0;
    await client
      .informer(virtualMachines)
      .until((list) =>
        list.find((it) => it.metadata.namespace === namespace && it.metadata.name === name && failures(it) > 0),
      );
    // After so many failures KubeVirt waits five minutes between starts, so it is mostly seen waiting.
    await client.patchStatus(virtualMachines, { namespace, name }, { startFailure: { consecutiveFailCount: 9 } });
  },

  pause: async (client, machine) => {
    const vmi = await instanceWith(client, machine, isRunning);
    const message = "VMI was paused by user";
    await addCondition(client, machine, vmi, { type: "Paused", status: "True", reason: "PausedByUser", message });
  },

  migrate: async (client, machine) => {
    const vmi = await instanceWith(client, machine, isRunning);
    const migrationState = {
      sourceNode: vmi.status?.nodeName,
      targetNode: vmi.status?.nodeName === "gva-n01" ? "lux-n02" : "gva-n01",
      startTimestamp: timestamp({ now: Date.now }),
      mode: "PreCopy",
      completed: false,
    };
    await client.mergePatch(instances, refOf(machine), { status: { migrationState } });
  },

  terminate: async (client, machine) => {
    await instanceWith(client, machine, isRunning);
    const machines = client.informer(virtualMachines);
    const ref = refOf(machine);
    const vm = machines.get(`${ref.namespace}/${ref.name}`);
    const finalizers = [...(vm?.metadata.finalizers ?? []), "demo.porthole/never-ends"];
    await client.mergePatch(virtualMachines, ref, { metadata: { finalizers } });
    await client.delete(vmInstances, { namespace: machine.tenant, name: machine.name });
  },

  attack: async (client, machine) => {
    const vmi = await instanceWith(client, machine, (it) => hasCondition(it, "PodScheduled"));
    const type = "PodScheduled";
    const message = `0/3 nodes are available: ${hostileText}`;
    await addCondition(client, machine, vmi, { type, status: "False", reason: "Unschedulable", message });
    await note(client, machine, hostileText);
  },

  "lose-disk": async (client, machine) => {
    await instanceWith(client, machine, isRunning);
    await client.delete(dataVolumes, { namespace: machine.tenant, name: `vm-disk-${machine.name}-data` });
    // The run strategy starts it again, now without its disk.
    await client.delete(instances, refOf(machine));
  },
};
