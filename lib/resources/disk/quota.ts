import type { QuotaEffect } from "../../create/quota.ts";
import type { QuotaView } from "../tenant/view.ts";

const classSuffix = ".storageclass.storage.k8s.io/";

/** What more storage takes from the tenant's limits: `claims` new volumes and `bytes` on one class. */
export const storageEffects = (
  { storageClass, bytes, claims }: { storageClass: string; bytes: number; claims: number },
  quota: QuotaView | null,
): QuotaEffect[] =>
  (quota?.items ?? []).flatMap(({ key, used, hard }) => {
    const [ofClass, what] = key.includes(classSuffix) ? key.split(classSuffix, 2) : [null, key];
    if (ofClass !== null && ofClass !== storageClass) return [];
    const isBytes = what === "requests.storage";
    const amount = isBytes ? bytes : /^(?:count\/)?persistentvolumeclaims$/.test(what ?? "") ? claims : 0;
    return amount === 0 ? [] : [{ key, before: used, after: used + amount, hard, exceeds: used + amount > hard }];
  });

/** One problem for each limit that it would break; `path`: the field whose change would make it fit. */
export const storageProblems = (effects: readonly QuotaEffect[], path: string) =>
  effects
    .filter(({ exceeds }) => exceeds)
    .map(({ key, before, hard }) => ({ path, rule: "quota", values: { left: Math.max(0, hard - before), key } }));
