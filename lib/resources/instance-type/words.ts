import type { InstanceTypeView } from "../image/view.ts";

/** Keys of messages `create.typicalFor`: what the provider says a size is typically for. */
export const typicalForKeys = {
  "s1.small": "light-services",
  "s1.medium": "workers",
  "s1.large": "scientific",
  "s1.xlarge": "rendering",
  "s1.3large": "intensive",
  "s1.2xlarge": "simulation",
  "s1.3xlarge": "distributed",
  "s1.4xlarge": "massive",
  "s1.8xlarge": "largest",
  "u1.medium": "development",
  "u1.large": "web",
  "u1.xlarge": "business",
  "u1.2xlarge": "intensive",
  "u1.4xlarge": "critical",
  "u1.8xlarge": "enterprise",
  "m1.large": "cache",
  "m1.xlarge": "in-memory",
  "m1.2xlarge": "analytics",
  "m1.4xlarge": "big-databases",
  "m1.8xlarge": "warehouses",
} as const;
export type TypicalForKey = (typeof typicalForKeys)[keyof typeof typicalForKeys];

const typicalFor = new Map<string, TypicalForKey>(Object.entries(typicalForKeys));
export const typicalForOf = (instanceType: string): TypicalForKey | null => typicalFor.get(instanceType) ?? null;

/** Keys of messages `create.series`; a series without words is shown under its own name. */
export const seriesWords = { s1: "standard", u1: "universal", m1: "memory" } as const;
export type SeriesWord = (typeof seriesWords)[keyof typeof seriesWords];

const series = new Map<string, SeriesWord>(Object.entries(seriesWords));
export const seriesWordOf = (name: string): SeriesWord | null => series.get(name) ?? null;

/** Smallest first; never by name, because `s1.3large` lies between `s1.xlarge` and `s1.2xlarge`. */
export const bySize = (a: InstanceTypeView, b: InstanceTypeView): number =>
  a.cpu - b.cpu || a.memoryBytes - b.memoryBytes || a.name.localeCompare(b.name, "en");

/** GiB of memory for each vCPU: 4 is said `1:4`. Computed for each row, because `u1.2xmedium` is 1:2. */
export const memoryRatio = ({ cpu, memoryBytes }: Pick<InstanceTypeView, "cpu" | "memoryBytes">): number =>
  Math.round((memoryBytes / 1024 ** 3 / cpu) * 10) / 10;
