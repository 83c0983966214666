import { afterAll, beforeAll, expect, test } from "vitest";
import { MERGE } from "../api-server/test-client.ts";
import type { Answer } from "../test-wire.ts";
import { apiServices } from "./bootstrap/infrastructure.ts";
import { helmReleases, labels, workloadMonitors } from "./kinds/cozystack.ts";
import { startTestCluster, type TestCluster } from "./test-cluster.ts";

const namespace = "tenant-one";
const vms = `/apis/apps.cozystack.io/v1alpha1/namespaces/${namespace}/vminstances`;
const own = { own: "yes" };

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster("current", 4);
  await cluster.tenant("one");
});
afterAll(() => cluster.dispose());

const annotate = (annotations: Record<string, string>) =>
  cluster.client.mergePatch(apiServices, { name: "v1alpha1.apps.cozystack.io" }, { metadata: { annotations } });
const releaseRef = (name: string) => ({ namespace, name: `vm-instance-${name}` });
const labelsOf = async (name: string) => (await cluster.client.get(helmReleases, releaseRef(name)))?.metadata.labels;
const shardOf = async (name: string) => (await labelsOf(name))?.[labels.shard];

const until = async (path: string, isSo: (answer: Answer) => boolean): Promise<Answer> => {
  const answer = await cluster.call("GET", path);
  return isSo(answer) ? answer : until(path, isSo);
};
const create = async (name: string, ownLabels?: object): Promise<void> => {
  expect((await cluster.call("POST", vms, { metadata: { name, labels: ownLabels } })).code).toBe(201);
  await until(`${vms}/${name}`, ({ code }) => code === 200);
};
const born = async (name: string, ownLabels?: object) => {
  await create(name, ownLabels);
  return shardOf(name);
};
/** A write that lost against a controller's is repeated, as the text of its 500 asks for. */
const edit = async (name: string, patch: object): Promise<void> => {
  const { code, body } = await cluster.server.call("PATCH", `${vms}/${name}`, patch, MERGE);
  if (code === 500 && body.message.includes("the object has been modified")) return edit(name, patch);
  expect(code).toBe(200);
};
/** As the shard operator moves a release; resolves when Cozystack's server has heard of it. */
const moveTo = async (shard: string, name: string): Promise<void> => {
  const moved = await cluster.client.mergePatch(helmReleases, releaseRef(name), {
    metadata: { labels: { [labels.shard]: shard } },
  });
  const from = Number(moved?.metadata.resourceVersion);
  await until(`${vms}/${name}`, ({ body }) => Number(body.metadata.resourceVersion) >= from);
};

test("the shard of an unlabelled object that is edited is every later one's, until the server starts anew", {
  timeout: 30_000,
}, async () => {
  await create("plain");
  await create("labelled", own);
  for (const name of ["plain", "labelled"]) await moveTo("shard7", name);

  await edit("labelled", { spec: { cpuModel: "host" } });
  expect(await shardOf("labelled")).toBe("shard7");
  expect(await born("before")).toBe("tenants");

  await edit("plain", { spec: { cpuModel: "host" } });
  expect(await born("bare")).toBe("shard7");
  expect(await born("with-own", own)).toBe("shard7");
  await edit("before", { metadata: { labels: own } });
  expect(await shardOf("before")).toBe("tenants");
  await cluster.call("POST", vms.replace("vminstances", "vmdisks"), { metadata: { name: "disk" } });
  const disk = await cluster.client.get(helmReleases, { namespace, name: "vm-disk-disk" });
  expect(disk?.metadata.labels?.[labels.shard]).toBe("tenants");

  await annotate({ "demo.porthole/restart": "forget" });
  await until(vms, ({ code }) => code !== 200);
  await until(vms, ({ code }) => code === 200);
  expect(await born("after")).toBe("tenants");
});

test("where two writes meet, a release gets the other's name, when that is switched on; labelled ones never", {
  timeout: 30_000,
}, async () => {
  const release = async (name: string) => (await labelsOf(name))?.[labels.name];
  const pair = async (prefix: string, ownLabels?: object) => {
    const names = [`${prefix}-1`, `${prefix}-2`];
    await Promise.all(names.map((name) => create(name, ownLabels)));
    return (await Promise.all(names.map(async (name) => ({ name, says: await release(name) })))).find(
      ({ name, says }) => name !== says,
    );
  };
  expect(await pair("off")).toBeUndefined();
  await annotate({ "demo.porthole/mix-names-on-parallel-writes": "true" });
  const mixed = async (round = 0): Promise<{ name: string; says: string | undefined }> =>
    (await pair(`on-${round}`)) ?? mixed(round + 1);
  const { name, says } = await mixed();
  expect(says).toMatch(/^on-\d+-[12]$/);
  expect(await pair("own", own)).toBeUndefined();
  await annotate({ "demo.porthole/mix-names-on-parallel-writes": "false" });

  const { body } = await cluster.call("GET", vms);
  expect(body.items.map((it: { metadata: { name: string } }) => it.metadata.name)).toContain(name);
  expect((await cluster.call("GET", `${vms}/${name}`)).body.metadata.name).toBe(name);
  const monitorSays = (wanted: string | undefined) =>
    cluster.client
      .informer(workloadMonitors)
      .until((all) =>
        all.find(
          ({ metadata }) => metadata.name === `vm-instance-${name}` && metadata.labels?.[labels.name] === wanted,
        ),
      );
  await monitorSays(says);
  expect((await cluster.call("DELETE", `${vms}/${name}`)).body).toMatchObject({
    code: 404,
    reason: "NotFound",
    message: `vminstances.apps.cozystack.io "${name}" not found`,
  });

  await edit(name, { metadata: { annotations: { mended: "yes" } } });
  expect(await release(name)).toBe(name);
  await monitorSays(name);
  await until(`${vms}/${name}`, ({ body }) => body.metadata.annotations?.mended === "yes");
  expect((await cluster.call("DELETE", `${vms}/${name}`)).code).toBe(200);
});
