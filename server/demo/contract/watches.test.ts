import { afterAll, beforeAll, expect, test } from "vitest";
import { MERGE } from "../api-server/test-client.ts";
import { take, type WatchEvent } from "../test-wire.ts";
import { onEachServer } from "./on-each-server.ts";
import { createWidgets, type Widgets } from "./widgets.ts";

const seen = (events: WatchEvent[]) => events.map(({ type, object }) => `${type} ${object.metadata.name}`);

onEachServer("watches", ({ api }) => {
  let widgets: Widgets;
  beforeAll(async () => {
    widgets = await createWidgets(api());
    await api().ok("POST", widgets.path, widgets.widget("first"));
  });
  afterAll(() => widgets.dispose());

  const revision = async (): Promise<string> => (await api().ok("GET", widgets.path)).body.metadata.resourceVersion;
  const watch = (query: string, headers = {}) => api().watch(`${widgets.path}?watch=1&${query}`, { headers });
  const all = (events: AsyncGenerator<WatchEvent>) => take(events, Number.POSITIVE_INFINITY);

  test("replays what came after the list's revision, then goes on live", async () => {
    const from = await revision();
    await api().ok("POST", widgets.path, widgets.widget("a"));
    await api().ok("PATCH", `${widgets.path}/a`, { spec: { size: 2 } }, MERGE);
    const events = watch(`resourceVersion=${from}`);
    expect(seen(await take(events, 2))).toEqual(["ADDED a", "MODIFIED a"]);
    await api().ok("DELETE", `${widgets.path}/a`);
    const [gone] = await take(events, 1);
    expect(gone).toMatchObject({ type: "DELETED", object: { metadata: { name: "a" }, spec: { size: 2 } } });
    expect(Number(gone?.object.metadata.resourceVersion)).toBeGreaterThan(Number(from));
    await events.return(undefined);
  });

  test("without a revision all there is comes as ADDED first", async () => {
    const events = watch("fieldSelector=metadata.name=first");
    expect(seen(await take(events, 1))).toEqual(["ADDED first"]);
    await events.return(undefined);
  });

  test("an object that enters a selection is ADDED, one that leaves it DELETED", async () => {
    await api().ok("POST", widgets.path, widgets.widget("mover"));
    const from = await revision();
    const change = (patch: object) => api().ok("PATCH", `${widgets.path}/mover`, patch, MERGE);
    await change({ metadata: { labels: { team: "x" } } });
    await change({ spec: { size: 5 } });
    await change({ metadata: { labels: { team: "y" } } });
    const events = watch(`resourceVersion=${from}&labelSelector=team=x`);
    expect(seen(await take(events, 3))).toEqual(["ADDED mover", "MODIFIED mover", "DELETED mover"]);
    await events.return(undefined);
  });

  test("a revision that is forgotten is an ERROR event 410, then the stream ends", async () => {
    const events = await all(watch("resourceVersion=1"));
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ type: "ERROR", object: { kind: "Status", code: 410, reason: "Expired" } });
    expect(events[0]?.object.message).toMatch(/^too old resource version: 1 \(\d+\)$/);
  });

  test("ends cleanly at its time limit; a revision that is none is 500, as CustomResources answer it", async () => {
    expect(await all(watch(`resourceVersion=${await revision()}&timeoutSeconds=1`))).toEqual([]);
    expect((await api().call("GET", `${widgets.path}?watch=1&resourceVersion=x`)).code).toBe(500);
  });

  test("initial events end with a bookmark; they need a match, or are 422", async () => {
    const query = "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
    const events = watch(`${query}&fieldSelector=metadata.name=first`);
    const [added, bookmark] = await take(events, 2);
    expect(added).toMatchObject({ type: "ADDED", object: { metadata: { name: "first" } } });
    expect(bookmark).toMatchObject({
      type: "BOOKMARK",
      object: {
        kind: "Widget",
        metadata: {
          resourceVersion: expect.stringMatching(/^\d+$/),
          annotations: { "k8s.io/initial-events-end": "true" },
        },
      },
    });
    await events.return(undefined);
    const refused = await api().call("GET", `${widgets.path}?watch=1&sendInitialEvents=true`);
    expect(refused.body).toMatchObject({ code: 422, reason: "Invalid" });
  });

  test("a Table's columns come once", async () => {
    const Accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
    await api().ok("POST", widgets.path, widgets.widget("second"));
    const events = watch("", { Accept });
    const [first, second] = await take(events, 2);
    expect(first?.object).toMatchObject({ kind: "Table", columnDefinitions: [{ name: "Name" }, { name: "Size" }] });
    expect(second?.object).toMatchObject({ kind: "Table", rows: [{ object: { kind: "PartialObjectMetadata" } }] });
    expect(second?.object.columnDefinitions ?? null).toBeNull();
    await events.return(undefined);
  });

  test("metadata alone can be watched", async () => {
    const Accept = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";
    const events = watch("fieldSelector=metadata.name=first", { Accept });
    const [event] = await take(events, 1);
    expect(event?.object).toMatchObject({ kind: "PartialObjectMetadata", metadata: { name: "first" } });
    expect(event?.object.spec).toBeUndefined();
    await events.return(undefined);
  });
});
