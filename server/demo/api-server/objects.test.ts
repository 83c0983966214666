import { afterAll, beforeAll, expect, test } from "vitest";
import { take } from "../test-wire.ts";
import { configMap, crd, JSON_PATCH, MERGE, namespace, TestServer } from "./test-client.ts";

let api: TestServer;
beforeAll(async () => {
  api = await TestServer.start();
  await api.call("POST", "/api/v1/namespaces", namespace("team"));
});
afterAll(() => api.dispose());

const MAPS = "/api/v1/namespaces/team/configmaps";

test("an object is created, read, listed, replaced and deleted", async () => {
  const created = await api.call("POST", MAPS, { ...configMap("life"), data: { a: "1" } });
  expect(created.code).toBe(201);
  expect(created.body.metadata).toMatchObject({ name: "life", namespace: "team", uid: expect.any(String) });
  const read = await api.call("GET", `${MAPS}/life`);
  expect(read.body).toEqual(created.body);
  const replaced = await api.call("PUT", `${MAPS}/life`, { ...read.body, data: { a: "2" } });
  expect(replaced.code).toBe(200);
  expect(Number(replaced.body.metadata.resourceVersion)).toBeGreaterThan(Number(read.body.metadata.resourceVersion));
  const list = await api.call("GET", `${MAPS}?fieldSelector=metadata.name=life`);
  expect(list.body.kind).toBe("ConfigMapList");
  // As from kube-apiserver, the items of a typed list do not repeat what the list says.
  const { apiVersion: _apiVersion, kind: _kind, ...item } = replaced.body;
  expect(list.body.items).toEqual([item]);
  const deleted = await api.call("DELETE", `${MAPS}/life`);
  expect(deleted.body).toMatchObject({
    kind: "Status",
    status: "Success",
    details: { name: "life", kind: "configmaps" },
  });
  const gone = await api.call("GET", `${MAPS}/life`);
  expect(gone.code).toBe(404);
  expect(gone.body).toEqual({
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message: 'configmaps "life" not found',
    reason: "NotFound",
    details: { name: "life", kind: "configmaps" },
    code: 404,
  });
});

test("creating what exists is 409 AlreadyExists, replacing a stale revision 409 Conflict", async () => {
  const first = await api.call("POST", MAPS, configMap("twice"));
  const again = await api.call("POST", MAPS, configMap("twice"));
  expect(again.body).toMatchObject({
    code: 409,
    reason: "AlreadyExists",
    message: 'configmaps "twice" already exists',
  });
  await api.call("PUT", `${MAPS}/twice`, { ...first.body, data: { a: "1" } });
  const stale = await api.call("PUT", `${MAPS}/twice`, { ...first.body, data: { a: "2" } });
  expect(stale.body).toMatchObject({ code: 409, reason: "Conflict" });
  expect(stale.body.message).toBe(
    'Operation cannot be fulfilled on configmaps "twice": the object has been modified; please apply your changes to the latest version and try again',
  );
});

test("a bad name is 422 with a cause on metadata.name; generateName makes a good one", async () => {
  const bad = await api.call("POST", MAPS, configMap("Not_A_Name"));
  expect(bad.body).toMatchObject({
    code: 422,
    reason: "Invalid",
    details: { causes: [{ field: "metadata.name", reason: "FieldValueInvalid" }] },
  });
  const made = await api.call("POST", MAPS, configMap("", { generateName: "made-" }));
  expect(made.body.metadata.name).toMatch(/^made-[a-z0-9]{5}$/);
});

test("a dry run answers like the real thing and stores nothing", async () => {
  const dry = await api.call("POST", `${MAPS}?dryRun=All`, configMap("dry"));
  expect(dry.code).toBe(201);
  expect((await api.call("GET", `${MAPS}/dry`)).code).toBe(404);
  expect((await api.call("POST", `${MAPS}?dryRun=Some`, configMap("dry"))).code).toBe(422);
});

