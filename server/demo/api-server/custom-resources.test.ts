import { afterAll, beforeAll, expect, test } from "vitest";
import { crd, MERGE, namespace, TestServer } from "./test-client.ts";

let api: TestServer;
const CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const GADGETS = "/apis/demo.test/v1/namespaces/team/gadgets";

const spec = {
  type: "object",
  required: ["size"],
  properties: {
    size: { type: "integer", minimum: 1 },
    color: { type: "string", enum: ["red", "blue"], default: "red" },
    memory: { "x-kubernetes-int-or-string": true },
    list: { type: "array", items: { type: "object", properties: { name: { type: "string" } } } },
  },
};
const schema = { openAPIV3Schema: { type: "object", properties: { spec, status: { type: "object" } } } };
const versions = [
  {
    name: "v1",
    served: true,
    storage: true,
    schema,
    additionalPrinterColumns: [{ name: "First", type: "string", jsonPath: ".spec.list[0].name" }],
  },
  { name: "v1alpha1", served: true, storage: false, schema },
  { name: "v0", served: false, storage: false, schema },
];

const gadget = (name: string, content: object) => ({
  apiVersion: "demo.test/v1",
  kind: "Gadget",
  metadata: { name },
  spec: content,
});

beforeAll(async () => {
  api = await TestServer.start();
  await api.call("POST", "/api/v1/namespaces", namespace("team"));
  expect((await api.call("POST", CRDS, crd("demo.test", "gadgets", "Gadget", { versions }))).code).toBe(201);
});
afterAll(() => api.dispose());

test("a definition that cannot be served is 422", async () => {
  const wrongName = { ...crd("demo.test", "things", "Thing"), metadata: { name: "other.demo.test" } };
  expect((await api.call("POST", CRDS, wrongName)).body.message).toContain('must be spec.names.plural+"."+spec.group');
  expect(
    (
      await api.call(
        "POST",
        CRDS,
        crd("demo.test", "things", "Thing", { versions: [{ name: "v1", served: true, storage: true }] }),
      )
    ).code,
  ).toBe(422);
});

test("defaults are filled in, unknown fields pruned with a warning or refused when strict", async () => {
  const made = await api.call("POST", GADGETS, gadget("g", { size: 1, extra: true, list: [{ name: "a", b: 1 }] }));
  expect(made.body.spec).toEqual({ size: 1, color: "red", list: [{ name: "a" }] });
  expect(made.headers.get("warning")).toContain('unknown field \\"spec.extra\\"');
  const strict = await api.call("POST", `${GADGETS}?fieldValidation=Strict`, gadget("h", { size: 1, extra: true }));
  expect(strict.body).toMatchObject({
    code: 400,
    message: expect.stringContaining('strict decoding error: unknown field "spec.extra"'),
  });
});

test("what breaks the schema is 422 with a cause for each field", async () => {
  const refused = await api.call("POST", GADGETS, gadget("bad", { size: 0, color: "green", memory: true, list: "x" }));
  expect(refused.body).toMatchObject({ code: 422, reason: "Invalid", details: { kind: "Gadget", group: "demo.test" } });
  expect(refused.body.details.causes.map((cause: { field: string }) => cause.field)).toEqual([
    "spec.color",
    "spec.list",
    "spec.memory",
    "spec.size",
  ]);
  const missing = await api.call("POST", GADGETS, gadget("bad", {}));
  expect(missing.body.message).toBe('Gadget.demo.test "bad" is invalid: spec.size: Required value');
});

test("a body of another kind or version is refused", async () => {
  const kind = await api.call("POST", GADGETS, { ...gadget("x", { size: 1 }), kind: "Other" });
  expect(kind.body.message).toBe('Other.demo.test "x" is invalid: kind: Invalid value: "Other": must be Gadget');
  const version = await api.call("POST", GADGETS, { ...gadget("x", { size: 1 }), apiVersion: "demo.test/v2" });
  expect(version.body.message).toBe(
    "the API version in the data (demo.test/v2) does not match the expected API version (demo.test/v1)",
  );
  expect((await api.call("POST", GADGETS, { metadata: { name: "x" } })).code).toBe(400);
});

