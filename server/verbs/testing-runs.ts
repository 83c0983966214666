import { expect } from "vitest";
import { defaultInput } from "#lib/create/defaults.ts";
import type { CreateInput } from "#lib/create/input.ts";
import type { CreateStepId, TaskView } from "#lib/create/task.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { KubePath } from "../kube/api.ts";
import { startTenant, tenant } from "../live/testing-tenant.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { createRunCleaner } from "./clean-up-run.ts";
import { createVmCreator } from "./create-vm.ts";
import { createRunReader } from "./run-reader.ts";
import { createTasks } from "./tasks.ts";

export const source = { requestId: "r", address: "192.0.2.7" };
export const noSecrets = { cloudInit: "", headers: [] };

export const kinds: readonly KubePath[] = [
  ["apis", "apps.cozystack.io", "v1alpha1", "namespaces", tenant, "vminstances"],
  ["apis", "apps.cozystack.io", "v1alpha1", "namespaces", tenant, "vmdisks"],
  ["apis", "helm.toolkit.fluxcd.io", "v2", "namespaces", tenant, "helmreleases"],
  ["apis", "cdi.kubevirt.io", "v1beta1", "namespaces", tenant, "datavolumes"],
  ["apis", "kubevirt.io", "v1", "namespaces", tenant, "virtualmachines"],
  ["apis", "kubevirt.io", "v1", "namespaces", tenant, "virtualmachineinstances"],
  ["api", "v1", "namespaces", tenant, "persistentvolumeclaims"],
  ["api", "v1", "namespaces", tenant, "services"],
  ["api", "v1", "namespaces", tenant, "secrets"],
  ["api", "v1", "namespaces", tenant, "pods"],
];

export const failedStep = ({ steps }: TaskView): CreateStepId | undefined =>
  steps.find(({ state }) => state === "failed")?.id;

/** A platform with a tenant, and replicas in front of it that find trouble at first sight. */
export const startRuns = async (cluster: Parameters<typeof startTenant>[0]) => {
  const demo = await startTenant(cluster);
  const ada = await demo.personOf("ada");
  const catalogue = async (): Promise<CatalogueView> =>
    (await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`)).body;
  const base = defaultInput(await catalogue(), null);

  /** A replica with the store it is given: with a new one it knows nothing but the cluster. */
  const replica = (store = createMemoryStore(), offered = catalogue, change: Partial<typeof demo.services> = {}) => {
    const services = { ...demo.services, ...change, store, tasks: createTasks({ store, log: demo.services.log }) };
    const runs = createRunReader(services.kube, store);
    const creator = createVmCreator({
      ...services,
      runs,
      catalogue: offered,
      quota: async () => ({ state: "ready", data: { items: [] } }),
      timing: { troubleMs: 0, everyMs: 50, answerMs: 300 },
    });
    const ended = async ({ id }: TaskView): Promise<TaskView> => {
      for (;;) {
        const task = (await services.tasks.of(ada, tenant)).find((one) => one.id === id);
        if (task && task.state !== "running") return task;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    return {
      store,
      runs,
      services,
      creator,
      cleanUp: createRunCleaner({ ...services, runs }),
      create: async (body: CreateInput) => ended(await creator.create(ada, { tenant, body, source })),
      resume: async ({ run, vm }: { run: string; vm: string }, secrets = noSecrets) =>
        ended(await creator.resume(ada, { tenant, run, vm, secrets, source })),
      ended,
    };
  };

  /** Private, as the tenant has four addresses. */
  const named = (name: string, change: Partial<CreateInput> = {}): CreateInput => ({
    ...base,
    name,
    exposure: { kind: "private" },
    ...change,
  });
  /** Everything of this name in the cluster, as its administrator sees it. */
  const leftOf = async (name: string): Promise<string[]> => {
    const root = await demo.personOf("root");
    const lists = await Promise.all(
      kinds.map(async (path) => {
        // The API server's own answer.
        const { items } = (await demo.services.kube.get(root, path)) as { items: { metadata: { name: string } }[] };
        return items.map(({ metadata }) => `${path.at(-1)}/${metadata.name}`).filter((one) => one.includes(name));
      }),
    );
    return lists.flat();
  };
  /** Machines and disks of this name by theirs, as the cluster has them. */
  const objectsOf = async (name: string): Promise<Record<string, unknown>> => {
    const root = await demo.personOf("root");
    const lists = kinds.slice(0, 2).map(async (path) => {
      // The API server's own answer.
      const { items } = (await demo.services.kube.get(root, path)) as { items: { metadata: { name: string } }[] };
      return items.filter(({ metadata }) => metadata.name.startsWith(name));
    });
    return Object.fromEntries((await Promise.all(lists)).flat().map((item) => [item.metadata.name, item]));
  };
  const applicationsOf = async (name: string) =>
    (await leftOf(name)).filter((one) => one.startsWith("vminstances/") || one.startsWith("vmdisks/")).sort();

  const offered = async (one: ReturnType<typeof replica>, name: string) =>
    (await one.runs.unfinished(ada, tenant)).filter(({ vm }) => vm === name);

  const cleanedUp = async (one: ReturnType<typeof replica>, { run, vm }: { run: string; vm: string }) => {
    const found = await one.runs.find(ada, tenant, { run, vm });
    const objects = found?.view.objects ?? [];
    expect(await one.cleanUp(ada, { tenant, run, vm, objects, source })).toEqual({ kept: [] });
    await expect.poll(() => leftOf(vm), { timeout: 15_000 }).toEqual([]);
  };

  return {
    demo,
    ada,
    base,
    catalogue,
    replica,
    named,
    leftOf,
    objectsOf,
    applicationsOf,
    offered,
    cleanedUp,
    dispose: demo.dispose,
  };
};

export type Runs = Awaited<ReturnType<typeof startRuns>>;
export type Replica = ReturnType<Runs["replica"]>;