test("merge and JSON patches apply; strategic merge and apply are 415", async () => {
  await api.call("POST", MAPS, { ...configMap("patched"), data: { a: "1", b: "2" } });
  const merged = await api.call("PATCH", `${MAPS}/patched`, { data: { a: null, c: "3" } }, MERGE);
  expect(merged.body.data).toEqual({ b: "2", c: "3" });
  const patched = await api.call(
    "PATCH",
    `${MAPS}/patched`,
    [{ op: "replace", path: "/data/c", value: "4" }],
    JSON_PATCH,
  );
  expect(patched.body.data).toEqual({ b: "2", c: "4" });
  const failed = await api.call("PATCH", `${MAPS}/patched`, [{ op: "test", path: "/data/c", value: "x" }], JSON_PATCH);
  expect(failed.body).toMatchObject({ code: 422, reason: "Invalid" });
  const noop = await api.call("PATCH", `${MAPS}/patched`, { data: { c: "4" } }, MERGE);
  expect(noop.body.metadata.resourceVersion).toBe(patched.body.metadata.resourceVersion);
  for (const type of ["application/strategic-merge-patch+json", "application/apply-patch+yaml"]) {
    const refused = await api.call("PATCH", `${MAPS}/patched`, {}, { headers: { "Content-Type": type } });
    expect(refused.body).toMatchObject({ code: 415, reason: "UnsupportedMediaType" });
  }
});

test("a body over 3 MiB is 413, one that is no object 400, of an unknown type 415", async () => {
  const large = await api.call("POST", MAPS, { ...configMap("large"), data: { a: "x".repeat(4 * 1024 * 1024) } });
  expect(large.body).toMatchObject({ code: 413, reason: "RequestEntityTooLarge" });
  for (const body of ["{", "[]", "1", '{"metadata":1}']) expect((await api.call("POST", MAPS, body)).code).toBe(400);
  const text = { headers: { "Content-Type": "text/plain" } };
  expect((await api.call("POST", MAPS, "x", text)).body).toMatchObject({ code: 415, reason: "UnsupportedMediaType" });
  const yaml = { headers: { "Content-Type": "application/yaml" } };
  expect((await api.call("POST", MAPS, "metadata: {name: from-yaml}", yaml)).code).toBe(201);
});

test("a CustomResourceDefinition serves its kind, status apart from spec", async () => {
  await api.call(
    "POST",
    "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
    crd("demo.test", "widgets", "Widget"),
  );
  const path = "/apis/demo.test/v1/namespaces/team/widgets";
  const widget = {
    apiVersion: "demo.test/v1",
    kind: "Widget",
    metadata: { name: "w" },
    spec: { size: 1 },
    status: { lost: true },
  };
  const created = await api.call("POST", path, widget);
  expect(created.code).toBe(201);
  expect(created.body.metadata.generation).toBe(1);
  expect(created.body.status).toBeUndefined();
  const ready = await api.call("PATCH", `${path}/w/status`, { spec: { size: 9 }, status: { ready: true } }, MERGE);
  expect(ready.body).toMatchObject({ metadata: { generation: 1 }, spec: { size: 1 }, status: { ready: true } });
  const grown = await api.call("PATCH", `${path}/w`, { spec: { size: 2 }, status: { ready: false } }, MERGE);
  expect(grown.body).toMatchObject({ metadata: { generation: 2 }, spec: { size: 2 }, status: { ready: true } });
  const table = await api.call("GET", path, undefined, {
    headers: { Accept: "application/json;as=Table;v=v1;g=meta.k8s.io" },
  });
  expect(table.body.kind).toBe("Table");
  expect(table.body.columnDefinitions.map((column: { name: string }) => column.name)).toEqual(["Name", "Size"]);
  expect(table.body.rows[0].cells).toEqual(["w", 2]);
});

test("a watch goes on from a list and sees what comes", async () => {
  const list = await api.call("GET", MAPS);
  const events = api.watch(`${MAPS}?watch=1&resourceVersion=${list.body.metadata.resourceVersion}`);
  await api.call("POST", MAPS, configMap("seen"));
  await api.call("PATCH", `${MAPS}/seen`, { data: { a: "1" } }, MERGE);
  await api.call("DELETE", `${MAPS}/seen`);
  const seen = await take(events, 3);
  await events.return(undefined);
  expect(seen.map(({ type, object }) => [type, object.metadata.name])).toEqual([
    ["ADDED", "seen"],
    ["MODIFIED", "seen"],
    ["DELETED", "seen"],
  ]);
});
