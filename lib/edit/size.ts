import type { CreateSize } from "../create/input.ts";
import type { QuotaEffect } from "../create/quota.ts";
import type { Resources } from "../create/size.ts";
import type { InstanceTypeView } from "../resources/image/view.ts";
import { gibibyte, quantityToBytes, quantityToNumber } from "../resources/quantity.ts";
import type { QuotaView } from "../resources/tenant/view.ts";
import type { VmCondition, VmState, VmView } from "../resources/vm/view.ts";
import type { Consequence } from "./consequences.ts";
import type { VmSettings } from "./settings.ts";

/** The stored size as forms choose it; null where it cannot be read as one. */
export const chosenSize = ({ instanceType, cpu, sockets, memory }: VmSettings["size"]): CreateSize | null => {
  if (instanceType !== "") return { kind: "type", instanceType };
  const [cores, count, memoryBytes] = [quantityToNumber(cpu), quantityToNumber(sockets), quantityToBytes(memory)];
  return cores && count && memoryBytes ? { kind: "custom", cpu: cores, sockets: count, memoryBytes } : null;
};

export type SizeFacts = {
  from: CreateSize | null;
  to: CreateSize;
  types: readonly InstanceTypeView[];
  vm: Pick<VmView, "state" | "inferred"> & { conditions: readonly Pick<VmCondition, "type" | "status">[] };
};

/**
 * What follows from another size (platform-api.md 4.7): the platform tries to grow a running machine by moving it, and whatever it cannot do
 * so waits for a restart, which the condition `RestartRequired` says afterwards.
 */
export const sizeConsequences = (facts: SizeFacts): Consequence[] => {
  const power = powerOf(facts.vm.state);
  if (power === "off") return [{ id: "size-next-start", tone: "info" }];
  if (power === "unknown") return [{ id: "size-unknown", tone: "warning" }];
  return [
    mayGrowLive(facts) ? { id: "size-live", tone: "info" } : { id: "size-restart", tone: "warning" },
    ...(facts.vm.inferred ? [{ id: "size-untold", tone: "warning" } as const] : []),
  ];
};

const powerOf = (state: VmState): "on" | "off" | "unknown" => {
  switch (state) {
    case "stopped":
      return "off";
    case "running":
    case "starting":
    case "paused":
    case "migrating":
      return "on";
    case "stopping":
    case "provisioning":
    case "attention":
    case "unknown":
      return "unknown";
  }
};

/** A guest that booted with less gets no memory while it runs. */
const leastToGrowBytes = gibibyte;

const mayGrowLive = ({ from, to, types, vm }: SizeFacts): boolean => {
  if (!from || vm.conditions.some(({ type, status }) => type === "LiveMigratable" && status === "False")) return false;
  // Of sizes of one's own only sockets are plugged in; cores and the memory's request belong to what was booted.
  if (from.kind === "custom" || to.kind === "custom")
    return (
      from.kind === "custom" &&
      to.kind === "custom" &&
      to.cpu === from.cpu &&
      to.memoryBytes === from.memoryBytes &&
      to.sockets > from.sockets
    );
  const [before, after] = [from, to].map(({ instanceType }) => types.find(({ name }) => name === instanceType));
  if (!before || !after || [before, after].some(isFixed)) return false;
  const growsMemory = after.memoryBytes > before.memoryBytes;
  if (growsMemory && before.memoryBytes < leastToGrowBytes) return false;
  return after.cpu >= before.cpu && after.memoryBytes >= before.memoryBytes;
};

/** CPUs of its own, or memory in huge pages. */
const isFixed = ({ dedicatedCpu, traits }: InstanceTypeView): boolean => dedicatedCpu || traits.includes("hugepages");

const isAmount = (key: string): boolean => /^((requests|limits)\.)?(cpu|memory)$/.test(key);
const isCpu = (key: string): boolean => key.endsWith("cpu");

/** The tenant's limits of vCPU, memory and machines without this one, so that its next size is counted once. */
export const quotaBeside = (quota: QuotaView | null, running: Resources | null): QuotaView | null => {
  if (!quota || !running) return quota;
  const without = ({ key, used, ...item }: QuotaView["items"][number]) => {
    const own = isAmount(key) ? (isCpu(key) ? running.cpu : running.memoryBytes) : /^(count\/)?pods$/.test(key) ? 1 : 0;
    return { ...item, key, used: Math.max(0, used - own) };
  };
  return { ...quota, items: quota.items.map(without) };
};

/** What another size does to the tenant's limits of vCPU and memory, from what is used now. */
export const sizeEffects = (next: Resources, quota: QuotaView | null, running: Resources | null): QuotaEffect[] => {
  const others = quotaBeside(quota, running)?.items ?? [];
  return (quota?.items ?? []).flatMap(({ key, used, hard }, index) => {
    if (!isAmount(key)) return [];
    const after = (others[index]?.used ?? used) + (isCpu(key) ? next.cpu : next.memoryBytes);
    return [{ key, before: used, after, hard, exceeds: after > hard && after > used }];
  });
};
