import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { helmReleases } from "../kinds/cozystack.ts";
import { startTestApplications, vms } from "./test-applications.ts";

let it: Awaited<ReturnType<typeof startTestApplications>>;
beforeAll(async () => {
  it = await startTestApplications();
});
afterAll(() => it.dispose());

const post: typeof it.post = (...call) => it.post(...call);
const patch: typeof it.patch = (...call) => it.patch(...call);

describe("update and patch", () => {
  const a1 = `${vms}/a1`;

  test("a PUT without a name, with another one, of nothing", async () => {
    const put = (path: string, body: unknown) => it.cluster.call("PUT", path, body);
    expect((await put(a1, { metadata: {} })).body).toMatchObject({
      code: 400,
      message: "the name of the object (a1 based on URL) was undeterminable: name must be provided",
    });
    expect((await put(a1, { metadata: { name: "a2" } })).code).toBe(400);
    expect((await put(`${vms}/nope`, { metadata: { name: "nope" } })).body).toMatchObject({
      code: 404,
      reason: "NotFound",
      message: 'vminstances.apps.cozystack.io "nope" not found',
    });
  });

  test.each<[string, unknown, string, number, string]>([
    ["another name", { metadata: { name: "b1" } }, "merge-patch+json", 400, "does not match"],
    ["another namespace", { metadata: { namespace: "b1" } }, "merge-patch+json", 400, "does not match"],
    [
      "a foreign uid",
      { metadata: { uid: "x" } },
      "merge-patch+json",
      500,
      "UID in precondition: x, UID in object meta: ",
    ],
    ["no number as version", { metadata: { resourceVersion: "abc" } }, "merge-patch+json", 500, "strconv.ParseUint"],
    ["a reserved key", { spec: { _x: 1 } }, "merge-patch+json", 400, 'values key "_x" is reserved'],
    [
      "a failed test",
      [{ op: "test", path: "/spec/cpuModel", value: "no" }],
      "json-patch+json",
      422,
      "the server rejected our request due to an error in our request",
    ],
    [
      "a path to nowhere",
      [{ op: "remove", path: "/spec/no/where" }],
      "json-patch+json",
      422,
      "the server rejected our request due to an error in our request",
    ],
    ["no known patch", {}, "json", 415, "the body of the request was in an unknown format"],
  ])("a patch with %s", async (_what, body, type, code, words) => {
    const answer = await patch(a1, body, type);
    expect(answer.code).toBe(code);
    expect(answer.body.message).toContain(words);
    if (code === 500) expect(answer.body).not.toHaveProperty("reason");
    if (type === "json-patch+json") expect(answer.body.details).toEqual({});
  });

  test("a strategic merge is not published and works", async () => {
    const { code, body } = await patch(a1, { spec: { cpuModel: "host" } }, "strategic-merge-patch+json");
    expect([code, body.spec.cpuModel]).toEqual([200, "host"]);
  });

  test("Strict refuses an unknown key as the outcome of a patch", async () => {
    const { code, body } = await patch(`${a1}?fieldValidation=Strict`, { metadata: { labelz: {} } });
    expect(code).toBe(422);
    expect(body.message).toContain('strict decoding error: unknown field "metadata.labelz"');
  });

  test("server-side apply needs a manager, and every other value is a conflict", async () => {
    expect((await patch(a1, { spec: {} }, "apply-patch+yaml")).body).toMatchObject({
      code: 422,
      message: 'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    });
    await post({ metadata: { name: "e1" }, spec: { cpuModel: "one" } });
    await it.untilRead("e1");
    const apply = (spec: object) => patch(`${vms}/e1?fieldManager=me`, { spec }, "apply-patch+yaml");
    expect((await apply({ cpuModel: "one" })).code).toBe(200);
    const { body } = await apply({ cpuModel: "two" });
    expect(body).toMatchObject({
      code: 409,
      reason: "Conflict",
      message:
        'Apply failed with 1 conflict: conflict with "before-first-apply" using apps.cozystack.io/v1alpha1: .spec.cpuModel',
      details: { causes: [{ reason: "FieldManagerConflict", field: ".spec.cpuModel" }] },
    });
    expect((await patch(`${a1}?force=true`, {})).code).toBe(422);
  });

  test("a write to what is being deleted takes the finalizer and with it the object", async () => {
    const key = { namespace: "tenant-one", name: "vm-instance-doomed" };
    await it.cluster.client.create(helmReleases, {
      metadata: {
        ...key,
        finalizers: ["demo.porthole/hold"],
        labels: {
          "apps.cozystack.io/application.group": "apps.cozystack.io",
          "apps.cozystack.io/application.kind": "VMInstance",
          "apps.cozystack.io/application.name": "doomed",
        },
      },
      spec: { values: {}, suspend: true },
    });
    await it.untilRead("doomed");
    await it.cluster.client.delete(helmReleases, key);
    await it.untilRead("doomed", (metadata) => metadata.deletionTimestamp !== undefined);
    const again = await post({ metadata: { name: "doomed" } });
    expect(again.body.message).toBe(
      'failed to create HelmRelease: object is being deleted: helmreleases.helm.toolkit.fluxcd.io "vm-instance-doomed" already exists',
    );
    expect((await it.cluster.call("DELETE", `${vms}/doomed`)).code).toBe(200);
    expect((await patch(`${vms}/doomed`, { metadata: { annotations: { a: "b" } } })).code).toBe(200);
    expect(await it.cluster.client.get(helmReleases, key)).toBeUndefined();
    expect((await post({ metadata: { name: "doomed" } })).code).toBe(201);
  });
});

describe("delete", () => {
  test.each<[string, string, unknown]>([
    ["f1", "", { preconditions: { uid: "someone", resourceVersion: "1" } }],
    ["f2", "?dryRun=All", undefined],
    ["f3", "", { dryRun: ["All"], gracePeriodSeconds: 100 }],
    ["f4", "?propagationPolicy=Orphan", undefined],
  ])("%s%s is deleted whatever is asked for", async (name, query, body) => {
    await post({ metadata: { name } });
    await it.untilRead(name);
    const answer = await it.cluster.call("DELETE", `${vms}/${name}${query}`, body);
    expect(answer.body).toMatchObject({ status: "Success", details: { name, kind: "VMInstance" } });
    await it.cluster.client
      .informer(helmReleases)
      .until((list) => !list.some(({ metadata }) => metadata.name === `vm-instance-${name}`) || undefined);
  });

  test("an unknown policy is refused", async () => {
    const { code, body } = await it.cluster.call("DELETE", `${vms}/a2`, { propagationPolicy: "Sometimes" });
    expect(code).toBe(422);
    expect(body.message).toContain("propagationPolicy: Unsupported value");
    expect((await it.cluster.call("DELETE", `${vms}/nope`)).code).toBe(404);
  });
});
