import type { CreateSize } from "../create/input.ts";
import { quantityToBytes, quantityToNumber } from "../resources/quantity.ts";
import type { VmSettings } from "./settings.ts";

/** The stored size as forms choose it; null where it cannot be read as one. */
export const chosenSize = ({ instanceType, cpu, sockets, memory }: VmSettings["size"]): CreateSize | null => {
  if (instanceType !== "") return { kind: "type", instanceType };
  const [cores, count, memoryBytes] = [quantityToNumber(cpu), quantityToNumber(sockets), quantityToBytes(memory)];
  return cores && count && memoryBytes ? { kind: "custom", cpu: cores, sockets: count, memoryBytes } : null;
};
