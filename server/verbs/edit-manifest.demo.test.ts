import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { objectOfText, readEdited } from "#lib/manifest/edited.ts";
import type { ManifestRequest, ManifestView } from "#lib/manifest/view.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, startTenant, type Tenant, type TenantPerson, tenant, vms } from "../live/testing-tenant.ts";

let demo: Tenant;
let name = "";
let made = 0;

const manifest = async (who: TenantPerson = "ada", more = ""): Promise<ManifestView> =>
  (await demo.ask(who, "GET", `${vms}/${name}/manifest${more}`)).body;
const save = (who: TenantPerson, body: ManifestRequest | object) =>
  demo.ask(who, "PATCH", `${vms}/${name}/manifest`, body);
/** As the page does it: the person's text against the one it was made from. */
const edited = ({ base, editable, schema }: ManifestView, change: (text: string) => string): ManifestRequest => {
  const text = editable ?? "";
  const { patch, problems } = readEdited(change(text), objectOfText(text) ?? {}, schema);
  expect(problems).toEqual([]);
  return { base, patch };
};
/** What a write may change, as the cluster's administrator sees it: the platform goes on with the rest by itself. */
const stored = async () => {
  const { metadata, spec } = objectOfText((await manifest("root", "?secrets=shown")).editable ?? "") ?? {};
  return { metadata, spec };
};

beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
});
afterAll(() => demo.dispose());
beforeEach(async () => {
  name = `web${++made}`;
  await demo.write(tenant, "vmdisks", "VMDisk", `${name}-system`, { storage: "5Gi" });
  await demo.write(tenant, "vminstances", "VMInstance", name, {
    runStrategy: "Halted",
    instanceType: "u1.medium",
    disks: [{ name: `${name}-system` }],
    cloudInit: "#cloud-config\npassword: hunter2\n",
  });
});

describe("a manifest that somebody edited", () => {
  it("is written as the smallest patch there is, and its covered secret stays", async () => {
    const before = await manifest();
    const body = edited(before, (text) =>
      text.replace("u1.medium", "u1.large # more room").replace("  labels:", "  labels:\n    team: shop"),
    );
    expect(body.patch).toEqual({ spec: { instanceType: "u1.large" }, metadata: { labels: { team: "shop" } } });
    const { status, body: after } = await save("ada", body);
    expect(status).toBe(200);
    expect(after.base).not.toBe(before.base);
    expect(await stored()).toMatchObject({
      metadata: { labels: { team: "shop", "created-by": "porthole" } },
      spec: { instanceType: "u1.large", cloudInit: "#cloud-config\npassword: hunter2\n" },
    });
    expect(demo.lines.join()).not.toContain("hunter2");
    const audit = demo.lines.map((line) => JSON.parse(line)).filter((line) => line.audit === 1 && line.name === name);
    expect(audit).toContainEqual(
      expect.objectContaining({ event: "write", verb: "edit", person: "ada", outcome: "done" }),
    );
  });

  it("P13: is sent as typed where the schema knows no such field", async () => {
    const more = "  hostDevices:\n    - deviceName: nvidia.com/a100\n  serviceAccount: root\n";
    expect(
      (
        await save(
          "ada",
          edited(await manifest(), (text) => text + more),
        )
      ).status,
    ).toBe(200);
    expect(await stored()).toMatchObject({
      spec: { hostDevices: [{ deviceName: "nvidia.com/a100" }], serviceAccount: "root" },
    });
  });

  it("P13: and where the cluster's own policy refuses it, its words reach the person and nothing is written", async () => {
    const api = ["apis", "admissionregistration.k8s.io", "v1"] as const;
    const root = await demo.personOf("root");
    const post = (kind: string, spec: object) =>
      demo.services.kube.write(root, "POST", [...api, kind], { metadata: { name: "no-hosts" }, spec });
    const message = "machines get no device of a host";
    const rule = { apiGroups: ["apps.cozystack.io"], operations: ["UPDATE"], resources: ["vminstances"] };
    await post("validatingadmissionpolicies", {
      matchConstraints: { resourceRules: [{ ...rule, apiVersions: ["v1alpha1"] }] },
      validations: [{ expression: "!has(object.spec.hostDevices)", message }],
    });
    await post("validatingadmissionpolicybindings", { policyName: "no-hosts", validationActions: ["Deny"] });
    // The platform hears of a policy a moment after it is made.
    const refused = async (round = 0): Promise<{ status: number; body: object }> => {
      const patch = { spec: { hostDevices: [{ deviceName: `gpu-${round}` }] } };
      const answer = await save("ada", { base: (await manifest()).base, patch });
      return answer.status === 200 ? refused(round + 1) : answer;
    };
    expect(await refused()).toMatchObject({ status: 422, body: { code: "invalid", detail: message } });
    for (const kind of ["validatingadmissionpolicybindings", "validatingadmissionpolicies"] as const) {
      await demo.services.kube.write(root, "DELETE", [...api, kind, "no-hosts"], undefined);
    }
    await expect
      .poll(
        async () =>
          (await save("ada", { base: (await manifest()).base, patch: { spec: { cpuModel: "host" } } })).status,
      )
      .toBe(200);
  });

  it("F29: is never written over what somebody else wrote meanwhile", async () => {
    const [mine, theirs] = [await manifest("ada"), await manifest("root")];
    expect(
      (
        await save(
          "root",
          edited(theirs, (text) => text.replace("u1.medium", "u1.xlarge")),
        )
      ).status,
    ).toBe(200);
    const conflict = await save(
      "ada",
      edited(mine, (text) => text.replace("u1.medium", "u1.large")),
    );
    expect(conflict).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(await stored()).toMatchObject({ spec: { instanceType: "u1.xlarge" } });
  });

  it("F29: nor labels over labels, while a change of the one is no quarrel with the other", async () => {
    const [mine, theirs] = [await manifest("ada"), await manifest("root")];
    const labelled = (team: string) => (text: string) => text.replace("  labels:", `  labels:\n    team: ${team}`);
    expect((await save("root", edited(theirs, labelled("ops")))).status).toBe(200);
    expect((await save("ada", edited(mine, labelled("shop")))).body).toMatchObject({ code: "conflict" });
    expect(
      (
        await save(
          "ada",
          edited(mine, (text) => text.replace("u1.medium", "u1.large")),
        )
      ).status,
    ).toBe(200);
    expect(await stored()).toMatchObject({ metadata: { labels: { team: "ops" } }, spec: { instanceType: "u1.large" } });
  });

  it("is refused to who may only read it", async () => {
    const body = edited(await manifest("ada"), (text) => text.replace("u1.medium", "u1.large"));
    for (const who of ["omar", "vera", "eve"] as const) {
      expect(await save(who, body)).toMatchObject({ status: 403, body: { code: "forbidden" } });
    }
    expect(await stored()).toMatchObject({ spec: { instanceType: "u1.medium" } });
  });

  it("is written to nothing that is being deleted", async () => {
    const body = edited(await manifest(), (text) => text.replace("u1.medium", "u1.large"));
    const { uid } = (await demo.ask("ada", "GET", `${vms}/${name}`)).body;
    await demo.ask("ada", "DELETE", `${vms}/${name}`, { uid });
    expect(["deleting", "not-found"]).toContain((await save("ada", body)).body.code);
  });
});

