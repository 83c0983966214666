import { afterAll, beforeAll, expect, test } from "vitest";
import { take, type WatchEvent } from "../test-wire.ts";
import { configMap, MERGE, namespace, TestServer } from "./test-client.ts";

let api: TestServer;
beforeAll(async () => {
  api = await TestServer.start({ historyLength: 8, bookmarkIntervalMs: 20 });
  for (const name of ["one", "two"]) await api.call("POST", "/api/v1/namespaces", namespace(name));
});
afterAll(() => api.dispose());

const ONE = "/api/v1/namespaces/one/configmaps";
const TWO = "/api/v1/namespaces/two/configmaps";
const seen = (events: WatchEvent[]) => events.map(({ type, object }) => `${type} ${object.metadata.name}`);

async function all(events: AsyncGenerator<WatchEvent>): Promise<WatchEvent[]> {
  return take(events, Number.POSITIVE_INFINITY);
}

async function currentRevision(path: string): Promise<string> {
  return (await api.call("GET", path)).body.metadata.resourceVersion;
}

test("a watch replays what came after the given revision, of its namespace only", async () => {
  const from = await currentRevision(ONE);
  await api.call("POST", ONE, configMap("a"));
  await api.call("POST", TWO, configMap("elsewhere"));
  await api.call("PATCH", `${ONE}/a`, { data: { x: "1" } }, MERGE);
  const events = await take(api.watch(`${ONE}?watch=true&resourceVersion=${from}`), 2);
  expect(seen(events)).toEqual(["ADDED a", "MODIFIED a"]);
});

test("a watch ends cleanly at its time limit", async () => {
  const from = await currentRevision(ONE);
  expect(await all(api.watch(`${ONE}?watch=1&resourceVersion=${from}&timeoutSeconds=1`))).toEqual([]);
});

test("a forgotten revision is answered by an ERROR event 410, then the stream ends", async () => {
  const events = await all(api.watch(`${ONE}?watch=1&resourceVersion=1`));
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ type: "ERROR", object: { kind: "Status", code: 410, reason: "Expired" } });
  expect(events[0]?.object.message).toMatch(/^too old resource version: 1 \(\d+\)$/);
});

test("history is bounded: enough later changes make a once good revision too old", async () => {
  const from = await currentRevision(TWO);
  for (let round = 0; round < 20; round += 1) {
    await api.call("POST", TWO, configMap(`many-${round}`));
  }
  const events = await all(api.watch(`${TWO}?watch=1&resourceVersion=${from}`));
  expect(events[0]).toMatchObject({ type: "ERROR", object: { code: 410 } });
});

test("without a revision everything comes as ADDED first", async () => {
  await api.call("POST", ONE, configMap("first"));
  const events = await take(api.watch(`${ONE}?watch=1&fieldSelector=metadata.name=first`), 1);
  expect(seen(events)).toEqual(["ADDED first"]);
});

test("an object that enters a selection is ADDED, one that leaves it DELETED", async () => {
  await api.call("POST", ONE, configMap("mover"));
  const from = await currentRevision(ONE);
  await api.call("PATCH", `${ONE}/mover`, { metadata: { labels: { team: "x" } } }, MERGE);
  await api.call("PATCH", `${ONE}/mover`, { data: { a: "1" } }, MERGE);
  await api.call("PATCH", `${ONE}/mover`, { metadata: { labels: { team: "y" } } }, MERGE);
  const events = await take(api.watch(`${ONE}?watch=1&resourceVersion=${from}&labelSelector=team=x`), 3);
  expect(seen(events)).toEqual(["ADDED mover", "MODIFIED mover", "DELETED mover"]);
});

test("bookmarks come when asked for, and one ends the initial events", async () => {
  const path = `${ONE}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&fieldSelector=metadata.name=first`;
  const events = await take(api.watch(path), 3);
  expect(events.map(({ type }) => type)).toEqual(["ADDED", "BOOKMARK", "BOOKMARK"]);
  expect(events[1]?.object.metadata.annotations).toEqual({ "k8s.io/initial-events-end": "true" });
  expect(events[1]?.object.kind).toBe("ConfigMap");
  const refused = await api.call("GET", `${ONE}?watch=1&sendInitialEvents=true`);
  expect(refused.code).toBe(422);
});

test("a watched Table sends its columns once", async () => {
  const Accept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
  await api.call("POST", ONE, configMap("second"));
  const events = await take(api.watch(`${ONE}?watch=1`, { headers: { Accept } }), 2);
  expect(events[0]?.object.columnDefinitions).toHaveLength(3);
  expect(events[1]?.object).toMatchObject({ kind: "Table", rows: [{ object: { kind: "PartialObjectMetadata" } }] });
  expect(events[1]?.object.columnDefinitions).toBeUndefined();
});
