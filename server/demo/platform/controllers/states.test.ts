import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vmDisks, vmInstances } from "../../seed/applications.ts";
import { pods } from "../kinds/core.ts";
import { instances, type VirtualMachineInstance, virtualMachines } from "../kinds/kubevirt.ts";
import { startTestCluster, type TestCluster } from "../test-cluster.ts";

let cluster: TestCluster;
const namespace = "tenant-one";

beforeAll(async () => {
  cluster = await startTestCluster();
  await cluster.tenant("one");
});
afterAll(() => cluster.dispose());

const key = (name: string) => ({ namespace, name: `vm-instance-${name}` });

const untilInstance = (name: string, isReached: (vmi: VirtualMachineInstance) => boolean) =>
  cluster.client
    .informer(instances)
    .until((list) => list.find((it) => it.metadata.name === key(name).name && isReached(it)));

const has = (type: string, reason?: string) => (vmi: VirtualMachineInstance) =>
  vmi.status?.conditions?.some((it) => it.type === type && (reason === undefined || it.reason === reason)) ?? false;

const machine = (name: string, spec: object = {}) =>
  cluster.client.create(vmInstances, {
    metadata: { name, namespace },
    spec: { instanceProfile: "linux", instanceType: "s1.small", ...spec },
  });

const put = async (path: string, body = {}) => {
  const base = `/apis/subresources.kubevirt.io/v1/namespaces/${namespace}`;
  return (await cluster.server.call("PUT", `${base}/${path}`, body, { headers: { accept: "*/*" } })).code;
};

describe("every state that a person can meet is met by a name", () => {
  test.each([
    ["image-pull-waits-1", "ImagePullBackOff"],
    ["waits-for-receiver-1", "WaitingForReceiver"],
    ["node-lost-1", "Unknown"],
    ["io-error-1", "Paused"],
  ])("%s: %s", async (name, status) => {
    await machine(name);
    await cluster.untilStatus(namespace, name, status);
  });

  test.each([
    ["import-breaks-1", "DataVolumeError"],
    ["never-binds-1", "WaitingForVolumeBinding"],
  ])("a machine on the disk %s: %s", async (disk, status) => {
    const spec = { source: { http: { url: "https://images.invalid/a.qcow2" } }, storage: "1Gi" };
    await cluster.client.create(vmDisks, { metadata: { name: disk, namespace }, spec });
    await machine(`on-${disk}`, { disks: [{ name: disk }] });
    await cluster.untilStatus(namespace, `on-${disk}`, status);
  });

  test("Stopping lasts as long as a deaf guest's grace period, or until it is cut short", async () => {
    await machine("ignores-shutdown-1");
    await cluster.untilStatus(namespace, "ignores-shutdown-1", "Running");
    await cluster.client.mergePatch(instances, key("ignores-shutdown-1"), {
      spec: { terminationGracePeriodSeconds: 86_400 },
    });
    expect(await put("virtualmachines/vm-instance-ignores-shutdown-1/stop")).toBe(202);
    await cluster.untilStatus(namespace, "ignores-shutdown-1", "Stopping");
    expect(await put("virtualmachines/vm-instance-ignores-shutdown-1/stop")).toBe(409);
    expect(await put("virtualmachines/vm-instance-ignores-shutdown-1/stop", { gracePeriod: 0 })).toBe(202);
    await cluster.untilStatus(namespace, "ignores-shutdown-1", "Stopped");
  });

  test("devices that no node has left", async () => {
    const gpus = (count: number) => ({ gpus: Array(count).fill({ name: "nvidia.com/GA102GL_A10" }) });
    await machine("render-1", gpus(2));
    await cluster.untilStatus(namespace, "render-1", "Running");
    const first = await untilInstance("render-1", has("LiveMigratable", "HostDeviceNotLiveMigratable"));
    expect(first.status?.phase).toBe("Running");
    await machine("render-2", gpus(1));
    await cluster.untilStatus(namespace, "render-2", "ErrorUnschedulable");
    const { status } = await untilInstance("render-2", has("PodScheduled"));
    expect(status?.conditions?.find(({ type }) => type === "PodScheduled")?.message).toContain(
      "3 Insufficient nvidia.com/GA102GL_A10",
    );
    await cluster.client.delete(vmInstances, { namespace, name: "render-1" });
    await cluster.untilStatus(namespace, "render-2", "Running");
  });
});

describe("the life of an instance", () => {
  test("a machine started paused runs paused", async () => {
    await machine("still", { runStrategy: "Halted" });
    await cluster.untilStatus(namespace, "still", "Stopped");
    expect(await put("virtualmachines/vm-instance-still/start", { paused: true })).toBe(202);
    await cluster.untilStatus(namespace, "still", "Paused");
    const vm = await cluster.client.get(virtualMachines, key("still"));
    expect(vm?.spec.runStrategy).toBe("Always");
  });

  test.each([
    ["RerunOnFailure", "Running"],
    ["Manual", "Stopped"],
  ])("one whose launcher pod is deleted fails; %s: then %s", async (runStrategy, status) => {
    const name = `lost-${runStrategy.toLowerCase()}`;
    await machine(name, { runStrategy });
    if (runStrategy === "Manual") {
      await cluster.untilStatus(namespace, name, "Stopped");
      await put(`virtualmachines/vm-instance-${name}/start`);
    }
    await cluster.untilStatus(namespace, name, "Running");
    const before = await cluster.client.get(instances, key(name));
    const labelSelector = `kubevirt.io/created-by=${before?.metadata.uid}`;
    const [pod] = await cluster.client.list(pods, { namespace, labelSelector });
    await cluster.client.delete(pods, { namespace, name: pod?.metadata.name ?? "" });
    if (status === "Running") {
      const next = await untilInstance(
        name,
        (it) => it.metadata.uid !== before?.metadata.uid && it.status?.phase === "Running",
      );
      expect(next.metadata.name).toBe(key(name).name);
    } else {
      await untilInstance(name, (it) => it.status?.phase === "Failed");
      await cluster.untilStatus(namespace, name, status);
    }
    const vm = await cluster.client.get(virtualMachines, key(name));
    expect(vm?.status?.startFailure ?? undefined).toBeUndefined();
  });

  test("its agent tells what runs in it, unless there is none", async () => {
    await machine("talks");
    const { status } = await untilInstance("talks", has("AgentConnected"));
    expect(status?.guestOSInfo).toMatchObject({ machine: "x86_64" });
    expect(status?.interfaces?.[0]?.infoSource).toBe("domain, guest-agent");
  });
});
