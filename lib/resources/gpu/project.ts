import type { GpuView } from "../image/view.ts";
import type { KubeVirtObject } from "./schema.ts";

const byName = (a: GpuView, b: GpuView): number => a.name.localeCompare(b.name, "en");

/** `2 available on node gva-n01`, as Cozystack's options say it: what that node has for machines, whoever has it now. */
const countPattern = /^(\d{1,6}) available\b/;

/** Devices of `options/gpu`, one line for each node; counted where every node's line says how many. */
export const projectGpuOptions = (options: readonly { value: string; description: string }[]): GpuView[] => {
  const gpus = new Map<string, number | null>();
  for (const { value, description } of options) {
    const count = countPattern.exec(description)?.[1];
    const known = gpus.get(value);
    gpus.set(value, count === undefined || known === null ? null : (known ?? 0) + Number(count));
  }
  return [...gpus].map(([name, free]) => ({ name, free })).sort(byName);
};

/** Devices that KubeVirt permits; how many there are it does not say. */
export const projectPermittedGpus = (installations: readonly KubeVirtObject[]): GpuView[] => {
  const names = installations.flatMap(({ spec }) => {
    const { pciHostDevices, mediatedDevices } = spec.configuration.permittedHostDevices;
    return [...pciHostDevices, ...mediatedDevices].map(({ resourceName }) => resourceName);
  });
  return [...new Set(names)].map((name) => ({ name, free: null })).sort(byName);
};

/** Less those that machines of the tenant hold, by device; what others hold nobody tells a tenant. */
export const lessHeld = (gpus: readonly GpuView[], held: ReadonlyMap<string, number>): GpuView[] =>
  gpus.map(({ name, free }) => ({ name, free: free === null ? null : Math.max(0, free - (held.get(name) ?? 0)) }));
