export type SeedTenant = {
  /** The tenant's namespace. */
  namespace: string;
  name: string;
  /** Where the Tenant object lies. */
  parent: string;
  resourceQuotas: Record<string, string>;
};

/** Parents first. `tenant-root` is there from the start. */
export const seedTenants: SeedTenant[] = [
  {
    namespace: "tenant-acme",
    name: "acme",
    parent: "tenant-root",
    resourceQuotas: { cpu: "160", memory: "640Gi", storage: "4Ti", "services.loadbalancers": "16" },
  },
  {
    namespace: "tenant-acme-dev",
    name: "dev",
    parent: "tenant-acme",
    resourceQuotas: { cpu: "32", memory: "128Gi", storage: "1Ti", "services.loadbalancers": "4" },
  },
  {
    namespace: "tenant-globex",
    name: "globex",
    parent: "tenant-root",
    resourceQuotas: { cpu: "64", memory: "256Gi", storage: "2Ti", "services.loadbalancers": "8" },
  },
];
