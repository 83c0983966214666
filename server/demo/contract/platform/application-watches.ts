import { beforeAll, describe, expect, test } from "vitest";
import { MERGE } from "../../api-server/test-client.ts";
import { helmReleases, labels, lineage, workloadMonitors } from "../../platform/kinds/cozystack.ts";
import { take, type WatchEvent } from "../../test-wire.ts";
import type { PlatformOn } from "./platform-on.ts";
import { type VmInstances, vmInstancesIn } from "./vm-instances.ts";

/** The rows of platform-api.md 10.2.4: what a watch of apps.cozystack.io says, and what it keeps to itself. */
export const applicationWatches = (platform: () => PlatformOn): void => {
  let vms: VmInstances;
  beforeAll(async () => {
    vms = await vmInstancesIn(platform());
    for (const name of ["w1", "w2"]) await vms.create(name);
  });
  const patch = (name: string, body: object) => vms.call("PATCH", `${vms.path}/${name}`, body, MERGE.headers);
  const remove = (name: string) => vms.call("DELETE", `${vms.path}/${name}`);
  const list = async () => (await vms.call("GET", vms.path)).body;
  const said = ({ type, object }: WatchEvent) => `${type} ${object.metadata.name}`;

  describe("applications: watch", () => {
    test("without a revision: all as ADDED, the end of it, then a bookmark again and again, though nobody asked", async () => {
      for (const query of ["", "resourceVersion=0", "sendInitialEvents=true&resourceVersionMatch=NotOlderThan"]) {
        const events = vms.watch(`${query}&fieldSelector=metadata.name%3Dw1`);
        const [added, end, ...more] = await take(events, 4);
        await events.return(undefined);
        expect(added && said(added)).toBe("ADDED w1");
        expect(end).toMatchObject({
          type: "BOOKMARK",
          object: { kind: "VMInstance", metadata: { annotations: { "k8s.io/initial-events-end": "true" } } },
        });
        expect(more.map(({ type }) => type)).toEqual(["BOOKMARK", "BOOKMARK"]);
        for (const { object } of more) expect(object.metadata).not.toHaveProperty("annotations");
      }
    });

    test("with a revision: what is newer comes as ADDED, also what was only edited; no bookmark even when asked for", async () => {
      const { metadata } = await list();
      await patch("w2", { spec: { cpuModel: "host" } });
      await vms.seen("w2", ({ body }) => body.spec.cpuModel === "host");
      const query = `resourceVersion=${metadata.resourceVersion}&allowWatchBookmarks=true&timeoutSeconds=1`;
      const events = await take(vms.watch(query), Number.POSITIVE_INFINITY);
      expect(events.map(said)).toEqual(["ADDED w2"]);
    });

    test("a deletion between list and watch is lost", async () => {
      await vms.create("short");
      const { metadata } = await list();
      await remove("short");
      await vms.create("later");
      await vms.seen("short", ({ code }) => code === 404);
      const events = vms.watch(`resourceVersion=${metadata.resourceVersion}&timeoutSeconds=1`);
      expect((await take(events, Number.POSITIVE_INFINITY)).map(said)).toEqual(["ADDED later"]);
    });

    test("any revision is taken, and one that is too high drops what is created live", async () => {
      const first = await take(vms.watch("resourceVersion=1"), 1);
      expect(first.map(({ type }) => type)).toEqual(["ADDED"]);
      const events = take(vms.watch("resourceVersion=99999999&timeoutSeconds=2"), Number.POSITIVE_INFINITY);
      await vms.create("unseen");
      expect(await events).toEqual([]);
    });

    test("a monitor's change is a MODIFIED that carries the monitor's revision; GET and list keep the release's", async () => {
      const release = { namespace: vms.namespace, name: "vm-instance-w1" };
      await platform().client.patchStatus(helmReleases, release, {
        conditions: [{ type: "Ready", status: "True", reason: "InstallSucceeded", message: "installed" }],
      });
      const isReady = ({ body }: { body: { status?: { conditions?: object[] } } }) =>
        (body.status?.conditions ?? []).length > 0;
      await vms.seen("w1", isReady);
      const events = vms.watch("fieldSelector=metadata.name%3Dw1");
      await take(events, 2);
      const created = await platform().client.create(workloadMonitors, {
        metadata: { ...release, labels: lineage("VMInstance", "w1") },
        spec: {
          kind: "virtual-machine",
          type: "virtual-machine",
          version: "1",
          replicas: 1,
          minReplicas: 1,
          selector: {},
        },
      });
      expect(created.metadata.labels?.[labels.kind]).toBe("VMInstance");
      let event = (await take(events, 1))[0];
      while (event?.type === "BOOKMARK") [event] = await take(events, 1);
      await events.return(undefined);
      expect(event).toMatchObject({
        type: "MODIFIED",
        object: { metadata: { name: "w1", resourceVersion: created.metadata.resourceVersion } },
      });
      const read = (await vms.call("GET", `${vms.path}/w1`)).body;
      const stored = await platform().client.get(helmReleases, release);
      expect(read.metadata.resourceVersion).toBe(stored?.metadata.resourceVersion);
      expect(read.status.conditions.map(({ type }: { type: string }) => type)).toContain("WorkloadsReady");
    });

    test("with a finalizer a delete is MODIFIED and then DELETED, a write that changes nothing is no event", async () => {
      await vms.create("held");
      const ref = { namespace: vms.namespace, name: "vm-instance-held" };
      await patch("held", { spec: { cpuModel: "host" } });
      await platform().client.mergePatch(helmReleases, ref, { metadata: { finalizers: ["finalizers.fluxcd.io"] } });
      const events = vms.watch("fieldSelector=metadata.name%3Dheld");
      await take(events, 2);
      await remove("held");
      await vms.seen("held", ({ body }) => body.metadata.deletionTimestamp !== undefined);
      await platform().client.mergePatch(helmReleases, ref, { metadata: { finalizers: null } });
      const types: string[] = [];
      for await (const { type, object } of events) {
        if (type === "BOOKMARK") continue;
        types.push(`${type} ${object.metadata.deletionTimestamp ? "deleting" : "alive"}`);
        if (type === "DELETED") break;
      }
      expect(types.filter((it) => it.endsWith("deleting"))).toEqual(["MODIFIED deleting", "DELETED deleting"]);
    });

    test("ends cleanly at the server's limit, which asking for longer does not move, without an ERROR", {
      timeout: 30_000,
    }, async () => {
      const events = await take(vms.watch("timeoutSeconds=3600"), Number.POSITIVE_INFINITY);
      expect(new Set(events.map(({ type }) => type))).toEqual(new Set(["ADDED", "BOOKMARK"]));
    });

    test("Table and metadata alone can be watched, and the old path still watches", async () => {
      const as = async (path: string, Accept: string) => {
        const events = platform().api.watch(path, { token: vms.token, headers: { Accept } });
        const [event] = await take(events, 1);
        await events.return(undefined);
        return event?.object.kind;
      };
      expect(await as(`${vms.path}?watch=1`, "application/json;as=Table;v=v1;g=meta.k8s.io")).toBe("Table");
      expect(await as(`${vms.path}?watch=1`, "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io")).toBe(
        "PartialObjectMetadata",
      );
      expect(await as(vms.path.replace("/v1alpha1/", "/v1alpha1/watch/"), "application/json")).toBe("VMInstance");
    });
  });
};
