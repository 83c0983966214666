import type { InstanceTypeView, TypeTrait } from "../image/view.ts";
import { quantityToBytes } from "../quantity.ts";
import type { InstanceTypeObject } from "./schema.ts";
import { bySize, typicalForOf } from "./words.ts";

/** Instance types by vCPU, then memory; a type whose memory we cannot read is left out. */
export const projectInstanceTypes = (types: readonly InstanceTypeObject[]): InstanceTypeView[] =>
  types
    .flatMap(({ metadata, spec }): InstanceTypeView[] => {
      const { name } = metadata;
      const memoryBytes = quantityToBytes(spec.memory.guest);
      if (!memoryBytes) return [];
      const series = name.split(".", 1)[0] ?? name;
      const { guest: cpu, dedicatedCPUPlacement: dedicatedCpu } = spec.cpu;
      const traits = traitsOf({ metadata, spec });
      return [{ name, series, cpu, memoryBytes, dedicatedCpu, traits, typicalFor: typicalForOf(name) }];
    })
    .sort(bySize);

/** Most types have none: those share one list. */
const none: readonly TypeTrait[] = [];

const traitsOf = ({ metadata: { labels }, spec: { cpu, memory, gpus } }: InstanceTypeObject): readonly TypeTrait[] => {
  const has: Record<TypeTrait, boolean> = {
    overcommitted: memory.overcommitPercent > 0,
    hugepages: memory.hugepages,
    numa: cpu.numa,
    realtime: cpu.realtime,
    gpu: gpus,
    deprecated: labels["instancetype.kubevirt.io/deprecated"] === "true",
  };
  // Its keys are those of its type.
  const found = (Object.keys(has) as TypeTrait[]).filter((trait) => has[trait]);
  return found.length === 0 ? none : found;
};
