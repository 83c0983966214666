import { matchOf, wordsOf } from "../../palette/rank.ts";
import { lineage, type TenantView } from "./view.ts";

/** A tenant in its place: `depth` counts the ancestors that are in the list too, `unseen` names those right above that are not. */
export type TenantNode = { tenant: TenantView; depth: number; unseen: string[] };

const keyOf = (names: readonly string[]): string => names.join("\u0000");

const byLineage = (a: TenantView, b: TenantView): number => {
  const [left, right] = [lineage(a), lineage(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [one = "", other = ""] = [left[at], right[at]];
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
};

/** Parents directly before their children; who may not see a parent still sees where a tenant lies. */
export const tenantTree = (tenants: readonly TenantView[]): TenantNode[] => {
  const seen = new Set(tenants.map((tenant) => keyOf(lineage(tenant))));
  return [...tenants].sort(byLineage).map((tenant) => {
    const { ancestors } = tenant;
    let depth = 0;
    let unseen: string[] = [];
    for (let at = 1; at <= ancestors.length; at++) {
      if (seen.has(keyOf(ancestors.slice(0, at)))) {
        depth++;
        unseen = [];
      } else unseen.push(ancestors[at - 1] ?? "");
    }
    // The root is above everybody and says nothing where it is not shown.
    return { tenant, depth, unseen: unseen.filter((name) => name !== "root") };
  });
};

/** Those that answer what was typed, the best first, without their places. */
export const findTenants = (tenants: readonly TenantView[], text: string): TenantNode[] => {
  const words = wordsOf(text);
  return tenants
    .flatMap((tenant) => {
      const score = matchOf(words, { label: tenant.name, also: [lineage(tenant).join("/"), tenant.namespace] });
      return score === null ? [] : [{ tenant, score }];
    })
    .sort((a, b) => b.score - a.score || byLineage(a.tenant, b.tenant))
    .map(({ tenant }) => ({ tenant, depth: 0, unseen: tenant.ancestors }));
};
