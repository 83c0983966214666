import type { KubeClient } from "../client.ts";
import { resourceQuotas } from "../kinds/core.ts";
import type { Values } from "../kinds/cozystack.ts";
import { quantity } from "../quantity.ts";
import { isRecord } from "./body.ts";
import { groupName } from "./definitions.ts";
import { type Failure, invalid } from "./failure.ts";

/** Cozystack's short keys as ResourceQuota counts them. */
const keys: Record<string, string> = {
  cpu: "requests.cpu",
  memory: "requests.memory",
  storage: "requests.storage",
  "ephemeral-storage": "requests.ephemeral-storage",
};

/** The `hard` of ResourceQuota `tenant-quota` for a tenant's `spec.resourceQuotas`. */
export const hardOf = (quotas: unknown): Record<string, string> =>
  isRecord(quotas)
    ? Object.fromEntries(Object.entries(quotas).map(([key, value]) => [keys[key] ?? key, String(value)]))
    : {};

/** A child may not ask for more than its parent's quota; the sum over its siblings is not counted here. */
export const quotaFailure = async (client: KubeClient, parent: string, spec: Values): Promise<Failure | undefined> => {
  const asked = spec.resourceQuotas;
  if (!isRecord(asked) || Object.keys(asked).length === 0) return undefined;
  const limit = (await client.get(resourceQuotas, { namespace: parent, name: "tenant-quota" }))?.spec.hard;
  if (!limit) return undefined;
  const causes = Object.entries(asked).flatMap(([key, value]) => {
    const hard = limit[keys[key] ?? key];
    if (hard === undefined || quantity(String(value)) <= quantity(hard)) return [];
    const message = `Forbidden: requested ${value} exceeds the parent tenant's remaining "${key}" quota of ${hard}`;
    return [{ reason: "FieldValueForbidden", message, field: `spec.resourceQuotas[${key}]` }];
  });
  return causes.length === 0 ? undefined : invalid(groupName, "Tenant", "", causes);
};
