import { tenantNamespace } from "../apps/names.ts";
import { hardOf } from "../apps/tenant-quota.ts";
import { levels } from "../bootstrap/tenant-roles.ts";
import type { Era } from "../eras/era.ts";
import { limitRanges, namespaces, resourceQuotas } from "../kinds/core.ts";
import { type HelmRelease, helmReleases, labels } from "../kinds/cozystack.ts";
import { groupSubject, type RoleBinding, roleBindings, roleRef } from "../kinds/rbac.ts";
import { type Chart, owned, type Rendered, rendered } from "./chart.ts";
import { lineageOf } from "./dashboard-role.ts";

export const tenantChart = ({ schemas }: Era): Chart => ({
  name: "tenant",
  version: "1.5.0",
  schema: schemas.Tenant,
  // The namespace takes everything in it along.
  owns: (release) => [owned(namespaces, undefined, namespaceOf(release))],

  // Upstream's clean-up job: each application goes in its own order, the tenant's modules after them.
  beforeDelete: async (client, release) => {
    const all = await client.list(helmReleases, { namespace: namespaceOf(release), labelSelector: labels.kind });
    const applications = all.filter(({ metadata }) => metadata.labels?.[labels.tenantModule] !== "true");
    for (const { metadata } of applications.length > 0 ? applications : all) {
      if (metadata.deletionTimestamp === undefined) await client.delete(helmReleases, metadata);
    }
    return all.length === 0;
  },

  render: async (_client, release): Promise<Rendered[]> => {
    const namespace = namespaceOf(release);
    const hard = hardOf(release.spec.values?.resourceQuotas);
    return [
      rendered(namespaces, { metadata: { name: namespace, labels: namespaceLabels(namespace) } }),
      ...tenantBindings(namespace).map((binding) => rendered(roleBindings, binding)),
      ...(Object.keys(hard).length === 0 ? [] : quota(namespace, hard)),
    ];
  },
});

const namespaceOf = ({ metadata }: HelmRelease): string =>
  tenantNamespace(metadata.namespace ?? "", metadata.name.slice("tenant-".length));

/** Which ancestors a tenant has and who serves it, on its namespace. */
export const namespaceLabels = (namespace: string): Record<string, string> => ({
  ...Object.fromEntries(lineageOf(namespace).map((tenant) => [`tenant.cozystack.io/${tenant}`, ""])),
  "namespace.cozystack.io/etcd": "tenant-root",
  "namespace.cozystack.io/ingress": "tenant-root",
  "namespace.cozystack.io/monitoring": "tenant-root",
  "namespace.cozystack.io/seaweedfs": "tenant-root",
  "namespace.cozystack.io/host": "demo.invalid",
  "alpha.kubevirt.io/auto-memory-limits-ratio": "1.0",
});

/** One binding a level: its groups are the tenant's own and its ancestors'; the service accounts have every level. */
export const tenantBindings = (namespace: string): RoleBinding[] =>
  levels.map((level) => ({
    metadata: { name: `cozy:tenant:${level}`, namespace },
    roleRef: roleRef("ClusterRole", `cozy:tenant:${level}`),
    subjects: lineageOf(namespace).flatMap((tenant) => [
      groupSubject(`${tenant}-${level}`),
      { kind: "ServiceAccount", name: tenant, namespace: tenant },
    ]),
  }));

const quota = (namespace: string, hard: Record<string, string>): Rendered[] => [
  rendered(resourceQuotas, { metadata: { name: "tenant-quota", namespace }, spec: { hard } }),
  rendered(limitRanges, {
    metadata: { name: "tenant-range-limits", namespace },
    spec: {
      limits: [
        {
          type: "Container",
          default: { cpu: "250m", memory: "128Mi" },
          defaultRequest: { cpu: "25m", memory: "128Mi" },
        },
      ],
    },
  }),
];
