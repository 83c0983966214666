import { afterAll, beforeAll, expect, test } from "vitest";
import { configMap, MERGE } from "../api-server/test-client.ts";
import { onEachServer } from "./on-each-server.ts";

onEachServer("deletion", ({ api }) => {
  let namespace: string;
  let maps: string;
  beforeAll(async () => {
    namespace = await api().namespace();
    maps = `/api/v1/namespaces/${namespace}/configmaps`;
  });
  afterAll(async () => {
    await api().call("DELETE", `/api/v1/namespaces/${namespace}`);
  });

  const create = async (name: string, metadata = {}) => (await api().ok("POST", maps, configMap(name, metadata))).body;
  const gone = (name: string) => api().until(`${maps}/${name}`, ({ code }) => code === 404);
  const ownedBy = ({ metadata }: { metadata: { name: string; uid: string } }, more = {}) => ({
    ownerReferences: [{ apiVersion: "v1", kind: "ConfigMap", name: metadata.name, uid: metadata.uid, ...more }],
  });

  test("a plain object goes at once, with a Status", async () => {
    const { metadata } = await create("plain");
    const { code, body } = await api().call("DELETE", `${maps}/plain`);
    expect(code).toBe(200);
    expect(body).toMatchObject({
      kind: "Status",
      status: "Success",
      details: { name: "plain", kind: "configmaps", uid: metadata.uid },
    });
    expect((await api().call("DELETE", `${maps}/plain`)).body).toMatchObject({ code: 404, reason: "NotFound" });
  });

  test("a finalizer holds it: marked, listed, deleted again, gone when the last one is taken away", async () => {
    await create("held", { finalizers: ["contract.test/hold"] });
    const { body } = await api().ok("DELETE", `${maps}/held`);
    expect(body.metadata).toMatchObject({ deletionTimestamp: expect.any(String), deletionGracePeriodSeconds: 0 });
    expect((await api().call("DELETE", `${maps}/held`)).code).toBe(200);
    const added = { metadata: { finalizers: ["contract.test/hold", "contract.test/more"] } };
    expect((await api().call("PATCH", `${maps}/held`, added, MERGE)).body).toMatchObject({
      code: 422,
      reason: "Invalid",
    });
    await api().ok("PATCH", `${maps}/held`, { metadata: { finalizers: null } }, MERGE);
    expect((await api().call("GET", `${maps}/held`)).code).toBe(404);
  });

  test("a claim is protected: it stays until somebody who knows its users lets it go", async () => {
    const claims = `/api/v1/namespaces/${namespace}/persistentvolumeclaims`;
    const { body } = await api().ok("POST", claims, {
      metadata: { name: "kept" },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    });
    expect(body.metadata.finalizers).toEqual(["kubernetes.io/pvc-protection"]);
    await api().ok("DELETE", `${claims}/kept`);
    expect((await api().ok("GET", `${claims}/kept`)).body.metadata.deletionTimestamp).toEqual(expect.any(String));
    await api().ok("PATCH", `${claims}/kept`, { metadata: { finalizers: null } }, MERGE);
    expect((await api().call("GET", `${claims}/kept`)).code).toBe(404);
  });

  test("preconditions that do not hold are 409", async () => {
    await create("guarded");
    for (const preconditions of [{ uid: "another" }, { resourceVersion: "1" }]) {
      const { body } = await api().call("DELETE", `${maps}/guarded`, { preconditions });
      expect(body).toMatchObject({ code: 409, reason: "Conflict" });
    }
    expect((await api().call("GET", `${maps}/guarded`)).code).toBe(200);
  });

  test("what it owned is collected after it, and what names an owner that never was", async () => {
    const owner = await create("owner");
    await create("owned", ownedBy(owner));
    await api().ok("DELETE", `${maps}/owner`);
    await gone("owned");
    await create("orphan", ownedBy({ metadata: { name: "nobody", uid: "22222222-2222-4222-8222-222222222222" } }));
    await gone("orphan");
  });

  test("in the foreground it waits for dependents that block; Orphan lets them go", async () => {
    const boss = await create("boss");
    const blocking = ownedBy(boss, { blockOwnerDeletion: true });
    await create("blocker", { finalizers: ["contract.test/hold"], ...blocking });
    await api().ok("DELETE", `${maps}/boss`, { propagationPolicy: "Foreground" });
    expect((await api().ok("GET", `${maps}/boss`)).body.metadata.finalizers).toEqual(["foregroundDeletion"]);
    await api().until(`${maps}/blocker`, ({ body }) => body.metadata.deletionTimestamp !== undefined);
    await api().ok("PATCH", `${maps}/blocker`, { metadata: { finalizers: null } }, MERGE);
    await gone("boss");
    const parent = await create("parent");
    await create("child", ownedBy(parent));
    await api().ok("DELETE", `${maps}/parent`, { propagationPolicy: "Orphan" });
    await gone("parent");
    expect((await api().ok("GET", `${maps}/child`)).body.metadata.ownerReferences).toBeUndefined();
  });

  test("a collection is deleted as selected", async () => {
    await create("a", { labels: { round: "1" } });
    await create("b", { labels: { round: "2" } });
    expect((await api().call("DELETE", `${maps}?labelSelector=round=1`)).code).toBe(200);
    await gone("a");
    expect((await api().call("GET", `${maps}/b`)).code).toBe(200);
  });

  test("a namespace empties itself, takes nothing new meanwhile, and goes", async () => {
    const doomed = await api().namespace();
    const path = `/api/v1/namespaces/${doomed}/configmaps`;
    await api().ok("POST", path, configMap("held", { finalizers: ["contract.test/hold"] }));
    expect((await api().ok("DELETE", `/api/v1/namespaces/${doomed}`)).body.status.phase).toBe("Terminating");
    const late = (await api().call("POST", path, configMap("late"))).body;
    expect(late).toMatchObject({
      code: 403,
      reason: "Forbidden",
      details: { causes: [{ reason: "NamespaceTerminating" }] },
    });
    expect(late.message).toContain(
      `unable to create new content in namespace ${doomed} because it is being terminated`,
    );
    await api().until(`${path}/held`, ({ body }) => body.metadata.deletionTimestamp !== undefined);
    await api().ok("PATCH", `${path}/held`, { metadata: { finalizers: null } }, MERGE);
    await api().until(`/api/v1/namespaces/${doomed}`, ({ code }) => code === 404);
  });
});
