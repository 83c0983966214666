import type { Cluster } from "../cluster.ts";
import { listAt, objectAt, textAt, valueAt } from "../objects/json-value.ts";
import type { KubeObject } from "../objects/kube-object.ts";
import { type ResourceDefinition, resourceKey } from "./definition.ts";

type Defaulter = (object: KubeObject, cluster: Pick<Cluster, "store">) => KubeObject;

/** The few defaults of built-in kinds that clients of the demo rely on; a custom resource has them in its schema. */
export function withDefaults(
  definition: ResourceDefinition,
  cluster: Pick<Cluster, "store">,
  object: KubeObject,
): KubeObject {
  const defaulter = definition.custom ? undefined : DEFAULTERS[definition.kind];
  return defaulter === undefined ? object : defaulter(object, cluster);
}

const withSpec = (object: KubeObject, defaults: Record<string, unknown>): KubeObject => ({
  ...object,
  spec: { ...defaults, ...objectAt(object, "spec") },
});

const DEFAULTERS: Readonly<Record<string, Defaulter>> = {
  Namespace: (object) => ({
    ...withSpec(object, { finalizers: ["kubernetes"] }),
    metadata: {
      ...object.metadata,
      labels: { ...object.metadata.labels, "kubernetes.io/metadata.name": object.metadata.name },
    },
    status: { phase: "Active" },
  }),
  Pod: (object) => ({
    ...withSpec(object, { restartPolicy: "Always", terminationGracePeriodSeconds: 30 }),
    status: { phase: "Pending" },
  }),
  PersistentVolumeClaim: (object, { store }) => {
    const storageClassName = defaultStorageClass(store);
    const defaults = { volumeMode: "Filesystem", ...(storageClassName === "" ? {} : { storageClassName }) };
    return { ...withSpec(object, defaults), status: { phase: "Pending" } };
  },
  PersistentVolume: (object) => ({
    ...withSpec(object, { volumeMode: "Filesystem", persistentVolumeReclaimPolicy: "Retain" }),
    status: { phase: "Available" },
  }),
  ResourceQuota: (object) => ({ ...object, status: {} }),
  CustomResourceDefinition: (object) => withSpec(object, { conversion: { strategy: "None" } }),
  Secret: ({ stringData, ...secret }) => {
    const plain = Object.entries(objectAt({ stringData }, "stringData"));
    const encoded = plain.map(([key, value]) => [key, Buffer.from(String(value)).toString("base64")]);
    const data = { ...objectAt(secret, "data"), ...Object.fromEntries(encoded) };
    // The index signature of KubeObject is lost by the rest pattern; every named field is still there.
    return {
      ...(secret as KubeObject),
      type: textAt(secret, "type") || "Opaque",
      ...(Object.keys(data).length > 0 ? { data } : {}),
    };
  },
  Service: (object, { store }) => {
    const type = textAt(object, "spec", "type") || "ClusterIP";
    const ports = listAt(object, "spec", "ports").map((port) => ({
      protocol: "TCP",
      targetPort: valueAt(port, "port"),
      ...objectAt({ port }, "port"),
    }));
    const needsAddress = type !== "ExternalName" && valueAt(object, "spec", "clusterIP") === undefined;
    const defaults = { type, sessionAffinity: "None", ...(needsAddress ? clusterAddress(store) : {}) };
    const spec = objectAt(withSpec(object, defaults), "spec");
    return { ...object, spec: { ...spec, ...(ports.length > 0 ? { ports } : {}) }, status: { loadBalancer: {} } };
  },
};

function defaultStorageClass(store: Cluster["store"]): string {
  const classes = store.list(resourceKey("storage.k8s.io", "storageclasses"));
  const marked = classes.find(
    ({ object }) => object.metadata.annotations?.["storageclass.kubernetes.io/is-default-class"] === "true",
  );
  return marked?.object.metadata.name ?? "";
}

/** The first free address of 10.96.0.0/16; the first ten are left for the cluster's own. */
function clusterAddress(store: Cluster["store"]): { clusterIP: string; clusterIPs: string[] } {
  const used = new Set(
    store.list(resourceKey("", "services")).map(({ object }) => textAt(object, "spec", "clusterIP")),
  );
  for (let number = 10; number < 65_000; number += 1) {
    const address = `10.96.${number >> 8}.${number & 255}`;
    if (!used.has(address)) return { clusterIP: address, clusterIPs: [address] };
  }
  throw new RangeError("no free cluster IP is left in 10.96.0.0/16");
}
