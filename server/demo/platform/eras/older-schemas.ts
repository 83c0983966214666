import { flag, listOf, named, quantity, type Schema, source, text } from "../apps/schema.ts";

/** What `instanceProfile` was limited to before 1.5: no debian, linux, oraclelinux; and none at all. */
const profiles = [
  "alpine",
  "centos.7",
  "centos.7.desktop",
  "centos.stream10",
  "centos.stream10.desktop",
  "centos.stream8",
  "centos.stream8.desktop",
  "centos.stream8.dpdk",
  "centos.stream9",
  "centos.stream9.desktop",
  "centos.stream9.dpdk",
  "cirros",
  "fedora",
  "fedora.arm64",
  "opensuse.leap",
  "opensuse.tumbleweed",
  "rhel.10",
  "rhel.10.arm64",
  "rhel.7",
  "rhel.7.desktop",
  "rhel.8",
  "rhel.8.desktop",
  "rhel.8.dpdk",
  "rhel.9",
  "rhel.9.arm64",
  "rhel.9.desktop",
  "rhel.9.dpdk",
  "rhel.9.realtime",
  "sles",
  "ubuntu",
  ...["10", "11", "2k16", "2k19", "2k22", "2k25"].flatMap((it) => [`windows.${it}`, `windows.${it}.virtio`]),
  "",
];

const values = (properties: Record<string, Schema>): Schema => ({ title: "Chart Values", type: "object", properties });
const untyped: Schema = { type: "object" };

const machine: Record<string, Schema> = {
  external: flag("Reach the machine from outside the cluster.", false),
  externalMethod: text("How outside traffic is passed to the machine.", {
    default: "PortList",
    enum: ["PortList", "WholeIP"],
  }),
  running: flag("Whether the machine is to run.", true),
  instanceType: text("Instance type.", { default: "u1.medium" }),
  instanceProfile: text("Preference profile.", { default: "ubuntu", enum: profiles }),
  cloudInit: text("Cloud-init user data.", { default: "" }),
  cloudInitSeed: text("Changing it makes cloud-init run again.", { default: "" }),
};

const untypedMachine: Record<string, Schema> = {
  ...machine,
  externalPorts: listOf("Ports passed from outside the cluster.", { type: "integer" }),
  disks: listOf("Disks in boot order.", untyped),
  gpus: listOf("GPUs to attach.", untyped),
  resources: {
    type: "object",
    properties: {
      cpu: text("Cores of a socket.", { default: "" }),
      memory: text("Memory.", { default: "" }),
      sockets: text("Sockets.", { default: "" }),
    },
  },
  sshKeys: listOf("SSH public keys.", {}),
};

/** vm-instance of Cozystack 0.34.5: what is in a list is not said. */
export const untypedVmInstance = values(untypedMachine);

/** vm-instance of Cozystack 0.38 to 0.41. */
export const runningVmInstance = values({
  ...machine,
  externalPorts: listOf("Ports passed from outside the cluster.", { type: "integer" }, [22]),
  disks: listOf("Disks in boot order.", {
    ...named("Name of the disk.", undefined, { bus: text("Bus of the disk, such as sata.") }),
    required: ["name"],
  }),
  subnets: listOf("Further subnets.", named("Name of the subnet.")),
  gpus: listOf("GPUs to attach.", { ...named("GPU resource."), required: ["name"] }),
  resources: {
    description: "Own size instead of an instance type.",
    type: "object",
    default: {},
    properties: { cpu: quantity("Cores of a socket."), memory: quantity("Memory."), sockets: quantity("Sockets.") },
  },
  sshKeys: listOf("SSH public keys.", { type: "string" }),
});

/** What the model customer's documents show: disks by name. */
export const documentedVmInstance = values({ ...untypedMachine, disks: listOf("Disks in boot order.", text("Name.")) });

const disk: Record<string, Schema> = {
  optical: flag("Attach as an optical disk.", false),
  storage: text("Size of the disk.", { default: "5Gi" }),
  storageClass: text("Storage class.", { default: "replicated" }),
};

const origin = (more: Schema): Schema => ({
  description: "What the disk is made from; nothing makes it blank.",
  type: "object",
  default: {},
  ...more,
});

/** vm-disk up to Cozystack 0.34. */
export const untypedVmDisk = values({ ...disk, source: origin({}) });

const image = source("A golden image.", { name: text("Name of the image.") });

/** vm-disk of Cozystack 0.38 to 1.2. */
export const runningVmDisk = values({
  ...disk,
  storage: quantity("Size of the disk.", { default: "5Gi" }),
  source: origin({
    properties: {
      image,
      http: source("Download an image.", { url: text("Address of the image.") }),
      upload: { description: "Wait for an upload." },
    },
  }),
});

/** What the model customer's documents show: credentials and a checksum for a download, and container images. */
export const documentedVmDisk = values({
  ...disk,
  source: origin({
    properties: {
      image,
      http: {
        description: "Download an image.",
        type: "object",
        properties: {
          url: text("Address of the image."),
          headers: { description: "Headers to send.", type: "object", additionalProperties: { type: "string" } },
          checksum: text("What the download must be, such as sha256:…."),
        },
        required: ["url"],
      },
      registry: source("A container image that holds a disk.", { url: text("Address, such as docker://….") }),
    },
  }),
});

/** tenant before Cozystack 1.0. */
export const olderTenant = values({
  host: text("Host name under which services of the tenant are reached.", { default: "" }),
  etcd: flag("Own etcd.", false),
  monitoring: flag("Own monitoring.", false),
  ingress: flag("Own ingress controller.", false),
  seaweedfs: flag("Own SeaweedFS.", false),
  isolated: flag("Closed to other tenants.", true),
  resourceQuotas: { description: "Quotas of the tenant.", type: "object", default: {} },
});
