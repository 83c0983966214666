import { isDeepStrictEqual } from "node:util";
import type { Cluster } from "../cluster.ts";
import { objectAt } from "../objects/json-value.ts";
import type { KubeObject } from "../objects/kube-object.ts";
import { formatQuantity, parseQuantity } from "../objects/quantity.ts";
import { forbidden } from "../objects/status-error.ts";
import { keyOf, type ResourceDefinition, resourceKey } from "../resources/definition.ts";
import type { Store } from "../storage/store.ts";
import type { Admission } from "./admission.ts";
import type { NamespaceUsage } from "./namespace-usage.ts";
import { add, type Usage, usageOf } from "./usage.ts";

export const QUOTAS = resourceKey("", "resourcequotas");

/** Refuses what would take a namespace beyond a ResourceQuota of it (plugin ResourceQuota). */
export function resourceQuotaAdmission(store: Store, usage: NamespaceUsage): Admission {
  const check = (definition: ResourceDefinition, object: KubeObject, before?: KubeObject): void => {
    const namespace = object.metadata.namespace ?? "";
    if (namespace === "") return;
    const quotas = store.list(QUOTAS, namespace);
    if (quotas.length === 0) return;
    const requested = growth(definition, object, before);
    if (requested.size === 0) return;
    const used = usage.of(namespace);
    for (const { object: quota } of quotas) {
      const exceeded = Object.entries(objectAt(quota, "spec", "hard"))
        .map(([key, hard]) => ({
          key,
          limit: parseQuantity(hard) ?? 0n,
          used: used.get(key) ?? 0n,
          more: requested.get(key) ?? 0n,
        }))
        .filter((entry) => entry.more > 0n && entry.used + entry.more > entry.limit)
        .sort((left, right) => (left.key < right.key ? -1 : 1));
      if (exceeded.length === 0) continue;
      const show = (of: "more" | "used" | "limit") =>
        exceeded.map((entry) => `${entry.key}=${shown(entry.key, entry[of])}`).join(",");
      const why = `exceeded quota: ${quota.metadata.name}, requested: ${show("more")}, used: ${show("used")}, limited: ${show("limit")}`;
      throw forbidden(definition, object.metadata.name, why);
    }
  };
  return {
    beforeCreate: (definition, object) => check(definition, object),
    beforeUpdate: (definition, before, after) => check(definition, after, before),
  };
}

function growth(definition: ResourceDefinition, object: KubeObject, before: KubeObject | undefined): Usage {
  const resource = keyOf(definition);
  const requested: Usage = new Map(usageOf(resource, object));
  if (before === undefined) return requested;
  for (const [key, amount] of usageOf(resource, before)) add(requested, key, -amount);
  return new Map([...requested].filter(([, amount]) => amount > 0n));
}

/** Writes what is used into the status of a namespace's quotas; nothing is written when nothing changed. */
export function refreshQuotaStatus({ store, usage }: Pick<Cluster, "store" | "usage">, namespace: string): void {
  const total = usage.of(namespace);
  for (const { object } of store.list(QUOTAS, namespace)) {
    const hard = objectAt(object, "spec", "hard");
    const used = Object.fromEntries(Object.keys(hard).map((key) => [key, shown(key, total.get(key) ?? 0n)]));
    const status = { hard, used };
    if (!isDeepStrictEqual(object.status, status)) store.put(QUOTAS, { ...object, status });
  }
}

const shown = (key: string, amount: bigint): string => formatQuantity(amount, /memory|storage$/.test(key));
