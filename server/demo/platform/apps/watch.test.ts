import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApplications, vms } from "./test-applications.ts";

/** Rows of platform-api.md 10.2.4 that the tests of the group do not ask. */

let it: Awaited<ReturnType<typeof startTestApplications>>;
beforeAll(async () => {
  it = await startTestApplications();
});
afterAll(() => it.dispose());

const firstOf = async (path: string, name: string) => {
  for await (const event of it.cluster.server.watch(path)) if (event.object.metadata.name === name) return event;
  return undefined;
};

test("legacy paths watch, a single name with ?watch=1 is the plain object", async () => {
  const legacy = vms.replace("/v1alpha1/", "/v1alpha1/watch/");
  expect(await firstOf(legacy, "a1")).toMatchObject({ type: "ADDED", object: { kind: "VMInstance" } });
  const one = it.cluster.server.watch(`${legacy}/a2`);
  expect((await one.next()).value.object.metadata.name).toBe("a2");
  expect((await one.next()).value.type).toBe("BOOKMARK");
  await one.return(undefined);
  expect((await it.get(`${vms}/a1?watch=1`)).body.kind).toBe("VMInstance");
});

test("a version that is too high drops even what is created live, and never a bookmark comes", async () => {
  const events = it.cluster.server.watch(
    `${vms}?watch=1&resourceVersion=99999999&allowWatchBookmarks=true&timeoutSeconds=2`,
  );
  const seen: string[] = [];
  const reading = (async () => {
    for await (const { type, object } of events) seen.push(`${type} ${object.metadata.name}`);
  })();
  await it.post({ metadata: { name: "unseen" } });
  await it.untilRead("unseen");
  await reading;
  expect(seen).not.toContain("ADDED unseen");
  expect(seen.some((line) => line.startsWith("BOOKMARK"))).toBe(false);
});

test("what leaves the label selector is DELETED, what enters it ADDED", async () => {
  const events = it.cluster.server.watch(`${vms}?watch=1&labelSelector=shown`);
  expect((await events.next()).value.type).toBe("BOOKMARK");
  const label = (value: string | null) => it.patch(`${vms}/a1`, { metadata: { labels: { shown: value } } });
  const until = async (type: string) => {
    for (let { value } = await events.next(); value.type !== type; { value } = await events.next());
  };
  await label("yes");
  await until("ADDED");
  await label(null);
  await until("DELETED");
  await events.return(undefined);
});
