import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "../../test-wire.ts";
import { startTestApplications, vms } from "./test-applications.ts";

let it: Awaited<ReturnType<typeof startTestApplications>>;
beforeAll(async () => {
  it = await startTestApplications();
});
afterAll(() => it.dispose());

const post: typeof it.post = (...call) => it.post(...call);

describe("create", () => {
  test.each<[string, unknown, string, number, string]>([
    ["no name", { metadata: {} }, "", 422, "metadata.name: Required value"],
    ["a generated name", { metadata: { generateName: "a-" } }, "", 422, "metadata.name: Required value"],
    [
      "a name too long",
      { metadata: { name: "a".repeat(42) } },
      "",
      422,
      'must be no more than 41 characters (release prefix "vm-instance-")',
    ],
    ["a reserved key", { metadata: { name: "b" }, spec: { _x: 1 } }, "", 400, 'values key "_x" is reserved (keys'],
    [
      "a spec that is a list",
      { metadata: { name: "b" }, spec: [] },
      "",
      400,
      "json: cannot unmarshal array into Go value of type map[string]interface {}",
    ],
    [
      "a version",
      { metadata: { name: "b", resourceVersion: "5" } },
      "",
      500,
      "resourceVersion should not be set on objects to be created",
    ],
    [
      "a bad label",
      { metadata: { name: "b", labels: { "a b": "x" } } },
      "",
      500,
      "is invalid: metadata.labels: Invalid",
    ],
    [
      "a label that is a number",
      { metadata: { name: "b", labels: { a: 1 } } },
      "",
      400,
      'VMInstance in version "v1alpha1" cannot be handled as a Tenant: json: cannot unmarshal number',
    ],
    [
      "Strict and an unknown metadata key",
      { metadata: { name: "b", labelz: {} } },
      "?fieldValidation=Strict",
      400,
      'VMInstance in version "v1alpha1" cannot be handled as a Tenant: strict decoding error: unknown field "metadata.labelz"',
    ],
    [
      "Strict and an unknown key",
      { metadata: { name: "b" }, specs: {} },
      "?fieldValidation=Strict",
      400,
      'strict decoding error: unknown field "specs"',
    ],
    ["another word than Strict", { metadata: { name: "b" } }, "?fieldValidation=Hard", 422, "Unsupported value"],
    ["bad JSON", "{", "", 400, "json parse error"],
  ])("%s", async (_what, body, query, code, words) => {
    const answer = await post(body, query);
    expect(answer.code).toBe(code);
    expect(answer.body.message).toContain(words);
    if (code === 500) expect(answer.body).not.toHaveProperty("reason");
  });

  test("unknown keys are warned of by default, not under Ignore, and none of a spec's under Strict", async () => {
    const warning = (answer: Answer) => answer.headers.get("warning");
    expect(warning(await post({ metadata: { name: "c1", labelz: {} } }))).toBe(
      '299 - "unknown field \\"metadata.labelz\\""',
    );
    expect(warning(await post({ metadata: { name: "c2", labelz: {} } }, "?fieldValidation=Ignore"))).toBeNull();
    const free = await post({ metadata: { name: "c3" }, spec: { whatever: 1 } }, "?fieldValidation=Strict");
    expect([free.code, warning(free)]).toEqual([201, null]);
  });

  test("drops what is not a client's to write", async () => {
    const { body } = await post({
      appVersion: "9",
      metadata: { name: "c4", uid: "mine", finalizers: ["x/y"], ownerReferences: [], generation: 7 },
      status: { version: "9" },
    });
    expect(body.metadata.uid).not.toBe("mine");
    expect(body).not.toHaveProperty("appVersion");
    expect(body.status).toEqual({});
    expect(body.metadata).not.toHaveProperty("finalizers");
  });

  test("takes the body's word neither for kind nor for form: YAML, no kind, another kind", async () => {
    const headers = { "Content-Type": "application/yaml" };
    const yaml = await it.cluster.server.call("POST", vms, "metadata: {name: d1}", { headers });
    expect(yaml.body).toMatchObject({ kind: "VMInstance", metadata: { name: "d1" } });
    const other = await post({ apiVersion: "apps.cozystack.io/v1alpha1", kind: "VMDisk", metadata: { name: "d2" } });
    expect([other.code, other.body.kind]).toEqual([201, "VMInstance"]);
    const text = await it.cluster.server.call("POST", vms, "hello", { headers: { "Content-Type": "text/plain" } });
    expect([text.code, text.body.reason]).toEqual([415, "UnsupportedMediaType"]);
  });

  test.each([
    [1_400, 201, undefined],
    [1_600, 500, "failed to create HelmRelease: etcdserver: request is too large"],
    [2_900, 500, "ResourceExhausted"],
    [3_100, 413, "Request entity too large: limit is 3145728"],
  ])("cloudInit of %i KiB: %i", async (kib, code, words) => {
    const answer = await post({ metadata: { name: `big-${kib}` }, spec: { cloudInit: "x".repeat(kib * 1024) } });
    expect(answer.code).toBe(code);
    if (words !== undefined) expect(answer.body.message).toContain(words);
  });

  test("in a namespace that is missing or going", async () => {
    const elsewhere = (name: string) => vms.replace("tenant-one", name);
    const missing = await it.cluster.call("POST", elsewhere("nowhere"), { metadata: { name: "a" } });
    expect(missing.body).toMatchObject({ code: 404, reason: "NotFound", message: 'namespaces "nowhere" not found' });
    const core = "/api/v1/namespaces";
    await it.cluster.call("POST", core, { apiVersion: "v1", kind: "Namespace", metadata: { name: "going" } });
    const held = {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "held", finalizers: ["demo.porthole/hold"] },
    };
    await it.cluster.call("POST", `${core}/going/configmaps`, held);
    await it.cluster.call("DELETE", `${core}/going`);
    const going = await it.cluster.call("POST", elsewhere("going"), { metadata: { name: "a" } });
    expect([going.code, going.body.reason]).toEqual([403, "Forbidden"]);
    expect(JSON.stringify(going.body.details.causes)).toContain("NamespaceTerminating");
  });

  test("a quota of HelmReleases refuses as a bare 500", async () => {
    await it.cluster.tenant("few");
    const spec = { hard: { "count/helmreleases.helm.toolkit.fluxcd.io": "0" } };
    const quota = { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "few" }, spec };
    await it.cluster.call("POST", "/api/v1/namespaces/tenant-few/resourcequotas", quota);
    const { body } = await it.cluster.call("POST", vms.replace("tenant-one", "tenant-few"), {
      metadata: { name: "a" },
    });
    expect(body.code).toBe(500);
    expect(body.message).toMatch(/^failed to create HelmRelease: .* is forbidden: exceeded quota: few/);
    expect(body).not.toHaveProperty("reason");
  });
});
