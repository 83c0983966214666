import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { imageNamespace } from "../bootstrap/images.ts";
import { dataVolumes } from "../kinds/cdi.ts";
import { services } from "../kinds/core.ts";
import { virtualMachines } from "../kinds/kubevirt.ts";
import { startTestCluster, type TestCluster } from "../test-cluster.ts";
import { type EraName, eraNames, eras } from "./eras.ts";

const vms = "/apis/apps.cozystack.io/v1alpha1/namespaces/tenant-one/vminstances";
const core = "/apis/core.cozystack.io/v1alpha1";
const claims = `/api/v1/namespaces/${imageNamespace}/persistentvolumeclaims`;

/** What a person meets in each era, over the wire. */
const expected: Record<EraName, Met> = {
  current: {
    stopped: { runStrategy: "Halted" },
    started: { runStrategy: "Always" },
    disks: [{ name: "pet-system" }],
    defaults: { externalPorts: [22] },
    mayStart: true,
    images: 200,
    imagePrefix: "vm-default-images-",
    core: ["tenantnamespaces", "tenantmodules", "tenantsecrets", "options"],
    tenants: ["tenant-one"],
    definitions: 200,
    serviceOfPrivate: true,
    lineage: true,
    wholeIp: "false",
  },
  "0.38": {
    stopped: { running: false },
    started: { running: true },
    disks: [{ name: "pet-system" }],
    defaults: undefined,
    mayStart: false,
    images: 403,
    imagePrefix: "vm-image-",
    core: ["tenantnamespaces", "tenantmodules", "tenantsecrets"],
    tenants: ["tenant-one"],
    definitions: 403,
    serviceOfPrivate: false,
    lineage: true,
    wholeIp: "true",
  },
  "0.34": {
    stopped: { running: false },
    started: { running: true },
    disks: [{ name: "pet-system" }],
    defaults: undefined,
    mayStart: false,
    images: 403,
    imagePrefix: "vm-image-",
    core: undefined,
    tenants: undefined,
    definitions: 403,
    serviceOfPrivate: false,
    lineage: false,
    wholeIp: "true",
  },
  documented: {
    stopped: { running: false },
    started: { running: true },
    disks: ["pet-system"],
    defaults: undefined,
    mayStart: false,
    images: 403,
    imagePrefix: "vm-image-",
    core: undefined,
    tenants: undefined,
    definitions: 403,
    serviceOfPrivate: false,
    lineage: false,
    wholeIp: "true",
  },
};

type Met = {
  /** What stops a machine and lets it run: a VMInstance says it as the VirtualMachine does. */
  stopped: Record<string, unknown>;
  started: Record<string, unknown>;
  /** How a machine names its disks. */
  disks: unknown[];
  /** What an empty machine reads back as. */
  defaults: Record<string, unknown> | undefined;
  /** Whether level use may start a VirtualMachine. */
  mayStart: boolean;
  /** The answer to a list of the golden images, and of the definitions of applications. */
  images: number;
  definitions: number;
  imagePrefix: string;
  /** The resources of core.cozystack.io; undefined: no such group. */
  core: string[] | undefined;
  /** Whom the platform says a viewer belongs to. */
  tenants: string[] | undefined;
  serviceOfPrivate: boolean;
  /** Whether what belongs to an application says so in its labels. */
  lineage: boolean;
  /** The annotation of a Service that lists its ports. */
  wholeIp: string;
};

