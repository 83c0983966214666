import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vmInstances } from "../../seed/applications.ts";
import { namespaces, networks, secrets } from "../kinds/core.ts";
import { helmReleases } from "../kinds/cozystack.ts";
import { groupSubject, roleBindings, roleRef } from "../kinds/rbac.ts";
import { startTestCluster, type TestCluster } from "../test-cluster.ts";

/** What platform-api.md 3.2 tells of `core.cozystack.io`, asked over the wire. */

let cluster: TestCluster;
const core = "/apis/core.cozystack.io/v1alpha1";
const own = `${core}/namespaces/tenant-one`;

beforeAll(async () => {
  cluster = await startTestCluster();
  await cluster.tenant("one");
  await cluster.tenant("two");
});
afterAll(() => cluster.dispose());

const get = (path: string, as = "user") => cluster.call("GET", path, undefined, as);

describe("tenantnamespaces", () => {
  const picker = `${core}/tenantnamespaces`;

  test("a list ignores selectors it can read, and refuses those it cannot", async () => {
    const names = async (query: string) => (await get(`${picker}?${query}`)).body.items.length;
    expect(await names("labelSelector=no%3Dsuch")).toBe(1);
    expect(await names("fieldSelector=metadata.name%3Dnone")).toBe(1);
    const refused = await get(`${picker}?fieldSelector=spec.x%3D1`);
    expect(refused.body).toMatchObject({
      code: 400,
      message: '"spec.x" is not a known field selector: only "metadata.name", "metadata.namespace"',
    });
  });

  test("a watch honours them", async () => {
    const events = cluster.server.watch(`${picker}?watch=1&labelSelector=no%3Dsuch`, { token: "user" });
    expect((await events.next()).value.type).toBe("BOOKMARK");
    await events.return(undefined);
  });

  test("a right that comes later shows when its Namespace changes, as MODIFIED without an ADDED", async () => {
    const events = cluster.server.watch(`${picker}?watch=1`, { token: "user" });
    expect((await events.next()).value).toMatchObject({ type: "ADDED", object: { metadata: { name: "tenant-one" } } });
    expect((await events.next()).value).toMatchObject({ type: "BOOKMARK" });
    const binding = {
      metadata: { name: "late", namespace: "tenant-two" },
      roleRef: roleRef("ClusterRole", "cozy:tenant:view"),
      subjects: [groupSubject("tenant-one-use")],
    };
    await cluster.client.create(roleBindings, binding);
    // Read by GET, the right is there; the platform's own cache has it then.
    const isThere = async (): Promise<void> => {
      if ((await get(`${picker}/tenant-two`)).code !== 200) return isThere();
    };
    await isThere();
    await cluster.client.mergePatch(namespaces, { name: "tenant-two" }, { metadata: { labels: { touched: "yes" } } });
    expect((await events.next()).value).toMatchObject({
      type: "MODIFIED",
      object: { kind: "TenantNamespace", metadata: { name: "tenant-two", labels: { touched: "yes" } } },
    });
    await events.return(undefined);
    await cluster.client.delete(roleBindings, { namespace: "tenant-two", name: "late" });
  });

  test("nothing is written", async () => {
    expect((await cluster.call("POST", picker, { metadata: { name: "tenant-x" } })).code).toBe(405);
    expect((await cluster.call("DELETE", `${picker}/tenant-one`)).code).toBe(405);
  });
});

