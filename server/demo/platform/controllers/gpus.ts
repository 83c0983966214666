import { gpusOf } from "../bootstrap/infrastructure.ts";
import type { VirtualMachineInstance } from "../kinds/kubevirt.ts";

const devicesOf = ({ spec }: VirtualMachineInstance): string[] =>
  (spec.domain.devices.gpus ?? []).map(({ deviceName }) => deviceName);

const holds = ({ status }: VirtualMachineInstance): boolean => ["Scheduled", "Running"].includes(status?.phase ?? "");

/** The first device that no node has left for this instance; undefined when it can have all it asks for. */
export const lackingGpu = (vmi: VirtualMachineInstance, all: () => VirtualMachineInstance[]): string | undefined => {
  const wanted = devicesOf(vmi);
  if (wanted.length === 0) return undefined;
  const taken = all()
    .filter((it) => it.metadata.uid !== vmi.metadata.uid && holds(it))
    .flatMap(devicesOf);
  const count = (list: string[], device: string) => list.filter((it) => it === device).length;
  return wanted.find((device) => count(wanted, device) + count(taken, device) > (gpusOf[device] ?? 0));
};