test("every served version shows the same object; a PUT must name its revision", async () => {
  await api.call("POST", GADGETS, gadget("both", { size: 1 }));
  const old = await api.call("GET", "/apis/demo.test/v1alpha1/namespaces/team/gadgets/both");
  expect(old.body).toMatchObject({ apiVersion: "demo.test/v1alpha1", spec: { size: 1 } });
  const patched = await api.call(
    "PATCH",
    "/apis/demo.test/v1alpha1/namespaces/team/gadgets/both",
    { spec: { size: 2 } },
    MERGE,
  );
  expect(patched.body.apiVersion).toBe("demo.test/v1alpha1");
  expect((await api.call("GET", `${GADGETS}/both`)).body).toMatchObject({
    apiVersion: "demo.test/v1",
    spec: { size: 2 },
  });
  expect((await api.call("PUT", `${GADGETS}/both`, gadget("both", { size: 3 }))).code).toBe(422);
  expect((await api.call("GET", "/apis/demo.test/v0/namespaces/team/gadgets")).text).toBe("404 page not found\n");
  const strategic = { headers: { "Content-Type": "application/strategic-merge-patch+json" } };
  expect((await api.call("PATCH", `${GADGETS}/both`, {}, strategic)).code).toBe(415);
});

test("the definition shows in discovery and OpenAPI, in columns and conditions", async () => {
  const list = await api.call("GET", "/apis/demo.test/v1");
  expect(list.body.resources[0]).toMatchObject({
    name: "gadgets",
    kind: "Gadget",
    shortNames: ["wd"],
    categories: ["all"],
  });
  const group = await api.call("GET", "/apis/demo.test");
  expect(group.body).toMatchObject({
    preferredVersion: { version: "v1" },
    versions: [{ version: "v1" }, { version: "v1alpha1" }],
  });
  const Accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";
  const aggregated = await api.call("GET", "/apis", undefined, { headers: { Accept } });
  const found = aggregated.body.items.find(
    (item: { metadata: { name: string } }) => item.metadata.name === "demo.test",
  );
  expect(found.versions[0]).toMatchObject({
    version: "v1",
    freshness: "Current",
    resources: [{ resource: "gadgets", scope: "Namespaced" }],
  });
  const index = await api.call("GET", "/openapi/v3");
  const document = await api.call("GET", index.body.paths["apis/demo.test/v1"].serverRelativeURL);
  expect(document.body.components.schemas["test.demo.v1.Gadget"].properties.spec).toEqual(spec);
  await api.call("POST", GADGETS, gadget("columns", { size: 1, list: [{ name: "first" }] }));
  const table = await api.call("GET", `${GADGETS}/columns`, undefined, {
    headers: { Accept: "application/json;as=Table;v=v1;g=meta.k8s.io" },
  });
  expect(table.body.rows[0].cells).toEqual(["columns", "first"]);
  const definition = await api.call("GET", `${CRDS}/gadgets.demo.test`);
  expect(definition.body.status.conditions.map((condition: { type: string }) => condition.type)).toContain(
    "Established",
  );
});

test("the objects go with their definition", async () => {
  await api.call("POST", CRDS, crd("gone.test", "items", "Item"));
  const path = "/apis/gone.test/v1/namespaces/team/items";
  await api.call("POST", path, { apiVersion: "gone.test/v1", kind: "Item", metadata: { name: "i" } });
  await api.call("DELETE", `${CRDS}/items.gone.test`);
  expect((await api.call("GET", path)).code).toBe(404);
  await api.call("POST", CRDS, crd("gone.test", "items", "Item"));
  expect((await api.call("GET", path)).body.items).toEqual([]);
});
