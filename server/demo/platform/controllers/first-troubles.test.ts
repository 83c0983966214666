import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vmDisks, vmInstances } from "../../seed/applications.ts";
import { dataVolumes } from "../kinds/cdi.ts";
import { services } from "../kinds/core.ts";
import { helmReleases } from "../kinds/cozystack.ts";
import { startTestCluster, type TestCluster } from "../test-cluster.ts";

let cluster: TestCluster;
const namespace = "tenant-one";

beforeAll(async () => {
  cluster = await startTestCluster();
  await cluster.tenant("one");
});
afterAll(() => cluster.dispose());

const machine = (name: string, spec: object = {}) =>
  cluster.client.create(vmInstances, {
    metadata: { name, namespace },
    spec: { instanceProfile: "linux", instanceType: "s1.small", ...spec },
  });
const disk = (name: string) =>
  cluster.client.create(vmDisks, { metadata: { name, namespace }, spec: { storage: "1Gi" } });

const untilReady = (release: string, status: string) =>
  cluster.client
    .informer(helmReleases)
    .until((list) =>
      list.find(
        (it) =>
          it.metadata.name === release &&
          it.status?.conditions?.some((one) => one.type === "Ready" && one.status === status),
      ),
    );

describe("what fails at first, by a name, and then does not", () => {
  test("a create, which leaves nothing", async () => {
    await expect(disk("refused-once-a")).rejects.toMatchObject({ code: 500 });
    expect(await cluster.client.list(helmReleases, { namespace })).toEqual([]);
    await disk("refused-once-a");
    await expect(machine("refused-once-a")).rejects.toMatchObject({ code: 500 });
    await machine("refused-once-a", { disks: [{ name: "refused-once-a" }] });
    await cluster.untilStatus(namespace, "refused-once-a", "Running");
  });

  test("the installation of a chart", async () => {
    await disk("install-fails-once-a");
    await untilReady("vm-disk-install-fails-once-a", "False");
    await untilReady("vm-disk-install-fails-once-a", "True");
    await machine("install-fails-once-b");
    await untilReady("vm-instance-install-fails-once-b", "False");
    await untilReady("vm-instance-install-fails-once-b", "True");
  });

  test("an import, six times", async () => {
    await disk("import-fails-once-a");
    const done = await cluster.client
      .informer(dataVolumes)
      .until((list) =>
        list.find((it) => it.metadata.name === "vm-disk-import-fails-once-a" && it.status?.phase === "Succeeded"),
      );
    expect(done.status?.restartCount).toBe(6);
  });

  test.each([
    ["unschedulable-once-a", "ErrorUnschedulable"],
    ["crash-once-a", "CrashLoopBackOff"],
  ])("the start of %s", async (name, status) => {
    await machine(name);
    await cluster.untilStatus(namespace, name, status);
    await cluster.untilStatus(namespace, name, "Running");
  });

  test("a public address", async () => {
    await machine("no-address-once-a", { external: true });
    await cluster.untilStatus(namespace, "no-address-once-a", "Running");
    const addressed = await cluster.client
      .informer(services)
      .until((list) =>
        list.find(
          (it) =>
            it.metadata.name === "vm-instance-no-address-once-a" && it.status?.loadBalancer?.ingress?.[0] !== undefined,
        ),
      );
    expect(addressed.status?.loadBalancer?.ingress?.[0]?.ip).toMatch(/^\d/);
  });
});
