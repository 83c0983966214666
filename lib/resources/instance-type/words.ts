import type { InstanceTypeView } from "../image/view.ts";

/** Sizes that messages `create.typicalFor` has words for: what the provider says each is typically for. */
export const describedTypes = [
  ...[
    "s1.small",
    "s1.medium",
    "s1.large",
    "s1.xlarge",
    "s1.3large",
    "s1.2xlarge",
    "s1.3xlarge",
    "s1.4xlarge",
    "s1.8xlarge",
  ],
  ...["u1.medium", "u1.large", "u1.xlarge", "u1.2xlarge", "u1.4xlarge", "u1.8xlarge"],
  ...["m1.large", "m1.xlarge", "m1.2xlarge", "m1.4xlarge", "m1.8xlarge"],
];

const described = new Set(describedTypes);
export const typicalForOf = (instanceType: string): string | null =>
  described.has(instanceType) ? instanceType : null;

/** Smallest first; never by name, because `s1.3large` lies between `s1.xlarge` and `s1.2xlarge`. */
export const bySize = (a: InstanceTypeView, b: InstanceTypeView): number =>
  a.cpu - b.cpu || a.memoryBytes - b.memoryBytes || a.name.localeCompare(b.name, "en");

/** GiB of memory for each vCPU: 4 is said `1:4`. Computed for each row, because `u1.2xmedium` is 1:2. */
export const memoryRatio = ({ cpu, memoryBytes }: Pick<InstanceTypeView, "cpu" | "memoryBytes">): number =>
  Math.round((memoryBytes / 1024 ** 3 / cpu) * 10) / 10;
