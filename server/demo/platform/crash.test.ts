import { afterAll, beforeAll, expect, test } from "vitest";
import type { Answer } from "../test-wire.ts";
import { apiServices } from "./bootstrap/infrastructure.ts";
import { startTestCluster, type TestCluster } from "./test-cluster.ts";

let cluster: TestCluster;
const vms = "/apis/apps.cozystack.io/v1alpha1/namespaces/tenant-one/vminstances";

beforeAll(async () => {
  // As slow as life, so that who asks all the time meets each step of an outage also on a busy machine.
  cluster = await startTestCluster("current", 1);
  await cluster.tenant("one");
});
afterAll(() => cluster.dispose());

const annotate = (annotations: Record<string, string>) =>
  cluster.client.mergePatch(apiServices, { name: "v1alpha1.apps.cozystack.io" }, { metadata: { annotations } });

const list = () => cluster.call("GET", vms);

/** What lists answer from one that is refused until they are answered again, without repetitions. */
const outage = async (seen: Answer[] = []): Promise<Answer[]> => {
  const answer = await list();
  if (answer.code === 200) return seen.length > 0 ? seen : outage(seen);
  return outage(seen.at(-1)?.code === answer.code ? seen : [...seen, answer]);
};

test("a restart is 503 in plain text, then 403 that names nobody, then over; watches break off", {
  timeout: 30_000,
}, async () => {
  const events = cluster.server.watch(`${vms}?watch=1`);
  expect((await events.next()).value.type).toBe("BOOKMARK");
  const broken = expect(events.next()).rejects.toThrow();
  await annotate({ "demo.porthole/restart": "one" });
  const [down, starting, ...more] = await outage();
  expect(more).toEqual([]);
  expect(down?.code).toBe(503);
  expect(down?.headers.get("content-type")).toContain("text/plain");
  expect(down?.text).toMatch(/^error trying to reach service: |^service unavailable/);
  expect(starting?.body).toMatchObject({
    code: 403,
    reason: "Forbidden",
    message:
      'vminstances.apps.cozystack.io is forbidden: User "system:anonymous" cannot list resource "vminstances" in API group "apps.cozystack.io" in the namespace "tenant-one"',
  });
  await broken;
});

test("parallel writes of objects without own labels end the server only when that is switched on", {
  timeout: 60_000,
}, async () => {
  const create = (name: string, labels?: object) =>
    cluster.call("POST", vms, { metadata: { name, ...(labels && { labels }) } });
  const pair = async (prefix: string, labels?: object) =>
    (await Promise.all([create(`${prefix}-1`, labels), create(`${prefix}-2`, labels)])).map(({ code }) => code);
  expect(await pair("off")).toEqual([201, 201]);
  await annotate({ "demo.porthole/crash-on-parallel-writes": "true" });
  expect(await pair("labelled", { own: "yes" })).toEqual([201, 201]);
  const crashes = async (round = 0): Promise<number[]> => {
    const codes = await pair(`on-${round}`);
    return codes.includes(503) ? codes : crashes(round + 1);
  };
  expect(await crashes()).toContain(503);
  await annotate({ "demo.porthole/crash-on-parallel-writes": "false" });
});
