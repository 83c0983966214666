import type { Dialect } from "./dialect.ts";
import { dialectOfSchemas } from "./published.ts";

const type = (name: string, more: object = {}) => ({ type: name, ...more });
const list = (items: object, value: unknown[] = []) => type("array", { items, default: value });
const named = (...more: string[]) =>
  type("object", { properties: Object.fromEntries(["name", ...more].map((one) => [one, type("string")])) });
const sources = (...kinds: string[]) =>
  type("object", { default: {}, properties: Object.fromEntries(kinds.map((kind) => [kind, type("object")])) });
const pattern =
  "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";
const quantity = { pattern, anyOf: [type("integer"), type("string")] };
const schema = (properties: object) => type("object", { properties });

/** Common-instancetypes as Cozystack 0.30 to 1.4 listed them: 42 profiles and none. */
const profiles = [
  "alpine",
  ...["7", "stream8", "stream9", "stream10"].flatMap((version) => [`centos.${version}`, `centos.${version}.desktop`]),
  ...["centos.stream8.dpdk", "centos.stream9.dpdk", "cirros", "fedora", "fedora.arm64"],
  ...["opensuse.leap", "opensuse.tumbleweed", "rhel.10", "rhel.10.arm64"],
  ...["7", "8", "9"].flatMap((version) => [`rhel.${version}`, `rhel.${version}.desktop`]),
  ...["rhel.8.dpdk", "rhel.9.arm64", "rhel.9.dpdk", "rhel.9.realtime", "sles", "ubuntu"],
  ...["10", "11", "2k16", "2k19", "2k22", "2k25"].flatMap((year) => [`windows.${year}`, `windows.${year}.virtio`]),
  "",
];

const size = (value: object) => ({ cpu: value, memory: value, sockets: value });

const vmOf = (more: object) => ({
  external: type("boolean", { default: false }),
  externalMethod: type("string", { default: "PortList", enum: ["PortList", "WholeIP"] }),
  instanceType: type("string", { default: "u1.medium" }),
  instanceProfile: type("string", { default: "ubuntu", enum: profiles }),
  gpus: list(type("object")),
  resources: type("object", { properties: size(type("string")) }),
  sshKeys: list(type("string")),
  cloudInit: type("string", { default: "" }),
  cloudInitSeed: type("string", { default: "" }),
  ...more,
});
const diskOf = (more: object) => ({
  optical: type("boolean", { default: false }),
  storage: { ...quantity, default: "5Gi" },
  storageClass: type("string", { default: "replicated" }),
  ...more,
});
const running = type("boolean", { default: true });

const download = { url: type("string"), headers: type("object"), checksum: type("string") };
const documentedSource = type("object", {
  default: {},
  properties: { image: type("object"), http: type("object", { properties: download }), registry: type("object") },
});

/** What four platforms publish of VMInstance and VMDisk, without words: the parts that make a difference. Only tests read it. */
export const eraSchemas = {
  "0.34": {
    vmInstance: schema(vmOf({ running, disks: list(type("object")), externalPorts: list(type("integer")) })),
    vmDisk: schema(diskOf({ source: type("object", { default: {} }), storage: type("string", { default: "5Gi" }) })),
  },
  "0.38": {
    vmInstance: schema(
      vmOf({
        running,
        disks: list({ ...named("bus"), required: ["name"] }),
        externalPorts: list(type("integer"), [22]),
        subnets: list(named()),
      }),
    ),
    vmDisk: schema(diskOf({ source: sources("http", "image", "upload") })),
  },
  current: {
    vmInstance: schema(
      vmOf({
        runStrategy: type("string", {
          default: "Always",
          enum: ["Always", "Halted", "Manual", "RerunOnFailure", "Once"],
        }),
        instanceProfile: type("string", { default: "ubuntu" }),
        disks: list({ ...named("bus"), required: ["name"] }),
        externalPorts: list(type("integer"), [22]),
        externalAllowICMP: type("boolean", { default: true }),
        cpuModel: type("string", { default: "" }),
        resources: type("object", { default: {}, properties: size(quantity) }),
        networks: list(named()),
        subnets: list(named()),
      }),
    ),
    vmDisk: schema(diskOf({ source: sources("disk", "http", "image", "upload") })),
  },
  documented: {
    vmInstance: schema(vmOf({ running, disks: list(type("string")), externalPorts: list(type("integer")) })),
    vmDisk: schema(diskOf({ source: documentedSource, storage: type("string", { default: "5Gi" }) })),
  },
} as const;

export type Era = keyof typeof eraSchemas;

// Object.keys widens to string; these are the keys of a constant.
export const eras = Object.keys(eraSchemas) as Era[];

const dialectOfEra = (era: Era) => dialectOfSchemas(eraSchemas[era].vmInstance, eraSchemas[era].vmDisk);

export const eraDialects = {
  "0.34": dialectOfEra("0.34"),
  "0.38": dialectOfEra("0.38"),
  current: dialectOfEra("current"),
  documented: dialectOfEra("documented"),
};

/** A dialect without what may differ from one publisher to the next: the order of profiles, and what is said of fields. */
export const withoutWords = (dialect: Dialect) => ({
  ...dialect,
  profiles: dialect.profiles?.toSorted() ?? null,
  more: dialect.more.map((field) => ({ ...field, description: "" })),
  diskMore: dialect.diskMore.map((field) => ({ ...field, description: "" })),
});

/** The same inside the document of the group, as the aggregated server publishes it. */
export const eraDocument = (era: Era) => {
  const kindOf = (kind: string, spec: object) => ({
    type: "object",
    properties: { metadata: { default: {} }, spec },
    "x-kubernetes-group-version-kind": [{ group: "apps.cozystack.io", version: "v1alpha1", kind }],
  });
  const { vmInstance, vmDisk } = eraSchemas[era];
  return {
    openapi: "3.0.0",
    components: {
      schemas: {
        "x.v1.Condition": { type: "object" },
        "x.v1alpha1.VMInstance": kindOf("VMInstance", vmInstance),
        "x.v1alpha1.VMDisk": kindOf("VMDisk", vmDisk),
        "x.v1alpha1.VMInstanceList": kindOf("VMInstanceList", {}),
      },
    },
  };
};
