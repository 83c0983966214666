import { isJsonObject, listAt, objectAt, textAt, valueAt } from "../objects/json-value.ts";
import type { KubeObject } from "../objects/kube-object.ts";
import { parseQuantity } from "../objects/quantity.ts";
import { qualified } from "../objects/status-error.ts";
import { resourceOf } from "../resources/definition.ts";

/** Amounts by quota key, in nano-units. */
export type Usage = Map<string, bigint>;

const ONE = 1_000_000_000n;
const CORE_COUNTS = new Set(["pods", "services", "secrets", "configmaps", "persistentvolumeclaims", "resourcequotas"]);

/** What one object of a resource, named by its key, counts for in a ResourceQuota (pkg/quota/v1/evaluator). */
export function usageOf(key: string, object: KubeObject): Usage {
  const usage: Usage = new Map();
  const { group, plural } = resourceOf(key);
  // `count/pods` of the core group has no dot behind it.
  usage.set(`count/${qualified({ group, plural })}`, ONE);
  if (group !== "") return usage;
  if (plural === "pods" && ["Succeeded", "Failed"].includes(textAt(object, "status", "phase"))) return usage;
  if (CORE_COUNTS.has(plural)) usage.set(plural, ONE);
  if (plural === "pods") addPod(usage, object);
  if (plural === "persistentvolumeclaims") addClaim(usage, object);
  if (plural === "services") addService(usage, object);
  return usage;
}

export function add(usage: Usage, key: string, amount: bigint): void {
  usage.set(key, (usage.get(key) ?? 0n) + amount);
}

/** The larger of the containers' sum and any init container, per resource. */
function addPod(usage: Usage, pod: KubeObject): void {
  for (const kind of ["requests", "limits"] as const) {
    const total = new Map<string, bigint>();
    for (const container of listAt(pod, "spec", "containers")) {
      for (const [name, amount] of amounts(container, kind)) add(total, name, amount);
    }
    for (const container of listAt(pod, "spec", "initContainers")) {
      for (const [name, amount] of amounts(container, kind)) {
        if (amount > (total.get(name) ?? 0n)) total.set(name, amount);
      }
    }
    for (const [name, amount] of total) {
      add(usage, `${kind}.${name}`, amount);
      if (kind === "requests" && (name === "cpu" || name === "memory")) add(usage, name, amount);
    }
  }
}

function amounts(container: unknown, kind: "requests" | "limits"): [string, bigint][] {
  const resources = objectAt(container, "resources");
  // A limit without a request is the request (defaulting of pods).
  const given =
    kind === "requests"
      ? { ...objectAt(resources, "limits"), ...objectAt(resources, "requests") }
      : objectAt(resources, "limits");
  return Object.entries(given).map(([name, amount]) => [name, parseQuantity(amount) ?? 0n]);
}

function addClaim(usage: Usage, claim: KubeObject): void {
  const storage = parseQuantity(valueAt(claim, "spec", "resources", "requests", "storage")) ?? 0n;
  add(usage, "requests.storage", storage);
  const className = textAt(claim, "spec", "storageClassName");
  if (className === "") return;
  add(usage, `${className}.storageclass.storage.k8s.io/requests.storage`, storage);
  add(usage, `${className}.storageclass.storage.k8s.io/persistentvolumeclaims`, ONE);
}

function addService(usage: Usage, service: KubeObject): void {
  const type = textAt(service, "spec", "type");
  if (type === "LoadBalancer") add(usage, "services.loadbalancers", ONE);
  if (type !== "NodePort" && type !== "LoadBalancer") return;
  const ports = listAt(service, "spec", "ports").filter(isJsonObject).length;
  add(usage, "services.nodeports", BigInt(ports) * ONE);
}
