import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "../../test-wire.ts";
import { helmReleases } from "../kinds/cozystack.ts";
import { startTestCluster, type TestCluster } from "../test-cluster.ts";

let cluster: TestCluster;
const base = "/apis/apps.cozystack.io/v1alpha1/namespaces/tenant-one";
const vms = `${base}/vminstances`;

beforeAll(async () => {
  cluster = await startTestCluster();
  await cluster.tenant("one");
});
afterAll(() => cluster.dispose());

const create = (name: string, spec: unknown = {}, more: object = {}) =>
  cluster.call("POST", vms, { metadata: { name, ...more }, spec });

/** Reads come from a cache: what was just written shows when its event has arrived. */
const untilListed = async (
  path: string,
  isThere: (event: { type: string; object: { metadata: { name: string } } }) => boolean,
) => {
  for await (const event of cluster.server.watch(`${path}?watch=true`)) if (isThere(event)) return event;
  throw new Error("the watch ended");
};

/** A write that lost against a controller's is repeated, as the text of its 500 asks for. */
const repeated = async (write: () => Promise<Answer>): Promise<Answer> => {
  const answer = await write();
  return answer.code === 500 && answer.body.message.includes("the object has been modified") ? repeated(write) : answer;
};

const patchAs = (type: string, path: string, body: unknown) =>
  repeated(() =>
    cluster.server.call("PATCH", `${vms}/${path}`, body, { headers: { "Content-Type": `application/${type}` } }),
  );

const listed = (name: string) => untilListed(vms, ({ object }) => object.metadata.name === name);

describe("create", () => {
  test("answers with the defaults of the schema and stores what was sent", async () => {
    const { code, body } = await create("defaults", { instanceType: "s1.small", running: true });
    expect(code).toBe(201);
    expect(body.spec).toMatchObject({
      instanceType: "s1.small",
      externalPorts: [22],
      runStrategy: "Always",
      running: true,
    });
    expect(body.metadata).not.toHaveProperty("managedFields");
    expect(body.metadata).not.toHaveProperty("generation");
    expect(body.metadata).not.toHaveProperty("finalizers");
    const release = await cluster.client.get(helmReleases, { namespace: "tenant-one", name: "vm-instance-defaults" });
    expect(release?.spec.values).toEqual({ instanceType: "s1.small", running: true });
  });

  test("checks no schema: what does not fit reads back changed", async () => {
    const { code, body } = await create("misfit", { disks: ["x", "y"], externalPorts: "22,443", resources: "big" });
    expect(code).toBe(201);
    expect(body.spec).toMatchObject({ disks: [{}, {}], externalPorts: [22], resources: {} });
  });

  test("says that a name exists with a bare 500", async () => {
    await create("twice");
    const { code, body } = await create("twice");
    expect(code).toBe(500);
    expect(body.message).toBe(
      'failed to create HelmRelease: helmreleases.helm.toolkit.fluxcd.io "vm-instance-twice" already exists',
    );
    expect(body).not.toHaveProperty("reason");
    expect(body).not.toHaveProperty("details");
  });

  test.each([
    ["Upper", "DNS-1035"],
    ["1st", "DNS-1035"],
    ["ends-", "DNS-1035"],
    ["a".repeat(42), 'must be no more than 41 characters (release prefix "vm-instance-")'],
  ])("refuses the name %s", async (name, why) => {
    const { code, body } = await create(name);
    expect(code).toBe(422);
    expect(body.details.causes[0]).toMatchObject({ field: "metadata.name" });
    expect(body.message).toContain(why);
  });

  test("accepts a name of 41 characters", async () => {
    expect((await create("a".repeat(41))).code).toBe(201);
  });

  test("knows no generated names", async () => {
    const { code, body } = await cluster.call("POST", vms, { metadata: { generateName: "web-" } });
    expect(code).toBe(422);
    expect(body.message).toContain("metadata.name: Required value");
  });

  test("refuses reserved keys and specs that are no objects", async () => {
    expect((await create("reserved", { _x: 1 })).body.message).toBe(
      "values key \"_x\" is reserved (keys starting with '_' are not allowed)",
    );
    expect((await create("listed", [])).code).toBe(400);
  });

  test("refuses tenants with a dash", async () => {
    const path = "/apis/apps.cozystack.io/v1alpha1/namespaces/tenant-root/tenants";
    expect((await cluster.call("POST", path, { metadata: { name: "a-b" } })).code).toBe(422);
  });

  test("says 404 when the namespace is missing", async () => {
    const { code, body } = await cluster.call("POST", vms.replace("tenant-one", "tenant-none"), {
      metadata: { name: "a" },
    });
    expect(code).toBe(404);
    expect(body.message).toBe('namespaces "tenant-none" not found');
  });

  test("persists a dry run", async () => {
    await cluster.call("POST", `${vms}?dryRun=All`, { metadata: { name: "not-so-dry" } });
    expect((await listed("not-so-dry")).type).toBe("ADDED");
  });
});

