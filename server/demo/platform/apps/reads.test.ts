import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { helmReleases } from "../kinds/cozystack.ts";
import { startTestApplications, vms } from "./test-applications.ts";

let it: Awaited<ReturnType<typeof startTestApplications>>;
beforeAll(async () => {
  it = await startTestApplications();
});
afterAll(() => it.dispose());

const get: typeof it.get = (...call) => it.get(...call);

describe("what a list ignores and what it refuses", () => {
  test.each([
    "limit=1",
    "continue=abc",
    "limit=1&continue=abc",
    "resourceVersion=1",
    "resourceVersion=99999999",
    "resourceVersion=garbage",
    "resourceVersion=1&resourceVersionMatch=NotOlderThan",
  ])("%s: always the whole list", async (query) => {
    const { code, body } = await get(`${vms}?${query}`);
    expect(code).toBe(200);
    expect(body.items.length).toBeGreaterThanOrEqual(2);
    expect(body.metadata).not.toHaveProperty("continue");
  });

  test.each([
    ["resourceVersionMatch=NotOlderThan", 422, "resourceVersionMatch is forbidden unless resourceVersion is provided"],
    ["sendInitialEvents=true", 422, "sendInitialEvents is forbidden for list"],
    ["watch=1&sendInitialEvents=true", 422, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"],
    [
      "fieldSelector=spec.runStrategy%3DAlways",
      400,
      '"spec.runStrategy" is not a known field selector: only "metadata.name", "metadata.namespace"',
    ],
    ["watch=1&fieldSelector=status.x%3D1", 400, '"status.x" is not a known field selector'],
    ["labelSelector=a%3D%3D%3Db", 400, "unable to parse requirement"],
    ["timeout=bad", 400, 'time: invalid duration "bad"'],
    ["timeout=1ns", 504, "request did not complete within requested timeout - context deadline exceeded"],
  ])("%s: %i", async (query, code, words) => {
    const { code: answered, body } = await get(`${vms}?${query}`);
    expect(answered).toBe(code);
    expect(body.message).toContain(words);
  });

  test.each([
    ["fieldSelector=metadata.name%3Da1", ["a1"]],
    ["fieldSelector=metadata.name%3D%3Da1", ["a1"]],
    ["fieldSelector=metadata.name!%3Da1,metadata.name!%3Da2", []],
    ["fieldSelector=metadata.name%3Da1,metadata.namespace%3Dtenant-one", ["a1"]],
    ["labelSelector=own%3Da2", ["a2"]],
    ["labelSelector=own%20notin%20(a2),own", ["a1"]],
    ["labelSelector=sharding.fluxcd.io/key%3Dtenants", []],
    ["labelSelector=apps.cozystack.io/application.name", []],
  ])("%s", async (query, names) => {
    const { body } = await get(`${vms}?${query}`);
    const found = body.items.map((one: { metadata: { name: string } }) => one.metadata.name);
    expect(found.filter((name: string) => name === "a1" || name === "a2")).toEqual(names);
  });

  test("over all namespaces, and in one that does not exist", async () => {
    const all = await get("/apis/apps.cozystack.io/v1alpha1/vminstances?fieldSelector=metadata.namespace%3Dtenant-one");
    expect(all.body.items.length).toBeGreaterThanOrEqual(2);
    const none = await get(vms.replace("tenant-one", "tenant-none"));
    expect(none).toMatchObject({ code: 200, body: { items: [], metadata: { resourceVersion: "0" } } });
  });

  test("the version of a list is its newest item's; a name filter leaves it, another namespace takes it away", async () => {
    const { body } = await get(vms);
    const versions = body.items.map((one: { metadata: { resourceVersion: string } }) =>
      Number(one.metadata.resourceVersion),
    );
    expect(Number(body.metadata.resourceVersion)).toBe(Math.max(...versions));
    const named = await get(`${vms}?fieldSelector=metadata.name%3Dnone`);
    expect(named.body.metadata.resourceVersion).toBe(body.metadata.resourceVersion);
    const elsewhere = await get(`${vms}?fieldSelector=metadata.namespace%3Dtenant-two`);
    expect(elsewhere.body).toMatchObject({ items: [] });
    expect(elsewhere.body.metadata).not.toHaveProperty("resourceVersion");
  });

  test("a release of the kind under a foreign name is listed, and cannot be read", async () => {
    const { body } = await get(`/apis/helm.toolkit.fluxcd.io/v2/namespaces/tenant-one/helmreleases/vm-instance-a1`);
    const { labels } = body.metadata;
    await it.cluster.client.create(helmReleases, {
      metadata: { name: "foreign", namespace: "tenant-one", labels },
      spec: { values: {}, suspend: true },
    });
    await it.untilRead("foreign");
    expect((await get(`${vms}/foreign`)).code).toBe(404);
  });
});

describe("the answer's form", () => {
  const table = "application/json;as=Table;v=v1;g=meta.k8s.io";
  test.each([
    ["application/json", 200, "application/json"],
    ["application/yaml", 200, "application/yaml"],
    [table, 200, "application/json"],
    ["application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io", 200, "application/json"],
    [`application/vnd.kubernetes.protobuf, application/json`, 200, "application/json"],
    ["*/*", 200, "application/json"],
    ["application/vnd.kubernetes.protobuf", 406, "application/json"],
    ["application/cbor", 406, "application/json"],
    ["application/json;as=Something;v=v1;g=meta.k8s.io", 406, "application/json"],
    ["text/html", 406, "application/json"],
  ])("%s: %i", async (accept, code, type) => {
    const answer = await get(vms, accept);
    expect(answer.code).toBe(code);
    expect(answer.headers.get("content-type")).toBe(type);
  });

  test("a form that is not served refuses before anything is written", async () => {
    const headers = { accept: "application/cbor" };
    const refused = await it.cluster.server.call("POST", vms, { metadata: { name: "unseen" } }, { headers });
    expect(refused.code).toBe(406);
    expect(
      await it.cluster.client.get(helmReleases, { namespace: "tenant-one", name: "vm-instance-unseen" }),
    ).toBeUndefined();
  });

  test.each(["identity", "gzip"])("a list of megabytes arrives whole, %s", async (encoding) => {
    const texts = ["ä€𝄞".repeat(100_000), "x".repeat(300_000), "ü".repeat(60_000), ""];
    for (const [index, cloudInit] of texts.entries()) {
      await it.post({ metadata: { name: `${encoding}-${index}`, labels: { large: encoding } }, spec: { cloudInit } });
      await it.untilRead(`${encoding}-${index}`);
    }
    const headers = { "accept-encoding": encoding };
    const path = `${vms}?labelSelector=large%3D${encoding}`;
    const answer = await it.cluster.server.call("GET", path, undefined, { headers });
    expect(answer.headers.get("content-encoding")).toBe(encoding === "gzip" ? "gzip" : null);
    expect(answer.body.items.map((item: { spec: { cloudInit: string } }) => item.spec.cloudInit)).toEqual(texts);
    for (const index of texts.keys()) await it.cluster.call("DELETE", `${vms}/${encoding}-${index}`);
  });

  test("a table carries what was asked for in its rows", async () => {
    const rows = async (include: string) => (await get(`${vms}?includeObject=${include}`, table)).body.rows[0];
    expect(await rows("None")).not.toHaveProperty("object");
    expect((await rows("Metadata")).object.kind).toBe("PartialObjectMetadata");
    expect((await rows("Object")).object.kind).toBe("VMInstance");
  });

  test.each([
    ["HEAD", vms, 405],
    ["HEAD", `${vms}/a1`, 405],
    ["OPTIONS", vms, 405],
    ["DELETE", vms, 405],
    ["POST", `${vms}/a1`, 405],
    ["GET", `${vms}/a1/status`, 404],
    ["GET", `${vms}/a1/scale`, 404],
    ["PUT", `${vms}/a1/status`, 404],
  ])("%s %s: %i", async (method, path, code) => {
    expect((await it.cluster.call(method, path)).code).toBe(code);
  });
});
