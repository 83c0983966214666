import { listAt, objectAt, textAt, textsAt, valueAt } from "../objects/json-value.ts";
import type { KubeObject } from "../objects/kube-object.ts";
import type { Column } from "./definition.ts";
import { age } from "./duration.ts";

type Cell = (object: KubeObject) => unknown;

const text = (name: string, cell: Cell, priority = 0): Column => ({ name, type: "string", cell, priority });
const integer = (name: string, cell: Cell, priority = 0): Column => ({ name, type: "integer", cell, priority });

const NAME: Column = { name: "Name", type: "string", format: "name", cell: ({ metadata }) => metadata.name };
export const AGE: Column = text("Age", ({ metadata }) => age(metadata.creationTimestamp));
const NONE = "<none>";
const orNone = (value: string): string => (value === "" ? NONE : value);
const at =
  (...path: string[]): Cell =>
  (object) =>
    orNone(textAt(object, ...path));
const size =
  (...path: string[]): Cell =>
  (object) =>
    Object.keys(objectAt(object, ...path)).length;

const COLUMNS: Readonly<Record<string, Column[]>> = {
  Namespace: [text("Status", at("status", "phase")), AGE],
  Node: [text("Status", readiness), AGE, text("Version", at("status", "nodeInfo", "kubeletVersion"))],
  Pod: [
    text("Ready", readyContainers),
    text("Status", podStatus),
    integer("Restarts", restarts),
    AGE,
    text("IP", at("status", "podIP"), 1),
    text("Node", at("spec", "nodeName"), 1),
  ],
  Service: [
    text("Type", at("spec", "type")),
    text("Cluster-IP", at("spec", "clusterIP")),
    text("External-IP", externalAddress),
    text("Port(s)", servicePorts),
    AGE,
    text("Selector", selector, 1),
  ],
  Event: [
    text("Last Seen", (event) => age(textAt(event, "lastTimestamp") || event.metadata.creationTimestamp)),
    text("Type", (event) => textAt(event, "type")),
    text("Reason", (event) => textAt(event, "reason")),
    text(
      "Object",
      (event) => `${textAt(event, "involvedObject", "kind").toLowerCase()}/${textAt(event, "involvedObject", "name")}`,
    ),
    text("Message", (event) => textAt(event, "message")),
  ],
  Secret: [text("Type", (secret) => textAt(secret, "type")), integer("Data", size("data")), AGE],
  ConfigMap: [integer("Data", size("data")), AGE],
  ServiceAccount: [integer("Secrets", (account) => listAt(account, "secrets").length), AGE],
  PersistentVolumeClaim: [
    text("Status", (claim) => (claim.metadata.deletionTimestamp ? "Terminating" : textAt(claim, "status", "phase"))),
    text("Volume", (claim) => textAt(claim, "spec", "volumeName")),
    text("Capacity", (claim) => textAt(claim, "status", "capacity", "storage")),
    text("Access Modes", (claim) => accessModes(textsAt(claim, "spec", "accessModes"))),
    text("StorageClass", (claim) => textAt(claim, "spec", "storageClassName")),
    AGE,
    text("VolumeMode", (claim) => textAt(claim, "spec", "volumeMode") || "Filesystem", 1),
  ],
  PersistentVolume: [
    text("Capacity", (volume) => textAt(volume, "spec", "capacity", "storage")),
    text("Access Modes", (volume) => accessModes(textsAt(volume, "spec", "accessModes"))),
    text("Reclaim Policy", (volume) => textAt(volume, "spec", "persistentVolumeReclaimPolicy")),
    text("Status", (volume) => textAt(volume, "status", "phase")),
    text("Claim", claimOfVolume),
    text("StorageClass", (volume) => textAt(volume, "spec", "storageClassName")),
    AGE,
  ],
  ResourceQuota: [
    text("Request", (quota) => quotaUse(quota, false)),
    text("Limit", (quota) => quotaUse(quota, true)),
    AGE,
  ],
  RoleBinding: [text("Role", roleOf), AGE],
  ClusterRoleBinding: [text("Role", roleOf), AGE],
  StorageClass: [
    text("Provisioner", (storage) => textAt(storage, "provisioner")),
    text("ReclaimPolicy", (storage) => textAt(storage, "reclaimPolicy") || "Delete"),
    text("VolumeBindingMode", (storage) => textAt(storage, "volumeBindingMode") || "Immediate"),
    {
      name: "AllowVolumeExpansion",
      type: "boolean",
      cell: (storage) => valueAt(storage, "allowVolumeExpansion") === true,
    },
    AGE,
  ],
  Endpoints: [text("Endpoints", endpoints), AGE],
  EndpointSlice: [
    text("AddressType", at("addressType")),
    text("Endpoints", (slice) =>
      orNone(
        listAt(slice, "endpoints")
          .flatMap((end) => textsAt(end, "addresses"))
          .join(","),
      ),
    ),
    AGE,
  ],
  Ingress: [
    text("Class", at("spec", "ingressClassName")),
    text(
      "Hosts",
      (ingress) =>
        listAt(ingress, "spec", "rules")
          .map((rule) => textAt(rule, "host") || "*")
          .join(",") || "*",
    ),
    text("Address", externalAddress),
    AGE,
  ],
  Lease: [text("Holder", (lease) => textAt(lease, "spec", "holderIdentity")), AGE],
  APIService: [text("Service", (api) => serviceOf(api)), text("Available", (api) => condition(api, "Available")), AGE],
  CustomResourceDefinition: [text("Created At", ({ metadata }) => metadata.creationTimestamp)],
};

