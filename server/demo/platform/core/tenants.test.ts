import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tenants } from "../../seed/applications.ts";
import { limitRanges, namespaces, resourceQuotas } from "../kinds/core.ts";
import { roleBindings } from "../kinds/rbac.ts";
import { startTestCluster, type TestCluster } from "../test-cluster.ts";

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startTestCluster();
  await cluster.tenant("one", { cpu: "8", memory: "16Gi", storage: "100Gi" });
  await cluster.tenant("two");
  await cluster.client.create(tenants, { metadata: { name: "child", namespace: "tenant-one" }, spec: {} });
  await cluster.client
    .informer(roleBindings)
    .until(
      (list) => list.filter(({ metadata }) => metadata.namespace === "tenant-one-child").length === 4 || undefined,
    );
});
afterAll(() => cluster.dispose());

const pick = "/apis/core.cozystack.io/v1alpha1/tenantnamespaces";

describe("a tenant", () => {
  test("has a namespace that names its ancestors", async () => {
    const found = await cluster.client.get(namespaces, { name: "tenant-one-child" });
    expect(found?.metadata.labels).toMatchObject({
      "tenant.cozystack.io/tenant-root": "",
      "tenant.cozystack.io/tenant-one": "",
      "tenant.cozystack.io/tenant-one-child": "",
    });
  });

  test("has bindings for its own groups and those of its ancestors", async () => {
    const binding = await cluster.client.get(roleBindings, { namespace: "tenant-one-child", name: "cozy:tenant:use" });
    const groups = binding?.subjects?.filter(({ kind }) => kind === "Group").map(({ name }) => name);
    expect(groups).toEqual(["tenant-root-use", "tenant-one-use", "tenant-one-child-use"]);
  });

  test("has a quota and a limit range only when it is given quotas", async () => {
    const quota = await cluster.client.get(resourceQuotas, { namespace: "tenant-one", name: "tenant-quota" });
    expect(quota?.spec.hard).toEqual({ "requests.cpu": "8", "requests.memory": "16Gi", "requests.storage": "100Gi" });
    expect(await cluster.client.list(limitRanges, { namespace: "tenant-one" })).toHaveLength(1);
    expect(await cluster.client.list(resourceQuotas, { namespace: "tenant-two" })).toEqual([]);
  });

  test("says its namespace", async () => {
    const path = "/apis/apps.cozystack.io/v1alpha1/namespaces/tenant-one/tenants/child";
    expect((await cluster.call("GET", path)).body.status.namespace).toBe("tenant-one-child");
  });

  test("may not ask for more than its parent has", async () => {
    const path = "/apis/apps.cozystack.io/v1alpha1/namespaces/tenant-one/tenants";
    const spec = { resourceQuotas: { cpu: "40" } };
    const { code, body } = await cluster.call("POST", path, { metadata: { name: "big" }, spec });
    expect(code).toBe(422);
    expect(body.message).toContain(
      `spec.resourceQuotas[cpu]: Forbidden: requested 40 exceeds the parent tenant's remaining "cpu" quota of 8`,
    );
  });

  test("takes its namespace along", async () => {
    await cluster.tenant("brief");
    await cluster.client.delete(tenants, { namespace: "tenant-root", name: "brief" });
    await cluster.client
      .informer(namespaces)
      .until((list) => !list.some(({ metadata }) => metadata.name === "tenant-brief") || undefined);
  });
});

describe("the tenant picker", () => {
  const names = async (as?: string) =>
    (await cluster.call("GET", pick, undefined, as)).body.items.map(
      (it: { metadata: { name: string } }) => it.metadata.name,
    );

  test.each([
    ["viewer", ["tenant-one", "tenant-one-child"]],
    ["stranger", []],
  ])("shows %s what bindings name", async (person, expected) => {
    expect(await names(person)).toEqual(expected);
  });

  test("shows parents their children, and administrators everything", async () => {
    expect(await names("root")).toEqual(expect.arrayContaining(["tenant-root", "tenant-one", "tenant-two"]));
    expect(await names()).toEqual(expect.arrayContaining(["tenant-root", "tenant-one", "tenant-two"]));
  });

  test("refuses another tenant and one that does not exist alike", async () => {
    expect((await cluster.call("GET", `${pick}/tenant-two`, undefined, "viewer")).code).toBe(403);
    expect((await cluster.call("GET", `${pick}/tenant-nowhere`, undefined, "viewer")).code).toBe(403);
    expect((await cluster.call("GET", `${pick}/cozy-system`, undefined, "viewer")).code).toBe(404);
    expect((await cluster.call("GET", `${pick}/tenant-nowhere`)).code).toBe(404);
  });
});

