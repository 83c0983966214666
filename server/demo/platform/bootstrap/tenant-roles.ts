import type { ClusterRole, Rule } from "../kinds/rbac.ts";

export const levels = ["view", "use", "admin", "super-admin"] as const;
export type Level = (typeof levels)[number];

const aggregate = (level: Level) => `rbac.cozystack.io/aggregate-to-tenant-${level}`;

/** `cozy:tenant:{level}` holds, by aggregation, its own `:base` (what it adds) and every lower level. */
export const tenantRoles = (grants: Record<Level, Rule[]>): ClusterRole[] =>
  levels.flatMap((level, index) => {
    const higher = levels.slice(index + 1);
    return [
      {
        metadata: { name: `cozy:tenant:${level}`, labels: labelsFor(higher) },
        aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [aggregate(level)]: "true" } }] },
        rules: [],
      },
      { metadata: { name: `cozy:tenant:${level}:base`, labels: labelsFor([level]) }, rules: grants[level] },
    ];
  });

function labelsFor(targets: Level[]): Record<string, string> {
  return Object.fromEntries(targets.map((level) => [aggregate(level), "true"]));
}