/** The columns of `kubectl get` for a built-in kind (pkg/printers/internalversion). Events have no name column there. */
export const builtInColumns = (kind: string): Column[] => {
  const columns = COLUMNS[kind] ?? [AGE];
  return kind === "Event" ? columns : [NAME, ...columns];
};

function condition(object: KubeObject, type: string): string {
  const found = listAt(object, "status", "conditions").find((item) => textAt(item, "type") === type);
  const status = textAt(found, "status");
  return status === "False" ? `False (${textAt(found, "reason")})` : status || "Unknown";
}

function readiness(node: KubeObject): string {
  return condition(node, "Ready") === "True" ? "Ready" : "NotReady";
}

function readyContainers(pod: KubeObject): string {
  const statuses = listAt(pod, "status", "containerStatuses");
  const ready = statuses.filter((status) => valueAt(status, "ready") === true).length;
  return `${ready}/${listAt(pod, "spec", "containers").length}`;
}

function podStatus(pod: KubeObject): string {
  if (pod.metadata.deletionTimestamp) return "Terminating";
  const waiting = listAt(pod, "status", "containerStatuses")
    .map((status) => textAt(status, "state", "waiting", "reason"))
    .find((reason) => reason !== "");
  return waiting ?? (textAt(pod, "status", "reason") || textAt(pod, "status", "phase"));
}

function restarts(pod: KubeObject): number {
  return listAt(pod, "status", "containerStatuses").reduce<number>(
    (sum, status) => sum + Number(valueAt(status, "restartCount") ?? 0),
    0,
  );
}

function externalAddress(object: KubeObject): string {
  const addresses = listAt(object, "status", "loadBalancer", "ingress").map(
    (ingress) => textAt(ingress, "ip") || textAt(ingress, "hostname"),
  );
  if (addresses.length > 0) return addresses.join(",");
  if (textAt(object, "spec", "type") === "LoadBalancer") return "<pending>";
  return orNone(textAt(object, "spec", "externalName"));
}

function servicePorts(service: KubeObject): string {
  const ports = listAt(service, "spec", "ports").map((port) => {
    const nodePort = valueAt(port, "nodePort");
    const protocol = textAt(port, "protocol") || "TCP";
    return `${valueAt(port, "port")}${typeof nodePort === "number" ? `:${nodePort}` : ""}/${protocol}`;
  });
  return orNone(ports.join(","));
}

function selector(service: KubeObject): string {
  const pairs = Object.entries(objectAt(service, "spec", "selector")).map(([key, value]) => `${key}=${value}`);
  return orNone(pairs.join(","));
}

const ACCESS_MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: "RWO",
  ReadOnlyMany: "ROX",
  ReadWriteMany: "RWX",
  ReadWriteOncePod: "RWOP",
};

const accessModes = (modes: string[]): string => modes.map((mode) => ACCESS_MODES[mode] ?? mode).join(",");

function claimOfVolume(volume: KubeObject): string {
  const name = textAt(volume, "spec", "claimRef", "name");
  return name === "" ? "" : `${textAt(volume, "spec", "claimRef", "namespace")}/${name}`;
}

function quotaUse(quota: KubeObject, limits: boolean): string {
  return Object.entries(objectAt(quota, "status", "hard"))
    .filter(([key]) => key.startsWith("limits.") === limits)
    .map(([key, hard]) => `${key}: ${textAt(quota, "status", "used", key) || "0"}/${hard}`)
    .sort()
    .join(", ");
}

function roleOf(binding: KubeObject): string {
  return `${textAt(binding, "roleRef", "kind")}/${textAt(binding, "roleRef", "name")}`;
}

function endpoints(object: KubeObject): string {
  const addresses = listAt(object, "subsets").flatMap((subset) =>
    listAt(subset, "ports").flatMap((port) =>
      listAt(subset, "addresses").map((address) => `${textAt(address, "ip")}:${valueAt(port, "port")}`),
    ),
  );
  return orNone(addresses.join(","));
}

function serviceOf(api: KubeObject): string {
  const name = textAt(api, "spec", "service", "name");
  return name === "" ? "Local" : `${textAt(api, "spec", "service", "namespace")}/${name}`;
}