describe.each(eraNames)("in era %s", (era) => {
  const meets = expected[era];
  let cluster: TestCluster;

  beforeAll(async () => {
    cluster = await startTestCluster(era);
    await cluster.tenant("one");
    await cluster.machine("tenant-one", "pet");
  });
  afterAll(() => cluster.dispose());

  const machine = () => cluster.client.get(virtualMachines, { namespace: "tenant-one", name: "vm-instance-pet" });

  test("the published schema is the era's", async () => {
    const { body } = await cluster.call("GET", "/openapi/v3/apis/apps.cozystack.io/v1alpha1", undefined, "viewer");
    for (const kind of ["VMInstance", "VMDisk", "Tenant"] as const) {
      const name = `com.github.cozystack.cozystack.pkg.apis.apps.v1alpha1.${kind}`;
      const { "x-kubernetes-preserve-unknown-fields": _, ...spec } = body.components.schemas[name].properties.spec;
      expect(spec).toEqual(eras[era].schemas[kind]);
    }
  });

  test("a machine runs, and stops, by the words of its dialect", async () => {
    await cluster.untilStatus("tenant-one", "pet", "Running");
    expect((await cluster.call("GET", `${vms}/pet`, undefined, "viewer")).body.spec.disks).toEqual(meets.disks);
    expect((await machine())?.spec).toMatchObject(meets.started);
    const selector =
      "labelSelector=apps.cozystack.io/application.kind=VMInstance,apps.cozystack.io/application.name=pet";
    const pods = await cluster.call("GET", `/api/v1/namespaces/tenant-one/pods?${selector}`, undefined, "viewer");
    expect(pods.body.items).toHaveLength(meets.lineage ? 1 : 0);
    const headers = { "Content-Type": "application/merge-patch+json" };
    const stop = () => cluster.server.call("PATCH", `${vms}/pet`, { spec: meets.stopped }, { token: "admin", headers });
    while ((await stop()).code === 500) await machine();
    await cluster.untilStatus("tenant-one", "pet", "Stopped");
    expect((await machine())?.spec).toMatchObject(meets.stopped);
  });

  test("the subresources patch the word that the machine uses", async () => {
    await cluster.machine("tenant-one", "switched");
    await cluster.untilStatus("tenant-one", "switched", "Running");
    const path = "/apis/subresources.kubevirt.io/v1/namespaces/tenant-one/virtualmachines/vm-instance-switched";
    const now = () => cluster.client.get(virtualMachines, { namespace: "tenant-one", name: "vm-instance-switched" });
    expect((await cluster.call("PUT", `${path}/stop`)).code).toBe(202);
    expect((await now())?.spec).toMatchObject(meets.stopped);
    await cluster.untilStatus("tenant-one", "switched", "Stopped");
    expect((await cluster.call("PUT", `${path}/start`)).code).toBe(202);
    expect((await now())?.spec).toMatchObject(meets.started);
    const words = Object.keys((await now())?.spec ?? {}).filter((key) => key === "running" || key === "runStrategy");
    expect(words).toEqual(Object.keys(meets.started));
  });

  test("what is not written reads as the era reads it", async () => {
    const { code, body } = await cluster.call("POST", vms, { metadata: { name: "bare" }, spec: {} }, "admin");
    expect(code).toBe(201);
    if (meets.defaults) expect(body.spec).toMatchObject(meets.defaults);
    else expect(body.spec).toEqual({});
  });

  test("the right to start is what the era grants", async () => {
    const review = {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SelfSubjectAccessReview",
      spec: {
        resourceAttributes: {
          namespace: "tenant-one",
          verb: "update",
          group: "subresources.kubevirt.io",
          resource: "virtualmachines",
          subresource: "start",
        },
      },
    };
    const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    expect((await cluster.call("POST", path, review, "user")).body.status.allowed).toBe(meets.mayStart);
    const start = "/apis/subresources.kubevirt.io/v1/namespaces/tenant-one/virtualmachines/vm-instance-none/start";
    expect((await cluster.call("PUT", start, undefined, "user")).code).toBe(meets.mayStart ? 404 : 403);
  });

  test("golden images and definitions are listed, or not", async () => {
    expect((await cluster.call("GET", claims, undefined, "viewer")).code).toBe(meets.images);
    const all: { metadata: { name: string } }[] = (await cluster.call("GET", claims)).body.items;
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter(({ metadata }) => !metadata.name.startsWith(meets.imagePrefix))).toEqual([]);
    const path = "/apis/cozystack.io/v1alpha1/applicationdefinitions";
    expect((await cluster.call("GET", path, undefined, "viewer")).code).toBe(meets.definitions);
  });

  test("core.cozystack.io is there, or not", async () => {
    const { body } = await cluster.call("GET", "/apis", undefined, "viewer");
    const groups: string[] = body.groups.map((it: { name: string }) => it.name);
    expect(groups.includes("core.cozystack.io")).toBe(meets.core !== undefined);
    const served = (await cluster.call("GET", core, undefined, "viewer")).body?.resources;
    expect(served?.map((it: { name: string }) => it.name)).toEqual(meets.core);
    const { body: list } = await cluster.call("GET", `${core}/tenantnamespaces`, undefined, "viewer");
    expect(list?.items?.map((it: { metadata: { name: string } }) => it.metadata.name)).toEqual(meets.tenants);
  });

  test("outside traffic reaches a machine as the era passes it", async () => {
    const name = "vm-instance-open";
    expect(
      (await cluster.client.get(services, { namespace: "tenant-one", name: "vm-instance-pet" })) !== undefined,
    ).toBe(meets.serviceOfPrivate);
    await cluster.machine("tenant-one", "open", { external: true, externalPorts: [22] });
    const service = await cluster.client
      .informer(services)
      .until((list) => list.find(({ metadata }) => metadata.name === name));
    expect(service.metadata.annotations?.["networking.cozystack.io/wholeIP"]).toBe(meets.wholeIp);
  });
});

