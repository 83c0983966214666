import { randomBytes } from "node:crypto";
import { test as base, type Page, expect as playwrightExpect } from "@playwright/test";
import { Cluster, diskOf, tenants, virtualMachine, vmDisks, vmInstances, vmOf } from "./cluster.ts";
import { signInAs } from "./people.ts";

export type Level = "admin" | "use" | "view";

export type Tenant = {
  namespace: string;
  /** Opens a page of this tenant as a new person of that level. */
  as: (level: Level, path?: string) => Promise<Page>;
  /** Makes a machine by the Kubernetes API and waits until KubeVirt says it runs (or is off, when it is made so). */
  vm: (name: string, spec?: Record<string, unknown>) => Promise<void>;
};

type Fixtures = { tenant: Tenant; quota: Record<string, string> };

export const test = base.extend<Fixtures, { cluster: Cluster }>({
  cluster: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function asks for from this pattern
    async ({}, use) => {
      const cluster = new Cluster();
      await use(cluster);
      await cluster.dispose();
    },
    { scope: "worker" },
  ],
  quota: [
    {
      "requests.cpu": "32",
      "requests.memory": "128Gi",
      "requests.storage": "2Ti",
      "services.loadbalancers": "10",
    },
    { option: true },
  ],
  tenant: async ({ cluster, context, quota }, use) => {
    const short = `e2e${randomBytes(4).toString("hex")}`;
    const namespace = `tenant-${short}`;
    await cluster.create(tenants("tenant-root"), {
      apiVersion: "apps.cozystack.io/v1alpha1",
      kind: "Tenant",
      metadata: { name: short, labels: { "made-by": "e2e" } },
      spec: { resourceQuotas: quota },
    });
    await playwrightExpect
      .poll(() => cluster.exists(`/api/v1/namespaces/${namespace}/resourcequotas/tenant-quota`))
      .toBe(true);
    await use({
      namespace,
      as: async (level, path = `/${namespace}/vms`) => {
        const page = await context.newPage();
        await signInAs(page, { name: `${level}.${short}`, groups: [`${namespace}-${level}`] }, path);
        return page;
      },
      vm: async (name, spec = {}) => {
        await cluster.create(vmDisks(namespace), diskOf(`${name}-system`));
        await cluster.create(vmInstances(namespace), vmOf(name, spec));
        const wanted = spec.runStrategy === "Halted" ? "Stopped" : "Running";
        await playwrightExpect
          .poll(async () => {
            if (!(await cluster.exists(virtualMachine(namespace, name)))) return "absent";
            return (await cluster.get(virtualMachine(namespace, name))).status?.printableStatus;
          })
          .toBe(wanted);
      },
    });
    await cluster.delete(tenants("tenant-root", short));
  },
});

export const expect = playwrightExpect;