describe("options", () => {
  test("name the devices that nodes could give, and the tenant's networks", async () => {
    expect((await get(`${own}/options/gpu`)).body.spec.items).toEqual([
      { value: "nvidia.com/GA102GL_A10", description: "2 available on node gva-n01" },
      { value: "nvidia.com/TU104GL_TESLA_T4", description: "4 available on node gva-n01" },
    ]);
    expect((await get(`${own}/options/network`)).body.spec).toEqual({});
    await cluster.client.create(networks, { metadata: { name: "subnet-0a1b2c3d", namespace: "tenant-one" } });
    expect((await get(`${own}/options/network`)).body.spec.items).toEqual([{ value: "subnet-0a1b2c3d" }]);
  });

  test("are the same in a namespace that does not exist, and never change their version", async () => {
    const { code, body } = await cluster.call("GET", `${core}/namespaces/nowhere/options`);
    expect([code, body.metadata.resourceVersion]).toEqual([200, "0"]);
    expect((await cluster.call("POST", `${own}/options`, {})).code).toBe(405);
    expect((await get(`${own}/options/none`)).code).toBe(404);
  });

  test("a watch says each once, and no bookmark ever", async () => {
    const query = "watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
    const types: string[] = [];
    for await (const { type } of cluster.server.watch(`${own}/options?${query}&timeoutSeconds=1`)) types.push(type);
    expect(new Set(types)).toEqual(new Set(["ADDED"]));
    expect(types).toHaveLength(12);
  });
});

describe("tenantmodules", () => {
  test("are the releases that say so", async () => {
    expect((await get(`${own}/tenantmodules`)).body.items).toEqual([]);
    await cluster.client.create(helmReleases, {
      metadata: { name: "info", namespace: "tenant-one", labels: { "internal.cozystack.io/tenantmodule": "true" } },
      spec: {},
    });
    expect((await get(`${own}/tenantmodules`)).body.items[0]).toMatchObject({
      kind: "TenantModule",
      metadata: { name: "info" },
    });
    expect((await get(`${own}/tenantmodules/info`)).code).toBe(200);
    expect((await get(`${own}/tenantmodules/none`)).code).toBe(404);
    expect((await get(`${own}/tenantmodules`, "viewer")).code).toBe(403);
  });
});

describe("tenantsecrets", () => {
  const path = `${own}/tenantsecrets`;
  const mine = { metadata: { name: "mine" }, stringData: { user: "ada" } };

  test("are read by who uses the tenant, and written by nobody of it", async () => {
    expect((await get(path, "viewer")).code).toBe(403);
    for (const level of ["user", "admin", "super"]) {
      expect((await get(path, level)).code).toBe(200);
      expect((await cluster.call("POST", path, mine, level)).code).toBe(403);
    }
  });

  test("never show a machine's keys and cloud-init", async () => {
    await cluster.client.create(vmInstances, {
      metadata: { name: "keyed", namespace: "tenant-one" },
      spec: { runStrategy: "Halted", instanceProfile: "linux", sshKeys: ["ssh-ed25519 AAAA a"] },
    });
    await cluster.client
      .informer(secrets)
      .until((list) => list.find(({ metadata }) => metadata.name === "vm-instance-keyed-ssh-keys"));
    expect((await get(path)).body.items).toEqual([]);
    expect((await get(`${path}/vm-instance-keyed-ssh-keys`)).code).toBe(404);
  });

  test("for who may write: texts come back as base64, a second POST is 409, PATCH finds nothing, dry runs persist", async () => {
    const created = await cluster.call("POST", `${path}?dryRun=All`, mine);
    const user = Buffer.from("ada").toString("base64");
    expect(created.body).toMatchObject({ kind: "TenantSecret", data: { user }, stringData: { user } });
    expect((await get(`${path}/mine`)).body.data).toEqual({ user });
    const again = await cluster.call("POST", path, mine);
    expect(again.body).toMatchObject({ code: 409, message: 'secrets "mine" already exists' });
    const next = { metadata: { name: "mine", resourceVersion: "1" }, data: { user: "Ym9i" } };
    expect((await cluster.call("PUT", `${path}/mine`, next)).body).toMatchObject({ data: { user: "Ym9i" } });
    expect((await cluster.call("PATCH", `${path}/mine`, {})).code).toBe(404);
    expect((await cluster.call("DELETE", `${path}/mine`)).code).toBe(200);
    expect((await get(`${path}/mine`)).code).toBe(404);
  });
});
