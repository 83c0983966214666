import { request } from "node:https";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN_TOKEN, configMap, namespace, TestServer } from "./test-client.ts";

let api: TestServer;
beforeAll(async () => {
  api = await TestServer.start();
  for (const name of ["one", "two"]) await api.call("POST", "/api/v1/namespaces", namespace(name));
  const labels = [{ app: "web", tier: "a" }, { app: "web", tier: "b" }, { app: "db" }, {}];
  for (const [index, label] of labels.entries())
    await api.call("POST", MAPS, configMap(`m${index}`, { labels: label }));
  await api.call("POST", "/api/v1/namespaces/two/configmaps", configMap("other"));
});
afterAll(() => api.dispose());

const MAPS = "/api/v1/namespaces/one/configmaps";

const names = async (query: string): Promise<string[]> => {
  const list = await api.call("GET", `${MAPS}?${query}`);
  return list.body.items.map((item: { metadata: { name: string } }) => item.metadata.name);
};

test.each([
  ["app=web", ["m0", "m1"]],
  ["app==web,tier=a", ["m0"]],
  ["app!=web", ["m2", "m3"]],
  ["app in (web,db)", ["m0", "m1", "m2"]],
  ["tier notin (a),app", ["m1", "m2"]],
  ["app", ["m0", "m1", "m2"]],
  ["!app", ["m3"]],
])("label selector %s", async (selector, expected) => {
  expect(await names(`labelSelector=${encodeURIComponent(selector)}`)).toEqual(expected);
});

test("selectors that cannot be understood are 400", async () => {
  for (const query of ["labelSelector=a+in+web", "labelSelector=%2C%2C", "fieldSelector=data.a=1", "fieldSelector=x"]) {
    expect((await api.call("GET", `${MAPS}?${query}`)).body).toMatchObject({ code: 400, reason: "BadRequest" });
  }
});

test("field selectors know name, namespace and what an event is about", async () => {
  expect(await names("fieldSelector=metadata.name!=m0")).toEqual(["m1", "m2", "m3"]);
  const event = (name: string, about: string) => ({
    apiVersion: "v1",
    kind: "Event",
    metadata: { name },
    involvedObject: { kind: "Pod", name: about },
  });
  await api.call("POST", "/api/v1/namespaces/one/events", event("e1", "web"));
  await api.call("POST", "/api/v1/namespaces/one/events", event("e2", "db"));
  const list = await api.call(
    "GET",
    "/api/v1/namespaces/one/events?fieldSelector=involvedObject.name=db,involvedObject.kind=Pod",
  );
  expect(list.body.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual(["e2"]);
});

test("a paged list stays as it was at its first page", async () => {
  const first = await api.call("GET", `${MAPS}?limit=2`);
  expect(first.body.metadata).toMatchObject({ remainingItemCount: 2, continue: expect.any(String) });
  await api.call("POST", MAPS, configMap("m1a"));
  const second = await api.call("GET", `${MAPS}?limit=2&continue=${first.body.metadata.continue}`);
  expect(second.body.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual(["m2", "m3"]);
  expect(second.body.metadata.resourceVersion).toBe(first.body.metadata.resourceVersion);
  expect(second.body.metadata.continue).toBeUndefined();
  await api.call("DELETE", `${MAPS}/m1a`);
});

test("a continue token that is forgotten is 410, one that is none 400", async () => {
  const first = await api.call("GET", `${MAPS}?limit=1`);
  for (let page = 0; page < 70; page += 1) await api.call("GET", `${MAPS}?limit=1`);
  const late = await api.call("GET", `${MAPS}?limit=1&continue=${first.body.metadata.continue}`);
  expect(late.body).toMatchObject({ code: 410, reason: "Expired" });
  expect((await api.call("GET", `${MAPS}?continue=rubbish`)).code).toBe(400);
});

test("a revision from the future is 504", async () => {
  const answer = await api.call("GET", `${MAPS}?resourceVersion=99999999`);
  expect(answer.body).toMatchObject({
    code: 504,
    reason: "Timeout",
    details: { causes: [{ reason: "ResourceVersionTooLarge" }] },
  });
});

test("Table, metadata only and YAML are given on request, anything else is 406", async () => {
  const as = (Accept: string) => api.call("GET", MAPS, undefined, { headers: { Accept } });
  const table = await as("application/json;as=Table;v=v1;g=meta.k8s.io");
  expect(table.body.rows[0]).toMatchObject({
    cells: ["m0", 0, expect.any(String)],
    object: { metadata: { name: "m0" } },
  });
  const metadata = await as("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io");
  expect(metadata.body).toMatchObject({
    kind: "PartialObjectMetadataList",
    items: [{ kind: "PartialObjectMetadata" }, {}, {}, {}],
  });
  expect((await as("application/yaml")).text).toMatch(/^kind: ConfigMapList/);
  expect((await as("image/png")).body).toMatchObject({ code: 406, reason: "NotAcceptable" });
});

test("a long answer is compressed for who asks", async () => {
  const { encoding, body } = await new Promise<{ encoding?: string; body: Buffer }>((resolve, reject) => {
    const headers = { Authorization: `Bearer ${ADMIN_TOKEN}`, "Accept-Encoding": "gzip" };
    request(`${api.server.url}/api/v1/configmaps`, { ca: api.server.caPem, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => resolve({ encoding: answer.headers["content-encoding"], body: Buffer.concat(chunks) }));
    })
      .on("error", reject)
      .end();
  });
  expect(encoding).toBe("gzip");
  expect(JSON.parse(gunzipSync(body).toString("utf8")).kind).toBe("ConfigMapList");
});

test("all namespaces list in etcd's order; deletecollection takes what is selected", async () => {
  const everywhere = await api.call("GET", "/api/v1/configmaps?labelSelector=!app");
  expect(everywhere.body.items.map((item: { metadata: { namespace: string } }) => item.metadata.namespace)).toEqual([
    "kube-system",
    "one",
    "two",
  ]);
  const deleted = await api.call("DELETE", `${MAPS}?labelSelector=app=web`);
  expect(deleted.code).toBe(200);
  expect(await names("")).toEqual(["m2", "m3"]);
});