describe("what a page would never send", () => {
  it.each([
    ["another namespace", { metadata: { namespace: "tenant-other" } }],
    ["an owner", { metadata: { ownerReferences: [] } }],
    ["a status", { status: { version: "9" } }],
    ["another name", { metadata: { name: "mail" } }],
    ["what covers a secret", { spec: { cloudInit: "••••••" } }],
    ["a spec that is none", { spec: ["x"] }],
  ])("P12: %s is no request", async (_, patch) => {
    const before = await stored();
    expect(await save("ada", { base: (await manifest()).base, patch })).toMatchObject({ status: 400 });
    expect(await stored()).toEqual(before);
  });

  it.each([
    [
      "a reserved label",
      { metadata: { labels: { "apps.cozystack.io/application.name": "mail" } } },
      "metadata.labels.apps.cozystack.io/application.name",
    ],
    [
      "a reserved annotation",
      { metadata: { annotations: { "helm.sh/hook": "pre-delete" } } },
      "metadata.annotations.helm.sh/hook",
    ],
    ["the label that keeps it apart", { metadata: { labels: { "created-by": null } } }, "metadata.labels.created-by"],
    ["disks as names, which would be destroyed", { spec: { disks: ["a"] } }, "spec.disks.0"],
    ["a word that is no choice", { spec: { runStrategy: "Sometimes" } }, "spec.runStrategy"],
  ])("P12: %s is refused at its place", async (_, patch, path) => {
    const before = await stored();
    const { status, body } = await save("ada", { base: (await manifest()).base, patch });
    expect({ status, code: body.code, paths: body.fields?.map((field: { path: string }) => field.path) }).toEqual({
      status: 422,
      code: "invalid",
      paths: [path],
    });
    expect(await stored()).toEqual(before);
  });
});

describe("a machine whose raw values contradict the schema", () => {
  it("is shown, and every write to it is refused, a label's too", async () => {
    name = `old${made}`;
    await demo.write(tenant, "vminstances", "VMInstance", name, { runStrategy: "Halted", disks: ["a", "b"] });
    const view = await manifest();
    expect(view).toMatchObject({ refusal: "contradictory", editable: null });
    expect(view.text).toContain("disks:");
    const patches = [{ spec: { cpuModel: "host" } }, { metadata: { labels: { team: "shop" } } }];
    for (const patch of patches) {
      expect((await save("ada", { base: view.base, patch })).body).toMatchObject({ code: "contradictory" });
    }
  });
});
