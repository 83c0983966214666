import { afterAll, beforeAll, expect, test } from "vitest";
import { pods } from "../platform/kinds/core.ts";
import { virtualMachines } from "../platform/kinds/kubevirt.ts";
import { startTestCluster, type TestCluster } from "../platform/test-cluster.ts";
import { createOutsideMachine, type OutsideMachine, outsideMachines } from "./outside-machines.ts";

const namespace = "tenant-one";
const machines = `/apis/kubevirt.io/v1/namespaces/${namespace}/virtualmachines`;
const power = `/apis/subresources.kubevirt.io/v1/namespaces/${namespace}/virtualmachines`;
const own: OutsideMachine[] = outsideMachines.map((machine) => ({ ...machine, tenant: namespace }));

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
  await cluster.tenant("one");
  for (let round = 0; round < 2; round++) {
    for (const machine of own) await createOutsideMachine(cluster.client, machine);
  }
});
afterAll(() => cluster.dispose());

const untilShown = (name: string, printableStatus: string) =>
  cluster.client
    .informer(virtualMachines)
    .until((all) => all.find((vm) => vm.metadata.name === name && vm.status?.printableStatus === printableStatus));

test("they live as their run strategy says, with a launcher pod, and no VMInstance has their name", async () => {
  await untilShown("vendor-appliance", "Running");
  await untilShown("imported-windows", "Stopped");
  const [pod, ...others] = await cluster.client.list(pods, { namespace });
  expect(others).toEqual([]);
  expect(pod?.metadata.labels).toMatchObject({ "vm.kubevirt.io/name": "vendor-appliance" });
  expect(pod?.metadata.labels).not.toHaveProperty("apps.cozystack.io/application.name");
  expect(pod?.spec.containers[0]?.resources?.requests).toEqual({ cpu: "2", memory: "4Gi" });
  const list = await cluster.call("GET", `/apis/apps.cozystack.io/v1alpha1/namespaces/${namespace}/vminstances`);
  expect(list.body.items).toEqual([]);
});

test("who uses the tenant starts and stops them, its admin reads them, its super-admin makes and deletes them", async () => {
  const put = (verb: string, as: string) => cluster.call("PUT", `${power}/imported-windows/${verb}`, {}, as);
  expect((await put("start", "viewer")).code).toBe(403);
  expect((await put("start", "user")).code).toBe(202);
  await untilShown("imported-windows", "Running");
  expect((await put("stop", "user")).code).toBe(202);
  await untilShown("imported-windows", "Stopped");

  expect((await cluster.call("GET", machines, undefined, "user")).code).toBe(403);
  const { body } = await cluster.call("GET", `${machines}/imported-windows`, undefined, "admin");
  const { apiVersion, kind, spec } = body;
  const object = { apiVersion, kind, metadata: { name: "made-by-hand" }, spec };
  expect((await cluster.call("POST", machines, object, "admin")).code).toBe(403);
  expect((await cluster.call("POST", machines, object, "super")).code).toBe(201);
  await untilShown("made-by-hand", "Stopped");
  expect((await cluster.call("DELETE", `${machines}/made-by-hand`, undefined, "super")).code).toBe(200);
});