describe("a value of another dialect", () => {
  /** What the platform reports about a machine or disk that it does not install. */
  const refusal = async (cluster: TestCluster, plural: string, name: string, spec: object): Promise<string> => {
    const collection = `/apis/apps.cozystack.io/v1alpha1/namespaces/tenant-one/${plural}`;
    const { code } = await cluster.call("POST", collection, { metadata: { name }, spec }, "admin");
    expect(code).toBe(201);
    for await (const { object } of cluster.server.watch(`${collection}?watch=true`)) {
      const ready = object.status?.conditions?.find((it: { type: string }) => it.type === "Ready");
      if (object.metadata.name === name && ready) return ready.message;
    }
    throw new Error("the watch ended");
  };

  const running = async (era: EraName, act: (cluster: TestCluster) => Promise<void>): Promise<void> => {
    const cluster = await startTestCluster(era);
    await cluster.tenant("one");
    await act(cluster).finally(() => cluster.dispose());
  };

  test("is stored, reads as written and fails its release, before defaults were filled in", () =>
    running("0.34", async (cluster) => {
      const said = await refusal(cluster, "vminstances", "listed", { disks: ["system"], instanceProfile: "debian" });
      expect(said).toContain("- at '/disks/0': got string, want object");
      expect(said).toContain("- at '/instanceProfile': value must be one of 'alpine'");
      const { body } = await cluster.call("GET", `${vms}/listed`);
      expect(body.spec).toEqual({ disks: ["system"], instanceProfile: "debian" });
    }));

  test("documented disks download with headers and a checksum, and come out of container images", () =>
    running("documented", async (cluster) => {
      const disks = "/apis/apps.cozystack.io/v1alpha1/namespaces/tenant-one/vmdisks";
      const http = { url: "https://images.demo.invalid/a.img", headers: { Authorization: "x" }, checksum: "sha256:ab" };
      await cluster.call("POST", disks, { metadata: { name: "web" }, spec: { source: { http } } }, "admin");
      const registry = { url: "docker://images.demo.invalid/b" };
      await cluster.call("POST", disks, { metadata: { name: "box" }, spec: { source: { registry } } }, "admin");
      const sourceOf = async (name: string) => {
        const volume = await cluster.client
          .informer(dataVolumes)
          .until((list) => list.find((it) => it.metadata.name === name && it.status?.phase === "Succeeded"));
        return volume.spec.source;
      };
      expect(await sourceOf("vm-disk-web")).toEqual({
        http: { url: http.url, extraHeaders: ["Authorization: x"], checksum: "sha256:ab" },
      });
      expect(await sourceOf("vm-disk-box")).toEqual({ registry });
      const { body } = await cluster.call("GET", `${disks}/web`);
      expect(body.spec).toEqual({ source: { http } });
    }));
});
