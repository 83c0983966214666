import { beforeAll, describe, expect, test } from "vitest";
import { MERGE } from "../../api-server/test-client.ts";
import type { Answer } from "../../test-wire.ts";
import type { PlatformOn } from "./platform-on.ts";

const apps = "apps.cozystack.io";
const sub = "subresources.kubevirt.io";
const levels = ["view", "use", "admin", "super-admin"];
const core = "/apis/core.cozystack.io/v1alpha1";

/** What each level may do, and what core.cozystack.io shows to whom (platform-api.md 3.2, 3.3). */
export const tenancy = (platform: () => PlatformOn): void => {
  const people = new Map<string, { namespace: string; token: string }>();
  beforeAll(async () => {
    for (const level of levels) people.set(level, await platform().tenant(level));
  });
  const person = (level: string) => people.get(level) ?? { namespace: "", token: "" };

  const may = async (level: string, verb: string, group: string, resource: string, subresource?: string) => {
    const { namespace, token } = person(level);
    const spec = { resourceAttributes: { namespace, verb, group, resource, subresource } };
    const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec };
    const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    return (await platform().api.ok("POST", path, body, { token })).body.status.allowed;
  };

  describe("tenancy", () => {
    test.each([
      ["list", apps, "vminstances", undefined, "view"],
      ["list", "", "pods", undefined, "view"],
      ["list", "", "resourcequotas", undefined, "view"],
      ["update", sub, "virtualmachines", "start", "use"],
      ["get", sub, "virtualmachineinstances", "vnc", "use"],
      ["get", sub, "virtualmachineinstances", "console", "use"],
      ["get", sub, "virtualmachineinstances", "portforward", "use"],
      ["list", "kubevirt.io", "virtualmachines", undefined, "admin"],
      ["create", apps, "vminstances", undefined, "admin"],
      ["delete", "", "pods", undefined, "admin"],
      ["watch", "kubevirt.io", "virtualmachines", undefined, "super-admin"],
      ["create", apps, "tenants", undefined, "super-admin"],
      ["get", "kubevirt.io", "virtualmachineinstances", undefined, "nobody"],
      ["update", sub, "virtualmachineinstances", "pause", "nobody"],
      ["get", "", "secrets", undefined, "nobody"],
      ["list", "cdi.kubevirt.io", "datavolumes", undefined, "nobody"],
      ["list", "helm.toolkit.fluxcd.io", "helmreleases", undefined, "nobody"],
    ])("%s %s/%s %s is granted from level %s on", async (verb, group, resource, subresource, from) => {
      const allowed = await Promise.all(levels.map((level) => may(level, verb, group, resource, subresource)));
      const first = levels.indexOf(from);
      expect(allowed).toEqual(levels.map((_, index) => first !== -1 && index >= first));
    });

    test("everyone sees the namespaces that bind them, and no other", async () => {
      const { namespace, token } = person("view");
      const { body } = await platform().api.ok("GET", `${core}/tenantnamespaces`, undefined, { token });
      expect(body.items.map((it: { metadata: { name: string } }) => it.metadata.name)).toEqual([namespace]);
      const get = async (name: string) =>
        (await platform().api.call("GET", `${core}/tenantnamespaces/${name}`, undefined, { token })).code;
      expect(await Promise.all([namespace, "tenant-root", "tenant-nowhere", "cozy-system"].map(get))).toEqual([
        200, 403, 403, 404,
      ]);
    });

    test("everyone signed in reads what is there for all; nobody unknown does", async () => {
      const { token } = person("view");
      for (const path of [
        "/apis/kubevirt.io/v1/kubevirts",
        "/apis/instancetype.kubevirt.io/v1beta1/virtualmachineclusterinstancetypes",
        "/apis/storage.k8s.io/v1/storageclasses",
        "/apis/cozystack.io/v1alpha1/applicationdefinitions",
        "/openapi/v3",
        `/apis/${sub}/v1/version`,
      ]) {
        expect([path, (await platform().api.call("GET", path, undefined, { token })).code]).toEqual([path, 200]);
        expect([path, (await platform().api.call("GET", path, undefined, { token: null })).code]).toEqual([path, 403]);
      }
    });

    test("options are read by source; what has none is empty, what is none 404", async () => {
      const { namespace, token } = person("view");
      const option = (name: string) =>
        platform().api.call("GET", `${core}/namespaces/${namespace}/options/${name}`, undefined, { token });
      const { body } = await option("image");
      expect(body.metadata.resourceVersion).toBe("0");
      expect(body.spec.items).toContainEqual(expect.objectContaining({ value: "ubuntu-2404" }));
      expect((await option("nonsense")).code).toBe(404);
    });

    // A real server begins to count a kind within half a minute of its definition.
    test("only a quota that counts releases refuses a machine, by a bare 500", { timeout: 90_000 }, async () => {
      const { namespace, token } = await platform().tenant("admin");
      const quotas = `/api/v1/namespaces/${namespace}/resourcequotas`;
      const releases = "count/helmreleases.helm.toolkit.fluxcd.io";
      await platform().api.ok("POST", quotas, { metadata: { name: "small" }, spec: { hard: { [releases]: "1" } } });
      // It looks at a quota again when that changes.
      for (let round = 1; ; round += 1) {
        const hard = { [releases]: "1", "count/secrets": `${round}` };
        await platform().api.ok("PATCH", `${quotas}/small`, { spec: { hard } }, MERGE);
        const isCurrent = ({ body }: Answer) => body.status?.hard?.["count/secrets"] === `${round}`;
        const { body } = await platform().api.until(`${quotas}/small`, isCurrent);
        if (body.status.used[releases] !== undefined) break;
      }
      const path = `/apis/${apps}/v1alpha1/namespaces/${namespace}/vminstances`;
      const create = (name: string) =>
        platform().api.call("POST", path, { metadata: { name, labels: { own: "yes" } }, spec: {} }, { token });
      expect((await create("first")).code).toBe(201);
      const { body } = await create("second");
      expect(body).toMatchObject({ status: "Failure", code: 500 });
      expect(body.message).toContain('"vm-instance-second" is forbidden: exceeded quota: small');
      expect(body).not.toHaveProperty("reason");
    });
  });
};
