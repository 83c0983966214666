import type { InstanceType } from "../kinds/kubevirt.ts";

type Series = { prefix: string; class: string; displayName: string; icon: string; hugepages?: string; sizes: Size[] };
type Size = [name: string, cpu: number, memoryGib: number];

const sOrder: Size[] = [
  ["small", 1, 2],
  ["medium", 2, 4],
  ["large", 4, 8],
  ["xlarge", 8, 16],
  ["3large", 12, 24],
  ["2xlarge", 16, 32],
  ["3xlarge", 24, 48],
  ["4xlarge", 32, 64],
  ["8xlarge", 64, 128],
];

/** The model customer's three series (its s1 exists nowhere else; note that its suffixes do not follow the sizes). */
const series: Series[] = [
  { prefix: "s1", class: "compute.shared", displayName: "Standard", icon: "pficon-server-group", sizes: sOrder },
  {
    prefix: "u1",
    class: "general.purpose",
    displayName: "General Purpose",
    icon: "pficon-server-group",
    sizes: [
      ["medium", 1, 4],
      ["2xmedium", 2, 4],
      ["large", 2, 8],
      ["xlarge", 4, 16],
      ["2xlarge", 8, 32],
      ["4xlarge", 16, 64],
      ["8xlarge", 32, 128],
    ],
  },
  {
    prefix: "m1",
    class: "memory.intensive",
    displayName: "Memory Intensive",
    icon: "fa-memory",
    hugepages: "2Mi",
    sizes: [
      ["large", 2, 16],
      ["xlarge", 4, 32],
      ["2xlarge", 8, 64],
      ["4xlarge", 16, 128],
      ["8xlarge", 32, 256],
    ],
  },
];

export const instanceTypeObjects: InstanceType[] = series.flatMap((it) =>
  it.sizes.map(([size, cpu, memoryGib]) => ({
    metadata: {
      name: `${it.prefix}.${size}`,
      annotations: { "instancetype.kubevirt.io/displayName": it.displayName },
      labels: {
        "instancetype.kubevirt.io/class": it.class,
        "instancetype.kubevirt.io/cpu": `${cpu}`,
        "instancetype.kubevirt.io/icon-pf": it.icon,
        "instancetype.kubevirt.io/memory": `${memoryGib}Gi`,
        "instancetype.kubevirt.io/size": size,
        "instancetype.kubevirt.io/vendor": it.prefix === "s1" ? "demo.porthole" : "kubevirt.io",
        "instancetype.kubevirt.io/version": "1",
        ...(it.hugepages && { "instancetype.kubevirt.io/hugepages": it.hugepages }),
      },
    },
    spec: {
      cpu: { guest: cpu },
      memory: { guest: `${memoryGib}Gi`, ...(it.hugepages && { hugepages: { pageSize: it.hugepages } }) },
    },
  })),
);
