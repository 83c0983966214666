import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiServer, startApiServer } from "../api-server/start.ts";
import { createCertificates } from "../certificates.ts";
import { connect, type KubeClient } from "../platform/client.ts";
import { instances, virtualMachines } from "../platform/kinds/kubevirt.ts";
import { type Platform, startPlatform } from "../platform/start.ts";
import { vmInstances } from "./applications.ts";
import { type Kept, whatNames } from "./copies.ts";
import { manySchema } from "./many.ts";

describe("the plan of many machines", () => {
  it("says a tenant, how many, and over how many tenants", () => {
    expect(manySchema.parse("one=5000, fleet=50/10")).toEqual([
      { tenant: "one", machines: 5000, tenants: 1 },
      { tenant: "fleet", machines: 50, tenants: 10 },
    ]);
    expect(manySchema.parse("")).toEqual([]);
  });

  it.each(["one", "one=0", "one=-5", "a-b=5", "=5", "one=5/0", "one=5;two=5"])("is refused: %s", (text) => {
    expect(manySchema.safeParse(text).success).toBe(false);
  });
});

describe("many machines", () => {
  let apiServer: ApiServer;
  let platform: Platform;
  let client: KubeClient;
  let folder: string;

  beforeAll(async () => {
    const certificates = await createCertificates();
    apiServer = await startApiServer({ certificates });
    folder = await mkdtemp(join(tmpdir(), "porthole-many-"));
    const kubeconfig = join(folder, "kubeconfig");
    await writeFile(kubeconfig, apiServer.adminKubeconfig(), { mode: 0o600 });
    const plan = manySchema.parse("many=60,fleet=6/3");
    const certificate = { ...certificates.platform, ca: certificates.ca.cert };
    platform = await startPlatform({
      kubeconfig,
      certificate,
      speed: 20,
      many: { plan, contents: apiServer.contents },
    });
    client = await connect(kubeconfig);
    // Thirty machines come up by themselves before the others are copied from them.
  }, 90_000);
  afterAll(async () => {
    await client.dispose();
    await platform.dispose();
    await apiServer.dispose();
    await rm(folder, { recursive: true });
  });

  const contents = () => apiServer.contents;
  const inMany = (name: string) =>
    whatNames(contents(), name).filter(({ object }) => object.metadata.namespace === "tenant-many");

  it("are all there, in one tenant and over several", async () => {
    expect(await client.list(vmInstances, { namespace: "tenant-many" })).toHaveLength(60);
    for (const tenant of ["tenant-fleet000", "tenant-fleet001", "tenant-fleet002"]) {
      expect(await client.list(vmInstances, { namespace: tenant })).toHaveLength(2);
    }
    const states = (await client.list(virtualMachines, { namespace: "tenant-many" })).map(
      (it) => it.status?.printableStatus,
    );
    expect(Object.groupBy(states, (state) => state ?? "").Running?.length).toBeGreaterThan(40);
    expect(new Set(states)).toEqual(new Set(["Running", "Stopped", "ErrorUnschedulable"]));
  });

  it("have what the first of their kind has, under their own names, and nothing in common with it", () => {
    const [first, copy] = [inMany("web-0000"), inMany("web-0001")];
    const names = (group: Kept[], name: string) =>
      group.map(
        ({ key, object }) => `${key} ${object.metadata.name.replaceAll(name, "*").replace(/-[0-9a-f]{5}$/, "-#")}`,
      );
    expect(names(copy, "web-0001").sort()).toEqual(names(first, "web-0000").sort());
    expect(JSON.stringify(copy)).not.toContain("web-0000");
    for (const { object } of first) expect(JSON.stringify(copy)).not.toContain(object.metadata.uid);
  });

  it("share no identity and no address", () => {
    const all = [...contents().keys()].flatMap((key) => contents().list(key));
    const uids = all.map(({ object }) => object.metadata.uid);
    expect(new Set(uids).size).toBe(uids.length);
    const running = contents().list("kubevirt.io/virtualmachineinstances");
    const addresses = running.flatMap(({ object }) => JSON.stringify(object).match(/(?<="ipAddress":")[^"]+/g) ?? []);
    expect(new Set(addresses).size).toBe(addresses.length);
    const services = JSON.stringify(
      contents()
        .list("/services")
        .map(({ object }) => object),
    );
    const outside = services.match(/(?<="ip":")[^"]+/g) ?? [];
    expect(outside.length).toBeGreaterThan(5);
    expect(new Set(outside).size).toBe(outside.length);
  });

  it("are the controllers' own: an upgrade changes nothing of them, a stop stops them, a delete leaves nothing", async () => {
    const [ref, vm] = [
      { namespace: "tenant-many", name: "web-0002" },
      { namespace: "tenant-many", name: "vm-instance-web-0002" },
    ];
    const machines = client.informer(virtualMachines, { namespace: "tenant-many" });
    const before = (await client.get(virtualMachines, vm))?.spec;
    await client.mergePatch(vmInstances, ref, { metadata: { labels: { changed: "yes" } } });
    await expect
      .poll(() => JSON.stringify(contents().list("helm.toolkit.fluxcd.io/helmreleases")), { timeout: 10_000 })
      .toContain("release tenant-many/vm-instance-web-0002.v2");
    const after = await client.get(virtualMachines, vm);
    expect(after?.spec).toEqual(before);
    expect(after?.status?.conditions?.map(({ type }) => type)).not.toContain("RestartRequired");

    await client.mergePatch(vmInstances, ref, { spec: { runStrategy: "Halted" } });
    await machines.until((list) =>
      list.find(({ metadata, status }) => metadata.name === vm.name && status?.printableStatus === "Stopped"),
    );
    await expect.poll(() => client.get(instances, vm)).toBeUndefined();

    await client.delete(vmInstances, ref);
    await machines.until((list) => !list.some(({ metadata }) => metadata.name === vm.name) || undefined);
    await expect
      .poll(
        () =>
          inMany("vm-instance-web-0002")
            .filter(({ key }) => !key.endsWith("events"))
            .map(({ key }) => key),
        { timeout: 10_000 },
      )
      .toEqual([]);
  });
});
