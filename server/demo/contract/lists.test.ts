import { afterAll, beforeAll, expect, test } from "vitest";
import { onEachServer } from "./on-each-server.ts";
import { createWidgets, type Widgets } from "./widgets.ts";

onEachServer("lists", ({ api }) => {
  let widgets: Widgets;
  beforeAll(async () => {
    widgets = await createWidgets(api());
    const labels = [{ app: "web", tier: "a" }, { app: "web", tier: "b" }, { app: "db" }, {}];
    for (const [index, set] of labels.entries()) {
      await api().ok("POST", widgets.path, widgets.widget(`w${index}`, { size: index + 1 }, { labels: set }));
    }
  });
  afterAll(() => widgets.dispose());

  test("a list carries a revision and its items in order of their names", async () => {
    const { body } = await api().ok("GET", widgets.path);
    expect(body).toMatchObject({ kind: "WidgetList", metadata: { resourceVersion: expect.stringMatching(/^\d+$/) } });
    expect(await widgets.names()).toEqual(["w0", "w1", "w2", "w3"]);
  });

  test("pages of `limit` follow `continue` and stay as they were at the first", async () => {
    const first = (await api().ok("GET", `${widgets.path}?limit=3`)).body;
    expect(first.items).toHaveLength(3);
    expect(first.metadata).toMatchObject({ continue: expect.any(String), remainingItemCount: 1 });
    await api().ok("POST", widgets.path, widgets.widget("w9"));
    const next = (await api().ok("GET", `${widgets.path}?limit=3&continue=${first.metadata.continue}`)).body;
    await api().ok("DELETE", `${widgets.path}/w9`);
    expect(next.items.map(({ metadata }: { metadata: { name: string } }) => metadata.name)).toEqual(["w3"]);
    expect(next.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
    expect(next.metadata.continue ?? "").toBe("");
  });

  test("a continue token that is none is 400", async () => {
    expect((await api().call("GET", `${widgets.path}?limit=1&continue=rubbish`)).body).toMatchObject({
      code: 400,
      reason: "BadRequest",
      message: expect.stringContaining("continue key is not valid"),
    });
  });

  test("a revision from the future is 504 with a cause", async () => {
    expect((await api().call("GET", `${widgets.path}?resourceVersion=999999999`)).body).toMatchObject({
      code: 504,
      reason: "Timeout",
      details: { causes: [{ reason: "ResourceVersionTooLarge" }], retryAfterSeconds: 1 },
    });
    expect((await api().call("GET", `${widgets.path}?resourceVersion=x`)).code).toBe(400);
  });

  test.each([
    ["app=web", ["w0", "w1"]],
    ["app==web,tier=a", ["w0"]],
    ["app!=web", ["w2", "w3"]],
    ["app in (web,db)", ["w0", "w1", "w2"]],
    ["tier notin (a),app", ["w1", "w2"]],
    ["app", ["w0", "w1", "w2"]],
    ["!app", ["w3"]],
  ])("label selector %s", async (selector, expected) => {
    expect(await widgets.names(`labelSelector=${encodeURIComponent(selector)}`)).toEqual(expected);
  });

  test("field selectors know the name and the namespace; other fields and malformed selectors are 400", async () => {
    expect(await widgets.names("fieldSelector=metadata.name=w2")).toEqual(["w2"]);
    expect(await widgets.names(`fieldSelector=metadata.name!=w2,metadata.namespace=${widgets.namespace}`)).toEqual([
      "w0",
      "w1",
      "w3",
    ]);
    for (const query of ["fieldSelector=spec.size=1", "fieldSelector=x", "labelSelector=a+b"]) {
      expect((await api().call("GET", `${widgets.path}?${query}`)).body).toMatchObject({
        code: 400,
        reason: "BadRequest",
      });
    }
  });

  test("events are found by what they are about", async () => {
    const events = `/api/v1/namespaces/${widgets.namespace}/events`;
    for (const about of ["one", "two"]) {
      await api().ok("POST", events, {
        apiVersion: "v1",
        kind: "Event",
        metadata: { name: `of-${about}` },
        involvedObject: { kind: "Pod", name: about, namespace: widgets.namespace },
      });
    }
    const { body } = await api().ok("GET", `${events}?fieldSelector=involvedObject.name=two,involvedObject.kind=Pod`);
    expect(body.items.map(({ metadata }: { metadata: { name: string } }) => metadata.name)).toEqual(["of-two"]);
  });

  test("a namespace that does not exist has an empty list; a name that does not is 404", async () => {
    const elsewhere = widgets.path.replace(widgets.namespace, "no-such-namespace");
    expect((await api().ok("GET", elsewhere)).body.items).toEqual([]);
    expect((await api().call("GET", `${widgets.path}/nobody`)).body).toMatchObject({
      code: 404,
      reason: "NotFound",
      message: `widgets.${widgets.group} "nobody" not found`,
      details: { name: "nobody", group: widgets.group, kind: "widgets" },
    });
    const unknown = await api().call("GET", widgets.path.replace("/widgets", "/gadgets"));
    expect([unknown.code, unknown.text]).toEqual([404, "404 page not found\n"]);
  });
});
