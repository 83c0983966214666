import { afterAll, beforeAll, expect, test } from "vitest";
import { JSON_PATCH, MERGE } from "../api-server/test-client.ts";
import { onEachServer } from "./on-each-server.ts";
import { createWidgets, type Widgets } from "./widgets.ts";

onEachServer("patches", ({ api }) => {
  let widgets: Widgets;
  beforeAll(async () => {
    widgets = await createWidgets(api());
    await api().ok("POST", widgets.path, widgets.widget("one", { size: 1, tags: ["a"] }, { labels: { keep: "1" } }));
  });
  afterAll(() => widgets.dispose());

  const patch = (body: unknown, as: { headers: Record<string, string> }) =>
    api().call("PATCH", `${widgets.path}/one`, body, as);

  test("a merge patch replaces what it names, lists whole, and null removes", async () => {
    const { body } = await patch({ metadata: { labels: { new: "2" } }, spec: { size: 2, tags: ["b"] } }, MERGE);
    expect(body).toMatchObject({ metadata: { labels: { keep: "1", new: "2" } }, spec: { size: 2, tags: ["b"] } });
    const removed = await patch({ spec: { tags: null } }, MERGE);
    expect(removed.body.spec.tags).toBeUndefined();
  });

  test("a JSON patch tests, adds, replaces and removes; one that fails is 422 and changes nothing", async () => {
    const operations = [
      { op: "test", path: "/spec/size", value: 2 },
      { op: "add", path: "/spec/code", value: "aa" },
      { op: "replace", path: "/spec/size", value: 3 },
      { op: "remove", path: "/metadata/labels/new" },
    ];
    expect((await patch(operations, JSON_PATCH)).body).toMatchObject({ spec: { size: 3, code: "aa" } });
    const failed = await patch(operations, JSON_PATCH);
    expect(failed.body).toMatchObject({ code: 422, reason: "Invalid" });
    expect(failed.body.message).toBe("the server rejected our request due to an error in our request");
    expect((await patch([{ op: "remove", path: "/spec/nothing" }], JSON_PATCH)).code).toBe(422);
  });

  test("a patch that cannot be read is 400, one of a missing object 404", async () => {
    expect((await patch("x", MERGE)).code).toBe(400);
    expect((await patch({}, JSON_PATCH)).code).toBe(400);
    expect((await api().call("PATCH", `${widgets.path}/nobody`, {}, MERGE)).code).toBe(404);
  });

  test("the patched object is validated like any other", async () => {
    expect((await patch({ spec: { size: 0 } }, MERGE)).body).toMatchObject({
      code: 422,
      details: { causes: [{ field: "spec.size" }] },
    });
    expect((await patch({ metadata: { name: "two" } }, MERGE)).code).toBe(400);
  });

  test("custom resources know no strategic merge: 415 with what they know", async () => {
    const strategic = { headers: { "Content-Type": "application/strategic-merge-patch+json" } };
    expect((await patch({}, strategic)).body).toMatchObject({ code: 415, reason: "UnsupportedMediaType" });
    expect((await patch({}, { headers: { "Content-Type": "text/plain" } })).code).toBe(415);
  });
});
