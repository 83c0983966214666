import { isEqual } from "../apps/json-patch.ts";
import { indexOf } from "../client/index-of.ts";
import { isStatus } from "../client/status-error.ts";
import { isTrue } from "../conditions.ts";
import { claims, pods, type Quantities, services } from "../kinds/core.ts";
import { labels, type Workload, type WorkloadMonitor, workloadMonitors, workloads } from "../kinds/cozystack.ts";
import { type KubeObject, ownedBy } from "../object.ts";
import { type Context, type Controller, createController } from "./controller.ts";

/** Cozystack's monitor controller: a Workload for each pod, claim and Service of an application, and whether enough are up. */
export const startWorkloads = async (context: Context): Promise<Controller> => {
  const { client } = context;
  const monitors = client.informer(workloadMonitors);
  const allPods = client.informer(pods);
  const allClaims = client.informer(claims);
  const allServices = client.informer(services);
  const known = client.informer(workloads);
  await Promise.all([allPods.ready, allClaims.ready, allServices.ready, known.ready]);

  const podsOf = indexOf(allPods, instanceKey);
  const claimsOf = indexOf(allClaims, instanceKey);
  const servicesOf = indexOf(allServices, instanceKey);
  const workloadsOf = indexOf(known, ({ metadata }) => [`${metadata.namespace}/${metadata.labels?.[labels.monitor]}`]);

  const wanted = (monitor: WorkloadMonitor): Workload[] => {
    const isOurs = ({ metadata }: KubeObject) =>
      metadata.namespace === monitor.metadata.namespace &&
      Object.entries(monitor.spec.selector).every(([key, value]) => metadata.labels?.[key] === value);
    const toWorkload = (prefix: string, of: KubeObject, operational: boolean, resources: Quantities): Workload => ({
      metadata: {
        namespace: monitor.metadata.namespace,
        name: `${prefix}-${of.metadata.name}`,
        labels: { ...monitor.metadata.labels, [labels.monitor]: monitor.metadata.name },
        ownerReferences: [ownedBy(of)],
      },
      status: { kind: monitor.spec.kind, type: monitor.spec.type, operational, resources },
    });
    const instance = `${monitor.metadata.namespace}/${monitor.spec.selector[instanceLabel]}`;
    return [
      ...podsOf(instance)
        .filter((pod) => isOurs(pod) && pod.metadata.deletionTimestamp === undefined)
        .map((pod) =>
          toWorkload(
            "pod",
            { apiVersion: "v1", kind: "Pod", ...pod },
            isTrue(pod.status?.conditions, "Ready"),
            pod.spec.containers[0]?.resources?.requests ?? {},
          ),
        ),
      ...claimsOf(instance)
        .filter(isOurs)
        .map((claim) =>
          toWorkload(
            "pvc",
            { apiVersion: "v1", kind: "PersistentVolumeClaim", ...claim },
            claim.status?.phase === "Bound",
            {
              [`${claim.spec.storageClassName}.storageclass.storage.k8s.io/requests.storage`]:
                claim.spec.resources.requests.storage ?? "0",
            },
          ),
        ),
      ...servicesOf(instance)
        .filter((service) => isOurs(service) && service.spec.type === "LoadBalancer")
        .map((service) =>
          toWorkload(
            "svc",
            { apiVersion: "v1", kind: "Service", ...service },
            (service.status?.loadBalancer?.ingress ?? []).length > 0,
            { "public.ipaddresspool.metallb.io/requests.ipaddresses": "1" },
          ),
        ),
    ];
  };

  const controller = createController(context, "workloadmonitor-controller", async (key) => {
    const monitor = monitors.get(key);
    if (!monitor || monitor.metadata.deletionTimestamp !== undefined) return;
    const all = wanted(monitor);
    for (const workload of all) {
      const live = known.get(`${workload.metadata.namespace}/${workload.metadata.name}`);
      if (!live) {
        await client.create(workloads, workload).catch((error: unknown) => {
          if (!isStatus(error, 409)) throw error;
        });
      } else if (!isEqual(live.status, workload.status)) {
        await client.mergePatch(workloads, workload.metadata, { status: workload.status });
      }
    }
    const names = new Set(all.map(({ metadata }) => metadata.name));
    for (const { metadata } of workloadsOf(key)) {
      if (!names.has(metadata.name)) await client.delete(workloads, metadata);
    }
    const observed = all.filter(({ metadata }) => metadata.name.startsWith("pod-"));
    const available = observed.filter(({ status }) => status?.operational).length;
    const status = {
      operational: available >= monitor.spec.minReplicas,
      availableReplicas: available,
      observedReplicas: observed.length,
    };
    if (!isEqual(monitor.status, status)) await client.patchStatus(workloadMonitors, monitor.metadata, status);
  });

  await controller.watch(monitors);
  await controller.watch(allPods, instanceKey);
  await controller.watch(allClaims, instanceKey);
  await controller.watch(allServices, instanceKey);
  return controller;
};

const instanceLabel = "app.kubernetes.io/instance";

function instanceKey({ metadata }: KubeObject): string[] {
  const instance = metadata.labels?.[instanceLabel];
  return instance === undefined ? [] : [`${metadata.namespace}/${instance}`];
}
