import type { ClusterRole, Rule } from "../kinds/rbac.ts";

export const levels = ["view", "use", "admin", "super-admin"] as const;
export type Level = (typeof levels)[number];

const read = ["get", "list", "watch"];
const write = ["create", "update", "patch", "delete"];
const rule = (group: string, resources: string[], verbs: string[]): Rule => ({ apiGroups: [group], resources, verbs });

/** What each level adds to the one below, as Cozystack grants it (cozystack-basics clusterroles.yaml, backups, scheduler). */
const grants: Record<Level, Rule[]> = {
  view: [
    rule("rbac.authorization.k8s.io", ["roles"], ["get"]),
    rule("apps.cozystack.io", ["*"], read),
    rule("sdn.cozystack.io", ["securitygroups"], read),
    rule("", ["pods", "services", "persistentvolumes", "endpoints", "events", "resourcequotas"], read),
    rule("discovery.k8s.io", ["endpointslices"], read),
    rule("networking.k8s.io", ["ingresses"], read),
    rule("cozystack.io", ["workloadmonitors", "workloads", "schedulingclasses"], read),
    rule("core.cozystack.io", ["options"], read),
    rule("backups.cozystack.io", ["plans", "backupjobs", "restorejobs", "backups", "backupclasses"], read),
  ],
  use: [
    rule(
      "subresources.kubevirt.io",
      ["virtualmachineinstances/console", "virtualmachineinstances/vnc"],
      ["get", "list"],
    ),
    rule("subresources.kubevirt.io", ["virtualmachineinstances/portforward"], ["get", "update"]),
    rule(
      "subresources.kubevirt.io",
      ["virtualmachines/start", "virtualmachines/stop", "virtualmachines/restart"],
      ["update"],
    ),
    rule("core.cozystack.io", ["tenantmodules", "tenantsecrets"], read),
  ],
  admin: [
    rule("", ["pods", "services", "persistentvolumes", "endpoints", "events"], ["delete"]),
    rule("kubevirt.io", ["virtualmachines"], ["get", "list"]),
    rule("apps.cozystack.io", ["vminstances", "vmdisks", "virtualprivateclouds"], write),
    rule("sdn.cozystack.io", ["securitygroups"], write),
    rule("backups.cozystack.io", ["plans", "backupjobs", "restorejobs"], write),
  ],
  "super-admin": [rule("kubevirt.io", ["virtualmachines"], ["*"]), rule("apps.cozystack.io", ["*"], ["*"])],
};

const aggregate = (level: Level) => `rbac.cozystack.io/aggregate-to-tenant-${level}`;

/** `cozy:tenant:{level}` holds, by aggregation, its own `:base` and every lower level. */
export const tenantRoles: ClusterRole[] = levels.flatMap((level, index) => {
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
