import type { InstanceTypeView } from "../image/view.ts";
import { quantityToBytes } from "../quantity.ts";
import type { InstanceTypeObject } from "./schema.ts";
import { bySize, typicalForOf } from "./words.ts";

/** Instance types by vCPU, then memory; a type whose memory we cannot read is left out. */
export const projectInstanceTypes = (types: readonly InstanceTypeObject[]): InstanceTypeView[] =>
  types
    .flatMap(({ metadata: { name }, spec }): InstanceTypeView[] => {
      const memoryBytes = quantityToBytes(spec.memory.guest);
      if (!memoryBytes) return [];
      const series = name.split(".", 1)[0] ?? name;
      const { guest: cpu, dedicatedCPUPlacement: dedicatedCpu } = spec.cpu;
      return [{ name, series, cpu, memoryBytes, dedicatedCpu, typicalFor: typicalForOf(name) }];
    })
    .sort(bySize);