describe("options", () => {
  const read = (source: string, as = "viewer") =>
    cluster.call("GET", `/apis/core.cozystack.io/v1alpha1/namespaces/tenant-one/options/${source}`, undefined, as);

  test("offer images, types, profiles and classes of the live cluster", async () => {
    expect((await read("image")).body.spec.items).toContainEqual(expect.objectContaining({ value: "ubuntu-2404" }));
    expect((await read("instancetype")).body.spec.items).toContainEqual(
      expect.objectContaining({ value: "s1.3large" }),
    );
    expect((await read("storageclass")).body.spec.items).toEqual([
      { value: "local" },
      { value: "replicated", default: true },
    ]);
  });

  test("say nothing where there is nothing, and 404 for a source that is none", async () => {
    expect((await read("backup")).body.spec).toEqual({});
    expect((await read("nonsense")).code).toBe(404);
    expect((await read("constructor")).code).toBe(404);
    expect((await read("image", "stranger")).code).toBe(403);
  });
});

describe("levels", () => {
  const may = async (
    as: string,
    verb: string,
    group: string,
    resource: string,
    subresource?: string,
    namespace = "tenant-one",
  ) => {
    const { body } = await cluster.call(
      "POST",
      "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
      {
        apiVersion: "authorization.k8s.io/v1",
        kind: "SelfSubjectAccessReview",
        spec: { resourceAttributes: { namespace, verb, group, resource, subresource } },
      },
      as,
    );
    return body.status.allowed;
  };
  const apps = "apps.cozystack.io";
  const sub = "subresources.kubevirt.io";

  // viewer, user, admin, super: platform-api.md 3.3.
  test.each([
    ["list", apps, "vminstances", undefined, [true, true, true, true]],
    ["list", "", "pods", undefined, [true, true, true, true]],
    ["create", apps, "vminstances", undefined, [false, false, true, true]],
    ["create", apps, "tenants", undefined, [false, false, false, true]],
    ["get", sub, "virtualmachineinstances", "vnc", [false, true, true, true]],
    ["get", sub, "virtualmachineinstances", "console", [false, true, true, true]],
    ["update", sub, "virtualmachines", "start", [false, true, true, true]],
    ["update", sub, "virtualmachineinstances", "pause", [false, false, false, false]],
    ["list", "kubevirt.io", "virtualmachines", undefined, [false, false, true, true]],
    ["watch", "kubevirt.io", "virtualmachines", undefined, [false, false, false, true]],
    ["get", "kubevirt.io", "virtualmachineinstances", undefined, [false, false, false, false]],
    ["get", "", "secrets", undefined, [false, false, false, false]],
    ["list", "helm.toolkit.fluxcd.io", "helmreleases", undefined, [false, false, false, false]],
  ])("%s %s/%s %s", async (verb, group, resource, subresource, expected) => {
    const allowed = await Promise.all(
      ["viewer", "user", "admin", "super"].map((as) => may(as, verb, group, resource, subresource)),
    );
    expect(allowed).toEqual(expected);
  });

  test("hold in descendants and nowhere else", async () => {
    expect(await may("admin", "create", apps, "vminstances", undefined, "tenant-one-child")).toBe(true);
    expect(await may("admin", "list", apps, "vminstances", undefined, "tenant-two")).toBe(false);
    expect(await may("viewer", "list", "", "persistentvolumeclaims", undefined, "cozy-public")).toBe(true);
  });
});
