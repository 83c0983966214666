import { afterAll, beforeAll, expect, test } from "vitest";
import { take } from "../test-wire.ts";
import { configMap, MERGE, namespace, TestServer } from "./test-client.ts";

let api: TestServer;
beforeAll(async () => {
  api = await TestServer.start();
  await api.call("POST", "/api/v1/namespaces", namespace("team"));
});
afterAll(() => api.dispose());

const MAPS = "/api/v1/namespaces/team/configmaps";

/** Resolves when an object has gone, however long its deletion takes. */
async function gone(path: string, name: string): Promise<void> {
  const events = api.watch(
    `${path}?watch=1&fieldSelector=metadata.name=${name}&resourceVersion=${await revision(path)}`,
  );
  if ((await api.call("GET", `${path}/${name}`)).code === 404) return;
  for await (const { type } of events) if (type === "DELETED") return;
}

const revision = async (path: string): Promise<string> => (await api.call("GET", path)).body.metadata.resourceVersion;

const owner = (of: { body: { metadata: { name: string; uid: string } } }, more: object = {}) => [
  { apiVersion: "v1", kind: "ConfigMap", name: of.body.metadata.name, uid: of.body.metadata.uid, ...more },
];

test("a finalizer holds a deleted object until it is taken off", async () => {
  await api.call("POST", MAPS, configMap("held", { finalizers: ["demo.test/hold"] }));
  const deleted = await api.call("DELETE", `${MAPS}/held`);
  expect(deleted.body.metadata).toMatchObject({
    deletionTimestamp: expect.any(String),
    finalizers: ["demo.test/hold"],
  });
  const again = await api.call("DELETE", `${MAPS}/held`);
  expect(again.body.metadata.resourceVersion).toBe(deleted.body.metadata.resourceVersion);
  const added = await api.call(
    "PATCH",
    `${MAPS}/held`,
    { metadata: { finalizers: ["demo.test/hold", "demo.test/more"] } },
    MERGE,
  );
  expect(added.body).toMatchObject({ code: 422, details: { causes: [{ field: "metadata.finalizers" }] } });
  const released = await api.call("PATCH", `${MAPS}/held`, { metadata: { finalizers: null } }, MERGE);
  expect(released.code).toBe(200);
  expect((await api.call("GET", `${MAPS}/held`)).code).toBe(404);
});

test("preconditions refuse the deletion of what has changed or been replaced", async () => {
  await api.call("POST", MAPS, configMap("guarded"));
  const wrong = await api.call("DELETE", `${MAPS}/guarded`, { preconditions: { uid: "other" } });
  expect(wrong.body).toMatchObject({ code: 409, reason: "Conflict" });
  expect(wrong.body.message).toMatch(/the UID in the precondition \(other\) does not match the UID in record/);
  expect((await api.call("DELETE", `${MAPS}/guarded`, { preconditions: { resourceVersion: "1" } })).code).toBe(409);
  expect((await api.call("DELETE", `${MAPS}/guarded?dryRun=All`)).code).toBe(200);
  expect((await api.call("GET", `${MAPS}/guarded`)).code).toBe(200);
});

test("what is owned goes with its last owner, in the background", async () => {
  const first = await api.call("POST", MAPS, configMap("owner-1"));
  const second = await api.call("POST", MAPS, configMap("owner-2"));
  await api.call("POST", MAPS, configMap("owned", { ownerReferences: [...owner(first), ...owner(second)] }));
  await api.call("DELETE", `${MAPS}/owner-1`);
  expect((await api.call("GET", `${MAPS}/owned`)).body.metadata.ownerReferences).toEqual(owner(second));
  await api.call("DELETE", `${MAPS}/owner-2`);
  await gone(MAPS, "owned");
});

test("what names an owner that does not exist is collected", async () => {
  await api.call(
    "POST",
    MAPS,
    configMap("orphan", { ownerReferences: [{ apiVersion: "v1", kind: "ConfigMap", name: "no", uid: "none" }] }),
  );
  await gone(MAPS, "orphan");
});

test("foreground deletion waits for dependents that block, orphaning keeps them", async () => {
  const boss = await api.call("POST", MAPS, configMap("boss"));
  await api.call(
    "POST",
    MAPS,
    configMap("blocker", {
      finalizers: ["demo.test/hold"],
      ownerReferences: owner(boss, { blockOwnerDeletion: true }),
    }),
  );
  await api.call("DELETE", `${MAPS}/boss`, { propagationPolicy: "Foreground" });
  expect((await api.call("GET", `${MAPS}/boss`)).body.metadata.finalizers).toEqual(["foregroundDeletion"]);
  await api.call("PATCH", `${MAPS}/blocker`, { metadata: { finalizers: null } }, MERGE);
  await gone(MAPS, "boss");
  const parent = await api.call("POST", MAPS, configMap("parent"));
  await api.call("POST", MAPS, configMap("child", { ownerReferences: owner(parent) }));
  await api.call("DELETE", `${MAPS}/parent`, { propagationPolicy: "Orphan" });
  await gone(MAPS, "parent");
  expect((await api.call("GET", `${MAPS}/child`)).body.metadata.ownerReferences).toBeUndefined();
});

test("a pod on a node is given its grace; its kubelet deletes it with grace 0", async () => {
  const pods = "/api/v1/namespaces/team/pods";
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "p" },
    spec: { nodeName: "n1", containers: [{ name: "c" }] },
  };
  await api.call("POST", pods, pod);
  const deleted = await api.call("DELETE", `${pods}/p`);
  expect(deleted.body.metadata).toMatchObject({
    deletionGracePeriodSeconds: 30,
    deletionTimestamp: expect.any(String),
  });
  expect((await api.call("GET", `${pods}/p`)).code).toBe(200);
  await api.call("DELETE", `${pods}/p`, { gracePeriodSeconds: 0 });
  expect((await api.call("GET", `${pods}/p`)).code).toBe(404);
});

test("a deleted namespace empties itself, takes nothing new and goes", async () => {
  const path = "/api/v1/namespaces/doomed/configmaps";
  await api.call("POST", "/api/v1/namespaces", namespace("doomed"));
  await api.call("POST", path, configMap("plain"));
  await api.call("POST", path, configMap("held", { finalizers: ["demo.test/hold"] }));
  const deleted = await api.call("DELETE", "/api/v1/namespaces/doomed");
  expect(deleted.body.status.phase).toBe("Terminating");
  const late = await api.call("POST", path, configMap("late"));
  expect(late.body).toMatchObject({ code: 403, details: { causes: [{ reason: "NamespaceTerminating" }] } });
  expect(late.body.message).toContain(
    "unable to create new content in namespace doomed because it is being terminated",
  );
  await gone(path, "plain");
  const events = api.watch("/api/v1/namespaces?watch=1&fieldSelector=metadata.name=doomed");
  await take(events, 1);
  await api.call("PATCH", `${path}/held`, { metadata: { finalizers: null } }, MERGE);
  expect((await take(events, 1))[0]?.type).toBe("DELETED");
  await events.return(undefined);
  expect((await api.call("POST", path, configMap("late"))).body.message).toBe('namespaces "doomed" not found');
});
