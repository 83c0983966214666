import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { defaultInput } from "#lib/create/defaults.ts";
import { ownLabel } from "#lib/create/manifest.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { problemOf } from "../http/problem-error.ts";
import { groups, startTenant, type Tenant, tenant, vms } from "../live/testing-tenant.ts";
import type { KubePath } from "./api.ts";
import { appPath, nullWhenMissing, parseApplication } from "./apps.ts";

/** Others' writes of objects without own labels share one label map in Cozystack's server (platform-api.md 10.2.2): ours outlast it. */
let demo: Tenant;
beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
});
afterAll(() => demo.dispose());

/** Of a busy machine's time. */
const until = { timeout: 15_000 };
const guard = () => {};
const nameLabel = "apps.cozystack.io/application.name";
const shardLabel = "sharding.fluxcd.io/key";
const release = (name: string): KubePath => [
  ...(["apis", "helm.toolkit.fluxcd.io", "v2", "namespaces", tenant, "helmreleases"] as const),
  name,
];
const object = z.object({ metadata: z.object({ labels: z.record(z.string(), z.string()) }) });

const get = async (path: KubePath) => demo.services.kube.get(await demo.personOf("root"), path).catch(nullWhenMissing);
const labelsOf = async (name: string) => object.parse(await get(release(name))).metadata.labels;
const application = async (name: string) => {
  const found = await get(appPath(tenant, "VMInstance", name));
  return found === null ? null : parseApplication(found, "VMInstance");
};

/** Somebody's kubectl: no own label, no line to wait in; what lost a race is sent again. */
const writeElsewhere = async (method: "POST" | "PATCH", path: KubePath, body: object): Promise<void> => {
  try {
    await demo.services.kube.write(await demo.personOf("root"), method, path, body);
  } catch (error) {
    if (problemOf(error).code !== "busy") throw error;
    await writeElsewhere(method, path, body);
  }
};
const makeElsewhere = async (name: string): Promise<void> => {
  await writeElsewhere("POST", appPath(tenant, "VMInstance"), { metadata: { name }, spec: { runStrategy: "Halted" } });
  await expect.poll(() => application(name), until).not.toBeNull();
};
const mixNames = (isMixing: boolean) =>
  writeElsewhere("PATCH", ["apis", "apiregistration.k8s.io", "v1", "apiservices", "v1alpha1.apps.cozystack.io"], {
    metadata: { annotations: { "demo.porthole/mix-names-on-parallel-writes": `${isMixing}` } },
  });
/** Makes pairs at once until the release of one carries the other's name. */
const makeMixedUp = async (round = 0): Promise<string> => {
  const names = [`stray-${round}-a`, `stray-${round}-b`];
  await Promise.all(names.map(makeElsewhere));
  for (const name of names) if ((await labelsOf(`vm-instance-${name}`))[nameLabel] !== name) return name;
  return makeMixedUp(round + 1);
};

const make = async (name: string): Promise<void> => {
  const { body } = await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`);
  expect((await demo.create({ ...defaultInput(body, null), name })).state).toBe("done");
};
const stop = async (name: string): Promise<void> =>
  expect((await demo.ask("ada", "POST", `${vms}/${name}/power`, { action: "stop" })).status).toBe(200);
const remove = async (name: string): Promise<void> => {
  const uid = (await application(name))?.metadata.uid ?? "";
  const writer = demo.services.writer;
  await writer.remove(await demo.personOf("ada"), { tenant, kind: "VMInstance", name, uid, guard });
};
/** A release takes everything that belongs to it along only when the platform carries its end out. */
const isLeft = async (name: string): Promise<boolean> =>
  (await get(release(name))) !== null ||
  (await get(["apis", "kubevirt.io", "v1", "namespaces", tenant, "virtualmachines", name])) !== null;

it("rule 10.2.6-1: a machine born on a foreign shard comes up, is changed and goes like any other", async () => {
  await makeElsewhere("moved");
  await writeElsewhere("PATCH", release("vm-instance-moved"), { metadata: { labels: { [shardLabel]: "shard7" } } });
  const leaked = async (): Promise<string | undefined> => {
    const body = { spec: { cpuModel: `host-${Math.random()}` } };
    await writeElsewhere("PATCH", appPath(tenant, "VMInstance", "moved"), body);
    return (await labelsOf("vm-instance-moved"))[shardLabel];
  };
  await expect.poll(leaked, until).toBe("shard7");
  await make("web");
  const own = { [nameLabel]: "web", [shardLabel]: "shard7" };
  expect(await labelsOf("vm-instance-web")).toMatchObject(own);
  await stop("web");
  expect(await labelsOf("vm-instance-web")).toMatchObject(own);
  expect((await application("web"))?.metadata.labels).toMatchObject(ownLabel);
  await remove("web");
  await expect.poll(() => isLeft("vm-instance-web"), until).toBe(false);
}, 90_000);

it("rule 10.2.6-1: what is made and changed here keeps its name while others' parallel writes mix theirs up", async () => {
  await mixNames(true);
  const others = { areWriting: true };
  const writing = (async () => {
    for (let round = 0; others.areWriting; round++) {
      await Promise.all([makeElsewhere(`busy-${round}-a`), makeElsewhere(`busy-${round}-b`)]);
    }
  })();
  try {
    await make("db");
    await stop("db");
  } finally {
    others.areWriting = false;
    await writing;
  }
  await makeMixedUp();
  await mixNames(false);
  expect(await labelsOf("vm-instance-db")).toMatchObject({ [nameLabel]: "db" });
  expect(await labelsOf("vm-disk-db-system")).toMatchObject({ [nameLabel]: "db-system" });
  await remove("db");
  await expect.poll(() => isLeft("vm-instance-db"), until).toBe(false);
}, 90_000);

it("rule 10.2.6-10: what others made is deleted with all that belongs to it, also under another's name", async () => {
  await mixNames(true);
  const name = await makeMixedUp(100);
  await mixNames(false);
  // The platform's times have seconds: the one of the mending is seen only in another second than the one of the making.
  const isOld = async () => {
    const ready = (await application(name))?.status.conditions.find(({ type }) => type === "Ready");
    return ready !== undefined && Date.now() - Date.parse(ready.lastTransitionTime) >= 1_000;
  };
  await expect.poll(isOld, until).toBe(true);
  await remove(name);
  await expect.poll(() => isLeft(`vm-instance-${name}`), until).toBe(false);
}, 90_000);