describe("update", () => {
  test("a stale resourceVersion wins silently, a foreign uid does not", async () => {
    const { body } = await create("races", { cpuModel: "a" });
    await listed("races");
    const put = (metadata: object) =>
      repeated(() => cluster.call("PUT", `${vms}/races`, { ...body, metadata: { name: "races", ...metadata } }));
    expect((await put({ resourceVersion: "1" })).code).toBe(200);
    const foreign = await put({ uid: "someone-else" });
    expect(foreign.code).toBe(500);
    expect(foreign.body.message).toContain("Precondition failed: UID in precondition: someone-else");
    expect((await put({ resourceVersion: "abc" })).body.message).toContain("strconv.ParseUint");
  });

  test("a patch of one label pins the defaults and takes the finalizer away until the controller puts it back", async () => {
    await create("labelled");
    const releases = cluster.client.informer(helmReleases);
    const named = "vm-instance-labelled";
    await releases.until((list) => list.find((it) => it.metadata.name === named && it.metadata.finalizers?.length));
    const seen = releases.until((list) =>
      list.find((it) => it.metadata.name === named && !it.metadata.finalizers?.length),
    );
    const { code, body } = await patchAs("merge-patch+json", "labelled", { metadata: { labels: { mine: "yes" } } });
    expect(code).toBe(200);
    expect(body.metadata.labels).toEqual({ mine: "yes" });
    expect((await seen).spec.values).toMatchObject({ instanceType: "u1.medium", externalPorts: [22] });
    await releases.until((list) => list.find((it) => it.metadata.name === named && it.metadata.finalizers?.length));
  });

  test("json patches apply, failed tests are 422", async () => {
    await create("patched");
    await listed("patched");
    const send = (operations: object[]) => patchAs("json-patch+json", "patched", operations);
    expect((await send([{ op: "replace", path: "/spec/cpuModel", value: "host" }])).body.spec.cpuModel).toBe("host");
    expect((await send([{ op: "test", path: "/spec/instanceType", value: "no" }])).code).toBe(422);
  });

  test("server-side apply creates what is missing and conflicts without force", async () => {
    const send = (query: string, cpuModel: string) =>
      patchAs("apply-patch+yaml", `applied?fieldManager=me${query}`, { spec: { cpuModel } });
    expect((await send("", "one")).code).toBe(201);
    await listed("applied");
    const conflict = await send("", "two");
    expect(conflict.code).toBe(409);
    expect(conflict.body.message).toContain(".spec.cpuModel");
    expect((await send("&force=true", "two")).body.spec.cpuModel).toBe("two");
  });
});

