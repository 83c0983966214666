import { beforeAll, describe, expect, test } from "vitest";
import { MERGE } from "../../api-server/test-client.ts";
import { apiServices } from "../../platform/bootstrap/infrastructure.ts";
import { helmReleases, labels } from "../../platform/kinds/cozystack.ts";
import type { PlatformOn } from "./platform-on.ts";
import { group, type VmInstances, vmInstancesIn } from "./vm-instances.ts";

/** The label map of platform-api.md 10.2.2 that the objects of one kind without labels of their own share. */
export const applicationLabels = (platform: () => PlatformOn): void => {
  let vms: VmInstances;
  beforeAll(async () => {
    vms = await vmInstancesIn(platform());
  });

  describe("applications: the shared label map", () => {
    const annotate = (annotations: Record<string, string>) =>
      platform().client.mergePatch(apiServices, { name: `v1alpha1.${group}` }, { metadata: { annotations } });
    const refOf = (name: string) => ({ namespace: vms.namespace, name: `vm-instance-${name}` });
    const labelOf = async (name: string, label: string) =>
      (await platform().client.get(helmReleases, refOf(name)))?.metadata.labels?.[label];
    const create = async (name: string, own?: object): Promise<void> => {
      const { code } = await vms.call("POST", vms.path, { metadata: { name, ...(own && { labels: own }) }, spec: {} });
      expect(code).toBe(201);
      await vms.seen(name);
    };
    const edit = async (name: string, patch: object): Promise<void> =>
      expect((await vms.call("PATCH", `${vms.path}/${name}`, patch, MERGE.headers)).code).toBe(200);
    const moveTo = async (shard: string, name: string): Promise<void> => {
      const patch = { metadata: { labels: { [labels.shard]: shard } } };
      const moved = await platform().client.mergePatch(helmReleases, refOf(name), patch);
      await vms.seen(name, ({ body }) => body.metadata?.resourceVersion === moved?.metadata.resourceVersion);
    };

    test("an edit of an unlabelled object gives its shard to all that are made later, until a restart", {
      timeout: 60_000,
    }, async () => {
      await create("labelled", { own: "yes" });
      await create("bare");
      await moveTo("shard7", "labelled");
      await edit("labelled", { spec: { cpuModel: "host" } });
      await create("before");
      await moveTo("shard7", "bare");
      await edit("bare", { spec: { cpuModel: "host" } });
      await create("later");
      await create("later-labelled", { own: "yes" });
      await annotate({ "demo.porthole/restart": "labels-by-the-suite" });
      await platform().api.until(vms.path, ({ code }) => code !== 200, { token: vms.token });
      await platform().api.until(vms.path, ({ code }) => code === 200, { token: vms.token });
      await create("after");
      const names = ["labelled", "before", "bare", "later", "later-labelled", "after"];
      expect(await Promise.all(names.map((name) => labelOf(name, labels.shard)))).toEqual([
        "shard7",
        "tenants",
        "shard7",
        "shard7",
        "shard7",
        "tenants",
      ]);
    });

    test("where parallel writes mix names up a DELETE is 404 until another write; labelled objects keep theirs", {
      timeout: 60_000,
    }, async () => {
      await annotate({ "demo.porthole/mix-names-on-parallel-writes": "true" });
      const pair = async (prefix: string, own?: object): Promise<string | undefined> => {
        const names = [`${prefix}1`, `${prefix}2`];
        await Promise.all(names.map((name) => create(name, own)));
        const said = await Promise.all(names.map((name) => labelOf(name, labels.name)));
        return names.find((name, index) => said[index] !== name);
      };
      const mixed = async (round: number): Promise<string> => (await pair(`m${round}-`)) ?? mixed(round + 1);
      const name = await mixed(0);
      expect(await pair("own", { own: "yes" })).toBeUndefined();
      await annotate({ "demo.porthole/mix-names-on-parallel-writes": "false" });

      const path = `${vms.path}/${name}`;
      const { body } = await vms.call("GET", vms.path);
      expect(body.items.map((it: { metadata: { name: string } }) => it.metadata.name)).toContain(name);
      expect((await vms.call("GET", path)).code).toBe(200);
      const message = `vminstances.${group} "${name}" not found`;
      expect((await vms.call("DELETE", path)).body).toMatchObject({ code: 404, reason: "NotFound", message });
      await edit(name, { metadata: { annotations: { mended: "yes" } } });
      await vms.seen(name, (answer) => answer.body.metadata?.annotations?.mended === "yes");
      expect(await labelOf(name, labels.name)).toBe(name);
      expect((await vms.call("DELETE", path)).code).toBe(200);
    });
  });
};
