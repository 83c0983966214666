import { quantityToNumber } from "../quantity.ts";
import type { QuotaItem, QuotaView } from "../tenant/view.ts";
import type { ResourceQuota } from "./schema.ts";

/** All quotas of a tenant as one list; of two limits on one key the tighter counts. Amounts we cannot read are left out, never shown as 0. */
export const projectQuota = (quotas: readonly ResourceQuota[]): QuotaView => {
  const items = new Map<string, QuotaItem>();
  for (const { status } of quotas) {
    for (const [key, limit] of Object.entries(status.hard)) {
      const hard = quantityToNumber(limit);
      const used = quantityToNumber(status.used[key] ?? "0");
      if (hard === null || used === null) continue;
      const known = items.get(key);
      if (!known || hard - used < known.hard - known.used) items.set(key, { key, used, hard });
    }
  }
  return { items: [...items.values()].sort((a, b) => a.key.localeCompare(b.key, "en")) };
};
