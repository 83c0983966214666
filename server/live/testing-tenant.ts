import type { CreateInput } from "#lib/create/input.ts";
import type { TaskView } from "#lib/create/task.ts";
import type { Config } from "../config.ts";
import { startProductFor } from "./testing.ts";

const short = "mills";
/** The one tenant that a test works in. */
export const tenant = `tenant-${short}`;
export const vms = `/api/v1/tenants/${tenant}/vms`;

/** The one group of each person. */
export const groups = {
  ada: `${tenant}-admin`,
  omar: `${tenant}-use`,
  vera: `${tenant}-view`,
  /** Support: a group of the tenant above holds in all below it. */
  sam: "tenant-root-use",
  eve: "tenant-other-admin",
  root: "system:masters",
};
export type TenantPerson = keyof typeof groups;

type Cluster = { url: string; caPem: string; dispose: () => Promise<void> };

/** The product's server in front of a platform, with one tenant made in it; ends with the platform. */
export const startTenant = async (cluster: Cluster, overrides: Partial<Config> = {}) => {
  const product = await startProductFor({ server: cluster.url, ca: cluster.caPem }, groups, overrides);

  const personOf = async (who: TenantPerson) => {
    const person = await product.services.sessions.find(product.cookieOf(who));
    if (!person) throw new Error(`${who} is not signed in`);
    return person;
  };
  const streamOf = (who: TenantPerson) => product.stream(product.cookieOf(who), tenant);

  /** Writes an object of `apps.cozystack.io` as the cluster's administrator. */
  const write = async (namespace: string, resource: string, kind: string, name: string, spec: object) => {
    const path = ["apis", "apps.cozystack.io", "v1alpha1", "namespaces", namespace, resource] as const;
    const metadata = { name, namespace, labels: { "created-by": "porthole" } };
    const body = { apiVersion: "apps.cozystack.io/v1alpha1", kind, metadata, spec };
    await product.services.kube.write(await personOf("root"), "POST", path, body);
  };

  await write("tenant-root", "tenants", "Tenant", short, {
    resourceQuotas: { cpu: "16", memory: "64Gi", storage: "400Gi", "services.loadbalancers": "4" },
  });
  // The rights arrive with the tenant's release.
  const isThere = async () =>
    (await product.ask("ada", "GET", `/api/v1/tenants/${tenant}/quota`)).body.items?.length > 0;
  while (!(await isThere())) await new Promise((resolve) => setImmediate(resolve));

  return {
    ...product,
    personOf,
    streamOf,
    write,
    /** Creates a machine as the admin and follows its task to the end. */
    create: async (input: CreateInput): Promise<TaskView> => {
      const stream = await streamOf("ada");
      const answer = await product.ask("ada", "POST", vms, input);
      if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
      const { id } = answer.body.task;
      const ended = () =>
        stream.events
          .flatMap((event) => (event.type === "task" && event.task.id === id ? [event.task] : []))
          .findLast(({ state }) => state !== "running");
      await stream.until(() => ended() !== undefined);
      stream.close();
      const task = ended();
      if (!task) throw new Error("the task ended without saying so");
      return task;
    },
    dispose: async () => {
      await product.dispose();
      await cluster.dispose();
    },
  };
};

export type Tenant = Awaited<ReturnType<typeof startTenant>>;