describe("read", () => {
  test("lists everything whatever the limit, with no token to go on", async () => {
    await create("list-a");
    await create("list-b");
    await listed("list-b");
    const { body } = await cluster.call("GET", `${vms}?limit=1&continue=abc&resourceVersion=99999999`);
    expect(body.items.length).toBeGreaterThan(1);
    expect(body.metadata).not.toHaveProperty("continue");
  });

  test("selects by name and by user labels only", async () => {
    await create("chosen", {}, { labels: { role: "web" } });
    await listed("chosen");
    const names = async (query: string) =>
      (await cluster.call("GET", `${vms}?${query}`)).body.items.map(
        (it: { metadata: { name: string } }) => it.metadata.name,
      );
    expect(await names("labelSelector=role=web")).toEqual(["chosen"]);
    expect(await names("labelSelector=role%20in%20(web,db),role!=db")).toEqual(["chosen"]);
    expect(await names("fieldSelector=metadata.name=chosen")).toEqual(["chosen"]);
    expect(await names("labelSelector=apps.cozystack.io/application.kind")).toEqual([]);
    const unknown = await cluster.call("GET", `${vms}?fieldSelector=spec.runStrategy=Always`);
    expect(unknown.code).toBe(400);
    expect(unknown.body.message).toContain("is not a known field selector");
  });

  test("speaks Table, PartialObjectMetadata and YAML, and nothing else", async () => {
    const get = (accept: string) => cluster.server.call("GET", vms, undefined, { headers: { accept } });
    const table = await get("application/json;as=Table;v=v1;g=meta.k8s.io");
    expect(table.body.columnDefinitions.map((it: { name: string }) => it.name)).toEqual([
      "NAME",
      "READY",
      "AGE",
      "VERSION",
    ]);
    const partial = await get("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io");
    expect(partial.body.items[0]).not.toHaveProperty("spec");
    expect((await get("application/yaml")).text).toContain("kind: VMInstanceList");
    expect((await get("application/vnd.kubernetes.protobuf")).code).toBe(406);
  });

  test("says what is missing", async () => {
    const { code, body } = await cluster.call("GET", `${vms}/nope`);
    expect(code).toBe(404);
    expect(body.message).toBe('vminstances.apps.cozystack.io "nope" not found');
    expect((await cluster.call("DELETE", vms)).code).toBe(405);
    expect((await cluster.call("GET", `${base}/unknowns`)).code).toBe(404);
  });

  test("publishes defaults, enums and sources in OpenAPI", async () => {
    const { body } = await cluster.call("GET", "/openapi/v3/apis/apps.cozystack.io/v1alpha1", undefined, "stranger");
    const { properties } = body.components.schemas["com.github.cozystack.cozystack.pkg.apis.apps.v1alpha1.VMInstance"];
    expect(properties.spec.properties.runStrategy).toMatchObject({
      default: "Always",
      enum: expect.arrayContaining(["Once"]),
    });
    expect(properties.spec.properties.instanceType["x-cozystack-options"]).toEqual({ source: "instancetype" });
  });
});

describe("watch", () => {
  test("replays as ADDED, then says that it has, though nobody asked", async () => {
    await create("watched");
    await listed("watched");
    const types: string[] = [];
    for await (const event of cluster.server.watch(`${vms}?watch=true`)) {
      types.push(event.type);
      if (event.type === "BOOKMARK") {
        expect(event.object.metadata.annotations).toEqual({ "k8s.io/initial-events-end": "true" });
        break;
      }
    }
    expect(types.slice(0, -1).every((type) => type === "ADDED")).toBe(true);
  });

  test("from a version it drops what is older, and an edit of something older comes as ADDED or MODIFIED", async () => {
    await create("followed");
    await listed("followed");
    const { body } = await cluster.call("GET", vms);
    const events = cluster.server.watch(`${vms}?watch=true&resourceVersion=${body.metadata.resourceVersion}`);
    const next = events.next();
    await create("later");
    expect((await next).value).toMatchObject({ type: expect.stringMatching(/ADDED|MODIFIED/) });
    await events.return(undefined);
  });

  test("a garbage version is no error", async () => {
    const events = cluster.server.watch(`${vms}?watch=true&resourceVersion=abc`);
    expect((await events.next()).value.type).toBe("ADDED");
    await events.return(undefined);
  });

  test("sendInitialEvents needs its match", async () => {
    expect((await cluster.call("GET", `${vms}?watch=true&sendInitialEvents=true`)).code).toBe(422);
  });
});

describe("delete", () => {
  test("answers Success, then the object stays with a deletion time until Helm has uninstalled", async () => {
    await cluster.machine("tenant-one", "short-lived");
    await cluster.untilStatus("tenant-one", "short-lived", "Running");
    const { code, body } = await cluster.call("DELETE", `${vms}/short-lived`);
    expect(code).toBe(200);
    expect(body).toMatchObject({ status: "Success", details: { name: "short-lived", kind: "VMInstance" } });
    const seen: string[] = [];
    await untilListed(vms, ({ type, object }) => {
      const { name, deletionTimestamp } = object.metadata as { name: string; deletionTimestamp?: string };
      if (name !== "short-lived") return false;
      seen.push(`${type} ${deletionTimestamp ? "deleting" : "alive"}`);
      return type === "DELETED";
    });
    expect(seen).toContain("DELETED deleting");
  });
});
