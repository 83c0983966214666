import { beforeAll, describe, expect, test } from "vitest";
import { helmReleases } from "../../platform/kinds/cozystack.ts";
import type { Answer } from "../../test-wire.ts";
import type { PlatformOn } from "./platform-on.ts";
import { group, repeated } from "./vm-instances.ts";

/** How apps.cozystack.io answers, row by row of platform-api.md 10.2: odd, and relied upon. */
export const applications = (platform: () => PlatformOn): void => {
  let namespace: string;
  let token: string;
  let vms: string;
  beforeAll(async () => {
    ({ namespace, token } = await platform().tenant("admin"));
    vms = `/apis/${group}/v1alpha1/namespaces/${namespace}/vminstances`;
  });

  const call = (method: string, path: string, body?: unknown, headers = {}) =>
    repeated(() => platform().api.call(method, path, body, { token, headers }));
  const object = (name: string, spec: unknown = {}, metadata = {}) => ({
    apiVersion: `${group}/v1alpha1`,
    kind: "VMInstance",
    metadata: { name, labels: { own: "yes" }, ...metadata },
    spec,
  });
  const create = (name: string, spec?: unknown, metadata?: object, query = "") =>
    call("POST", `${vms}${query}`, object(name, spec, metadata));
  /** Reads come from a cache: what was just written shows a moment later. */
  const seen = (name: string, isAsWanted: (answer: Answer) => boolean = ({ code }) => code === 200) =>
    platform().api.until(`${vms}/${name}`, isAsWanted, { token });
  const made = async (name: string, spec?: unknown, metadata?: object): Promise<Answer> => {
    await create(name, spec, metadata);
    return seen(name);
  };
  const patch = (name: string, body: unknown, type = "merge-patch+json", query = "") =>
    call("PATCH", `${vms}/${name}${query}`, body, { "Content-Type": `application/${type}` });
  const release = (name: string) => platform().client.get(helmReleases, { namespace, name: `vm-instance-${name}` });
  const bare = (message: string | RegExp) => ({
    code: 500,
    body: {
      kind: "Status",
      apiVersion: "v1",
      metadata: {},
      status: "Failure",
      code: 500,
      message: typeof message === "string" ? message : expect.stringMatching(message),
    },
  });

  describe("applications: create", () => {
    test("stores the spec as sent and answers with the schema's defaults", async () => {
      const { code, body } = await create("defaults", { running: true, instanceType: "s1.small" });
      expect(code).toBe(201);
      expect(body.spec).toMatchObject({ running: true, instanceType: "s1.small", externalPorts: [22] });
      for (const absent of ["generation", "managedFields", "finalizers", "ownerReferences"]) {
        expect(body.metadata).not.toHaveProperty(absent);
      }
      expect((await release("defaults"))?.spec.values).toEqual({ running: true, instanceType: "s1.small" });
    });

    test("validates nothing: what does not fit reads back changed", async () => {
      const { code, body } = await create("misfit", { disks: ["x", "y"], externalPorts: "22", resources: "big" });
      expect(code).toBe(201);
      expect(body.spec).toMatchObject({ disks: [{}, {}], externalPorts: [22], resources: {} });
    });

    test("an existing name and a revision are bare 500s", async () => {
      await create("twin");
      expect(await create("twin")).toMatchObject(
        bare('failed to create HelmRelease: helmreleases.helm.toolkit.fluxcd.io "vm-instance-twin" already exists'),
      );
      expect((await create("twin")).body).not.toHaveProperty("reason");
      expect(await create("revised", {}, { resourceVersion: "1" })).toMatchObject(
        bare("failed to create HelmRelease: resourceVersion should not be set on objects to be created"),
      );
    });

    test("bad labels are a bare 500", async () => {
      expect(await create("labels", {}, { labels: { "a b": "c" } })).toMatchObject(
        bare(/^failed to create HelmRelease: .* is invalid: metadata\.labels: Invalid value/),
      );
    });

    test.each([
      ["Upper", "DNS-1035"],
      ["1st", "DNS-1035"],
      ["a".repeat(42), 'must be no more than 41 characters (release prefix "vm-instance-")'],
    ])("the name %s is 422 on metadata.name", async (name, text) => {
      const { code, body } = await create(name);
      expect(code).toBe(422);
      expect(body.details.causes).toMatchObject([{ field: "metadata.name", message: expect.stringContaining(text) }]);
    });

    test("generateName, reserved keys, specs that are no objects, missing namespaces", async () => {
      const generated = await call("POST", vms, { metadata: { generateName: "web-" } });
      expect([generated.code, generated.body.message]).toEqual([
        422,
        expect.stringContaining("metadata.name: Required value"),
      ]);
      expect((await create("reserved", { _x: 1 })).body).toMatchObject({
        code: 400,
        message: "values key \"_x\" is reserved (keys starting with '_' are not allowed)",
      });
      expect((await create("list", [])).code).toBe(400);
      const elsewhere = await platform().api.call("POST", vms.replace(namespace, "tenant-nowhere"), object("a"));
      expect(elsewhere.body).toMatchObject({ code: 404, message: 'namespaces "tenant-nowhere" not found' });
    });

    test("unknown keys: of the spec pass even when Strict, of metadata are 400, or a warning by default", async () => {
      expect((await create("strict", { foo: 1 }, {}, "?fieldValidation=Strict")).code).toBe(201);
      const strict = await create("odd", {}, { labelz: {} }, "?fieldValidation=Strict");
      expect([strict.code, strict.body.message]).toEqual([
        400,
        expect.stringContaining('strict decoding error: unknown field "metadata.labelz"'),
      ]);
      expect((await create("warned", {}, { labelz: {} })).headers.get("warning")).toContain("metadata.labelz");
    });

    test("a dry run persists", async () => {
      await create("not-so-dry", {}, {}, "?dryRun=All");
      await seen("not-so-dry");
    });
  });

  describe("applications: update", () => {
    test("the last writer wins, whatever revision; a foreign uid is the only precondition", async () => {
      const { body } = await made("raced", { cpuModel: "a" });
      const put = (metadata: object) => call("PUT", `${vms}/raced`, object("raced", { cpuModel: "b" }, metadata));
      expect((await put({ resourceVersion: "1" })).code).toBe(200);
      expect((await put({})).code).toBe(200);
      expect(await put({ resourceVersion: "abc" })).toMatchObject(bare(/strconv\.ParseUint/));
      expect(await put({ uid: "another" })).toMatchObject(
        bare(/StorageError: invalid object, Code: 4.*Precondition failed: UID in precondition: another/),
      );
      expect((await seen("raced")).body.metadata.uid).toBe(body.metadata.uid);
      expect((await call("PUT", `${vms}/nobody`, object("nobody"))).body.message).toBe(
        'vminstances.apps.cozystack.io "nobody" not found',
      );
    });

    test("a label is enough to pin all defaults, and to take the release's finalizers away", async () => {
      await made("pinned", { disks: ["x"] });
      const ref = { namespace, name: "vm-instance-pinned" };
      const finalizers = ["finalizers.fluxcd.io"];
      await platform().client.mergePatch(helmReleases, ref, { metadata: { finalizers }, spec: { suspend: true } });
      await seen("pinned");
      expect((await patch("pinned", { metadata: { labels: { more: "1" } } })).code).toBe(200);
      const after = await release("pinned");
      expect(after?.spec.values).toMatchObject({ instanceType: "u1.medium", disks: [{}], externalPorts: [22] });
      expect(after?.metadata.finalizers ?? []).toEqual([]);
      expect(after?.spec).not.toHaveProperty("suspend");
    });

    test("patches: JSON with its tests, merge, strategic as merge; name and reserved keys are 400", async () => {
      await made("patched", { cpuModel: "one" });
      const json = (operations: object[]) => patch("patched", operations, "json-patch+json");
      const replaced = await json([{ op: "replace", path: "/spec/cpuModel", value: "two" }]);
      expect(replaced.body.spec.cpuModel).toBe("two");
      expect((await json([{ op: "test", path: "/spec/instanceType", value: "none" }])).body).toMatchObject({
        code: 422,
        reason: "Invalid",
        message: "the server rejected our request due to an error in our request",
      });
      const strategic = await patch("patched", { spec: { cpuModel: "three" } }, "strategic-merge-patch+json");
      expect(strategic.code).toBe(200);
      expect((await patch("patched", { metadata: { name: "other" } })).code).toBe(400);
      expect((await patch("patched", { spec: { _x: 1 } })).code).toBe(400);
      expect((await patch("nobody", {})).code).toBe(404);
    });

    test("server-side apply creates, and conflicts with everybody unless forced", async () => {
      const apply = (cpuModel: string, query = "") =>
        patch("applied", object("applied", { cpuModel }), "apply-patch+yaml", `?fieldManager=me${query}`);
      expect((await apply("one")).code).toBe(201);
      await seen("applied");
      const conflict = await apply("two");
      expect(conflict.body).toMatchObject({ code: 409, reason: "Conflict" });
      expect(conflict.body.message).toContain(
        'Apply failed with 1 conflict: conflict with "before-first-apply" using apps.cozystack.io/v1alpha1: .spec.cpuModel',
      );
      expect((await apply("two", "&force=true")).body.spec.cpuModel).toBe("two");
    });
  });

  describe("applications: read and delete", () => {
    const names = async (query: string) =>
      (await call("GET", `${vms}?${query}`)).body.items.map((it: { metadata: { name: string } }) => it.metadata.name);

    test("lists are whole whatever limit and revision; only a match without a revision is 422", async () => {
      await made("list-a");
      await made("list-b");
      const { body } = await call("GET", `${vms}?limit=1&continue=abc&resourceVersion=999999999`);
      expect(body.items.length).toBeGreaterThan(1);
      expect(body.metadata.continue ?? "").toBe("");
      expect((await call("GET", `${vms}?resourceVersionMatch=Exact`)).code).toBe(422);
      expect((await call("GET", `/apis/${group}/v1alpha1/vminstances`)).code).toBe(403);
      const nowhere = await platform().api.ok("GET", vms.replace(namespace, "tenant-nowhere"));
      expect([nowhere.body.items, nowhere.body.metadata.resourceVersion]).toEqual([[], "0"]);
    });

    test("selectors know user labels, names and namespaces only", async () => {
      await made("chosen", {}, { labels: { role: "web" } });
      expect(await names("labelSelector=role%3Dweb")).toEqual(["chosen"]);
      expect(await names("labelSelector=role%20in%20(web,db)")).toEqual(["chosen"]);
      expect(await names("labelSelector=apps.cozystack.io/application.kind")).toEqual([]);
      expect(await names(`fieldSelector=metadata.name%3Dchosen,metadata.namespace%3D${namespace}`)).toEqual(["chosen"]);
      expect((await call("GET", `${vms}?fieldSelector=spec.runStrategy%3DAlways`)).body).toMatchObject({
        code: 400,
        message: '"spec.runStrategy" is not a known field selector: only "metadata.name", "metadata.namespace"',
      });
      expect((await call("GET", `${vms}?labelSelector=a+b`)).code).toBe(400);
    });

    test("JSON, YAML, Table and metadata alone; nothing else", async () => {
      const as = (Accept: string) => call("GET", vms, undefined, { Accept });
      const table = (await as("application/json;as=Table;v=v1;g=meta.k8s.io")).body;
      expect(table.columnDefinitions.map(({ name }: { name: string }) => name)).toEqual([
        "NAME",
        "READY",
        "AGE",
        "VERSION",
      ]);
      const metadata = (await as("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")).body;
      expect(metadata.items[0]).not.toHaveProperty("spec");
      expect((await as("application/yaml")).text).toContain("kind: VMInstanceList");
      expect((await as("application/vnd.kubernetes.protobuf")).code).toBe(406);
    });

    test("what there is not: deletecollection, status, scale, other kinds", async () => {
      await made("plain");
      expect((await platform().api.call("DELETE", vms)).body).toMatchObject({ code: 405, reason: "MethodNotAllowed" });
      for (const path of [`${vms}/plain/status`, `${vms}/plain/scale`, vms.replace("vminstances", "vmthings")]) {
        expect((await platform().api.call("GET", path)).code).toBe(404);
      }
      expect((await call("GET", `${vms}/nope`)).body.message).toBe('vminstances.apps.cozystack.io "nope" not found');
    });

    test("a watch replays, marks the end though nobody asked, and takes any revision", async () => {
      await made("watched");
      for (const query of ["", "&resourceVersion=abc"]) {
        for await (const { type, object: it } of platform().api.watch(`${vms}?watch=1${query}`, { token })) {
          if (query !== "" && type === "ADDED") break;
          if (type !== "BOOKMARK") continue;
          expect(it.metadata.annotations).toEqual({ "k8s.io/initial-events-end": "true" });
          break;
        }
      }
      expect((await call("GET", `${vms}?watch=1&sendInitialEvents=true`)).code).toBe(422);
    });

    test("a delete ignores preconditions, and lasts as long as the release's finalizer", async () => {
      await made("gone");
      const ref = { namespace, name: "vm-instance-gone" };
      const finalizers = ["finalizers.fluxcd.io"];
      await platform().client.mergePatch(helmReleases, ref, { metadata: { finalizers } });
      const { code, body } = await call("DELETE", `${vms}/gone`, { preconditions: { uid: "another" } });
      expect(code).toBe(200);
      expect(body).toMatchObject({ status: "Success", details: { name: "gone", kind: "VMInstance" } });
      await seen("gone", (answer) => answer.body.metadata?.deletionTimestamp !== undefined);
      expect((await call("DELETE", `${vms}/gone`)).code).toBe(200);
      expect(await create("gone")).toMatchObject(
        bare(
          'failed to create HelmRelease: object is being deleted: helmreleases.helm.toolkit.fluxcd.io "vm-instance-gone" already exists',
        ),
      );
      await platform().client.mergePatch(helmReleases, ref, { metadata: { finalizers: null } });
      await seen("gone", (answer) => answer.code === 404);
      expect((await call("DELETE", `${vms}/gone`)).code).toBe(404);
      await made("dry");
      expect((await call("DELETE", `${vms}/dry?dryRun=All`)).code).toBe(200);
      await seen("dry", (answer) => answer.code === 404);
    });

    test("OpenAPI publishes defaults, enums and where options come from", async () => {
      const document = await call("GET", `/openapi/v3/apis/${group}/v1alpha1`);
      const { properties } =
        document.body.components.schemas["com.github.cozystack.cozystack.pkg.apis.apps.v1alpha1.VMInstance"];
      expect(properties.spec.properties.runStrategy).toMatchObject({ default: "Always" });
      expect(properties.spec.properties.instanceType["x-cozystack-options"]).toEqual({ source: "instancetype" });
    });
  });
};
