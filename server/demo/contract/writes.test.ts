import { afterAll, beforeAll, expect, test } from "vitest";
import { MERGE } from "../api-server/test-client.ts";
import { onEachServer } from "./on-each-server.ts";
import { createWidgets, type Widgets } from "./widgets.ts";

onEachServer("writes", ({ api }) => {
  let widgets: Widgets;
  beforeAll(async () => {
    widgets = await createWidgets(api());
  });
  afterAll(() => widgets.dispose());

  const create = (name: string, spec?: object, query = "") =>
    api().call("POST", `${widgets.path}${query}`, widgets.widget(name, spec));
  const get = async (name: string) => (await api().ok("GET", `${widgets.path}/${name}`)).body;

  test("a create answers 201 with what the server adds", async () => {
    const { code, body } = await create("new", { size: 3 });
    expect(code).toBe(201);
    expect(body).toMatchObject({
      apiVersion: `${widgets.group}/v1`,
      kind: "Widget",
      metadata: {
        namespace: widgets.namespace,
        uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        resourceVersion: expect.stringMatching(/^\d+$/),
        creationTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        generation: 1,
      },
      spec: { size: 3, colour: "red" },
    });
  });

  test("a name that exists is 409 AlreadyExists", async () => {
    await create("twin");
    expect((await create("twin")).body).toMatchObject({
      kind: "Status",
      status: "Failure",
      code: 409,
      reason: "AlreadyExists",
      message: `widgets.${widgets.group} "twin" already exists`,
      details: { name: "twin", group: widgets.group, kind: "widgets" },
    });
  });

  test("generateName makes names up; a body without any, or of a missing namespace, is refused", async () => {
    const { body } = await api().call("POST", widgets.path, widgets.widget("", {}, { generateName: "some-" }));
    expect(body.metadata.name).toMatch(/^some-[a-z0-9]{5}$/);
    expect((await create("")).body).toMatchObject({ code: 422, reason: "Invalid" });
    const elsewhere = widgets.path.replace(widgets.namespace, "no-such-namespace");
    expect((await api().call("POST", elsewhere, widgets.widget("a"))).body).toMatchObject({
      code: 404,
      message: 'namespaces "no-such-namespace" not found',
    });
  });

  test("an update with a stale revision is 409 Conflict and changes nothing", async () => {
    const { body } = await create("contended");
    await api().ok("PUT", `${widgets.path}/contended`, { ...body, spec: { size: 2 } });
    const late = await api().call("PUT", `${widgets.path}/contended`, { ...body, spec: { size: 9 } });
    expect(late.body).toMatchObject({ code: 409, reason: "Conflict", details: { name: "contended" } });
    expect(late.body.message).toBe(
      `Operation cannot be fulfilled on widgets.${widgets.group} "contended": the object has been modified; please apply your changes to the latest version and try again`,
    );
    const patched = await api().call(
      "PATCH",
      `${widgets.path}/contended`,
      { metadata: { resourceVersion: body.metadata.resourceVersion }, spec: { size: 8 } },
      MERGE,
    );
    expect(patched.code).toBe(409);
    expect((await get("contended")).spec.size).toBe(2);
  });

  test("a foreign uid is 422: it never changes", async () => {
    await create("self");
    const uid = "11111111-1111-4111-8111-111111111111";
    const { body } = await api().call("PATCH", `${widgets.path}/self`, { metadata: { uid } }, MERGE);
    expect(body).toMatchObject({ code: 422, reason: "Invalid" });
    expect(body.message).toMatch(/is invalid: metadata.uid: Invalid value: .*: field is immutable$/);
  });

  test("what the schema forbids is 422 with a cause for each field", async () => {
    const { body } = await create("wrong", { size: 0, colour: "green", code: "b", tags: ["a", "b", "c"] });
    expect(body).toMatchObject({ code: 422, reason: "Invalid", details: { kind: "Widget", name: "wrong" } });
    const causes = new Map(body.details.causes.map((it: { field: string; reason: string }) => [it.field, it.reason]));
    expect(Object.fromEntries(causes)).toEqual({
      "spec.size": "FieldValueInvalid",
      "spec.colour": "FieldValueNotSupported",
      "spec.code": "FieldValueInvalid",
      "spec.tags": "FieldValueTooMany",
    });
    expect((await create("typed", { size: "big" })).body.details.causes).toMatchObject([
      { field: "spec.size", reason: "FieldValueTypeInvalid" },
    ]);
    expect((await create("Bad_Name")).body.details.causes).toMatchObject([
      { field: "metadata.name", reason: "FieldValueInvalid" },
    ]);
  });

  test("bad labels are 422 on metadata.labels", async () => {
    const { body } = await api().call("POST", widgets.path, widgets.widget("l", {}, { labels: { "a b": "c" } }));
    expect(body).toMatchObject({ code: 422, details: { causes: [{ field: "metadata.labels" }] } });
  });

  test("an unknown field is dropped with a warning, refused when Strict, dropped silently when ignored", async () => {
    const warned = await create("loose", { size: 1, extra: 1 });
    expect(warned.code).toBe(201);
    expect(warned.headers.get("warning")).toBe('299 - "unknown field \\"spec.extra\\""');
    expect(warned.body.spec.extra).toBeUndefined();
    const strict = await create("strict", { size: 1, extra: 1 }, "?fieldValidation=Strict");
    expect(strict.body).toMatchObject({ code: 400, reason: "BadRequest" });
    expect(strict.body.message).toContain('strict decoding error: unknown field "spec.extra"');
    const ignored = await create("ignored", { size: 1, extra: 1 }, "?fieldValidation=Ignore");
    expect([ignored.code, ignored.headers.get("warning")]).toEqual([201, null]);
    expect((await create("odd", {}, "?fieldValidation=Odd")).code).toBe(422);
  });

  test("a dry run answers as if and changes nothing", async () => {
    expect((await create("never", {}, "?dryRun=All")).code).toBe(201);
    expect((await api().call("GET", `${widgets.path}/never`)).code).toBe(404);
    await create("dry", { size: 1 });
    const path = `${widgets.path}/dry?dryRun=All`;
    expect((await api().ok("PATCH", path, { spec: { size: 7 } }, MERGE)).body.spec.size).toBe(7);
    await api().ok("DELETE", path);
    expect((await get("dry")).spec.size).toBe(1);
    expect((await create("odd", {}, "?dryRun=Some")).code).toBe(422);
  });

  test("the generation counts changes of the spec, and the status has its own door", async () => {
    await create("counted", { size: 1 });
    const path = `${widgets.path}/counted`;
    const patch = async (at: string, change: object) => (await api().ok("PATCH", at, change, MERGE)).body;
    const labelled = await patch(path, { metadata: { labels: { a: "b" } }, status: { seen: true } });
    expect([labelled.metadata.generation, labelled.status]).toEqual([1, undefined]);
    const resized = await patch(path, { spec: { size: 2 } });
    expect(resized.metadata.generation).toBe(2);
    const reported = await patch(`${path}/status`, { spec: { size: 9 }, status: { seen: true } });
    expect(reported).toMatchObject({ metadata: { generation: 2 }, spec: { size: 2 }, status: { seen: true } });
    const same = await patch(path, { spec: { size: 2 } });
    expect(same.metadata.resourceVersion).toBe(reported.metadata.resourceVersion);
  });

  test("verbs that a path does not know are 405, bodies that are no object 400, unknown media types 415", async () => {
    const maps = `/api/v1/namespaces/${widgets.namespace}/configmaps`;
    expect((await api().call("PUT", maps, {})).body).toMatchObject({ code: 405, reason: "MethodNotAllowed" });
    expect((await api().call("POST", widgets.path, "{")).body).toMatchObject({ code: 400, reason: "BadRequest" });
    const text = { headers: { "Content-Type": "text/plain" } };
    expect((await api().call("POST", widgets.path, "x", text)).body).toMatchObject({ code: 415 });
  });
});
