import { flag, from, listOf, named, quantity, type Schema, source, text } from "../apps/schema.ts";

/** Values of the vm-instance chart (Cozystack 1.5 and later). */
export const vmInstanceSchema: Schema = {
  title: "Chart Values",
  type: "object",
  properties: {
    external: flag("Reach the machine from outside the cluster.", false),
    externalMethod: text("How outside traffic is passed to the machine.", {
      default: "PortList",
      enum: ["PortList", "WholeIP"],
    }),
    externalPorts: listOf("Ports passed from outside the cluster.", { type: "integer" }, [22]),
    externalAllowICMP: flag("Let ICMP pass in PortList mode; WholeIP always does.", true),
    runStrategy: text("When the machine is to run.", {
      default: "Always",
      enum: ["Always", "Halted", "Manual", "RerunOnFailure", "Once"],
    }),
    instanceType: text("Instance type.", { default: "u1.medium", ...from("instancetype") }),
    instanceProfile: text("Preference profile.", { default: "ubuntu", ...from("instanceprofile") }),
    disks: listOf("Disks in boot order.", {
      ...named("Name of the disk.", "vmdisk", { bus: text("Bus of the disk, such as sata.") }),
      required: ["name"],
    }),
    networks: listOf("Further networks.", named("Network attachment.", "network")),
    subnets: listOf("Deprecated: networks.", named("Network attachment.", "network")),
    gpus: listOf("GPUs to attach.", { ...named("GPU resource.", "gpu"), required: ["name"] }),
    cpuModel: text("CPU model inside the machine.", { default: "" }),
    resources: {
      description: "Own size instead of an instance type.",
      type: "object",
      default: {},
      properties: {
        cpu: quantity("Cores of a socket."),
        memory: quantity("Memory."),
        sockets: quantity("Sockets."),
      },
    },
    sshKeys: listOf("SSH public keys.", { type: "string" }),
    cloudInit: text("Cloud-init user data.", { default: "" }),
    cloudInitSeed: text("Changing it makes cloud-init run again.", { default: "" }),
  },
};

/** Values of the vm-disk chart. */
export const vmDiskSchema: Schema = {
  title: "Chart Values",
  type: "object",
  properties: {
    source: {
      description: "What the disk is made from; nothing makes it blank.",
      type: "object",
      default: {},
      properties: {
        disk: source("Clone a disk of this tenant.", { name: text("Name of the disk.") }),
        http: source("Download an image.", { url: text("Address of the image.") }),
        image: source("A golden image.", { name: text("Name of the image.", from("image")) }),
        upload: { description: "Wait for an upload.", type: "object" },
      },
    },
    optical: flag("Attach as an optical disk.", false),
    storage: quantity("Size of the disk.", { default: "5Gi" }),
    storageClass: text("Storage class.", {
      default: "replicated",
      "x-kubernetes-validations": [{ rule: "self == oldSelf", message: "storageClass is immutable" }],
      ...from("storageclass"),
    }),
  },
};

/** Values of the tenant chart. */
export const tenantSchema: Schema = {
  title: "Chart Values",
  type: "object",
  properties: {
    host: text("Host name under which services of the tenant are reached.", { default: "" }),
    etcd: flag("Own etcd.", false),
    monitoring: flag("Own monitoring.", false),
    ingress: flag("Own ingress controller.", false),
    gateway: flag("Own gateway; decided by the host when absent."),
    seaweedfs: flag("Own SeaweedFS.", false),
    computeplane: flag("Own compute plane.", false),
    schedulingClass: text("Scheduling class of the workloads.", { default: "" }),
    resourceQuotas: {
      description: "Quotas of the tenant.",
      type: "object",
      default: {},
      additionalProperties: quantity("Quota."),
    },
  },
};
