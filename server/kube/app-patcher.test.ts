import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProblemError } from "../http/problem-error.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { specHash } from "./apps.ts";
import { type Apps, anonymous403, bare500, manifest, somebody, startApps, status, web } from "./testing-apps.ts";

const ada = somebody("ada");
const guard = () => {};
const halted = { ...web, spec: { runStrategy: "Halted" }, guard };
let apps: Apps;
beforeEach(async () => {
  apps = await startApps();
});
afterEach(() => apps.dispose());

const rejected = (work: Promise<unknown>) => expect(work).rejects;
const specOf = () => apps.objects.get("web")?.spec;

describe("a patch", () => {
  it("is a merge patch of the changed keys and the uid, sent once", async () => {
    apps.put("web", { spec: { runStrategy: "Always", cloudInit: "secret" } });
    expect(await apps.replica().patch(ada, halted)).toBe(true);
    expect(apps.writes).toEqual([
      { method: "PATCH", body: { metadata: { uid: "uid-1" }, spec: { runStrategy: "Halted" } } },
    ]);
    const [sent] = apps.upstream.seen.filter(({ method }) => method === "PATCH");
    expect(sent?.headers["content-type"]).toBe("application/merge-patch+json");
    expect(sent?.headers.authorization).toBe("Bearer token-of-ada");
  });

  it("writes nothing that is so already", async () => {
    apps.put("web", { spec: { runStrategy: "Halted" } });
    expect(await apps.replica().patch(ada, halted)).toBe(false);
    expect(apps.writes).toEqual([]);
  });

  it("rule 10.2.6-3: waits until a read shows the last write, and repeats its keys", async () => {
    const store = createMemoryStore();
    apps.put("web");
    await apps.replica(store).patch(ada, halted);
    apps.lag(4);
    await apps.replica(store).patch(somebody("omar"), { ...web, spec: { external: true }, guard });
    expect(apps.writes.at(-1)?.body.spec).toEqual({ runStrategy: "Halted", external: true });
  });

  it("rule 10.2.6-3: a write that was lost is repeated with the next, and not before long it is nobody's any more", async () => {
    const clock = { now: 0 };
    const store = createMemoryStore(() => clock.now);
    const writer = apps.replica(store, { recentMs: 10_000 });
    apps.put("web");
    await writer.patch(ada, halted);
    apps.change("web", {}, { runStrategy: "Always" });
    await writer.patch(ada, { ...web, spec: { external: true }, guard });
    expect(specOf()).toEqual({ runStrategy: "Halted", external: true });
    clock.now = 10_000;
    apps.change("web", {}, { runStrategy: "Always" });
    await writer.patch(ada, { ...web, spec: { external: false }, guard });
    expect(specOf()).toEqual({ runStrategy: "Always", external: false });
  });

  it("rule 10.2.6-3: nothing is repeated that the cluster refused, nor onto another object of that name", async () => {
    const writer = apps.replica();
    apps.put("web");
    apps.fault({ when: /^PATCH/, status: 403, body: status("is forbidden", { code: 403, reason: "Forbidden" }) });
    await rejected(writer.patch(somebody("vera"), halted)).toMatchObject({ problem: { code: "forbidden" } });
    await writer.patch(ada, { ...web, spec: { external: true }, guard });
    expect(specOf()).toEqual({ runStrategy: "Always", external: true });
    apps.put("web");
    await writer.patch(ada, { ...web, spec: { instanceType: "u1.small" }, guard });
    expect(specOf()).toEqual({ runStrategy: "Always", instanceType: "u1.small" });
  });

  it("rule 10.2.6-3: a patch answered with 200 and lost all the same is found out and sent again", async () => {
    apps.put("web");
    apps.fault({ when: /^PATCH/, status: 200, body: {} });
    expect(await apps.replica().patch(ada, halted)).toBe(true);
    expect(specOf()).toEqual({ runStrategy: "Halted" });
    expect(apps.writes).toHaveLength(2);
  });

  it("takes lists, parts of objects and keys away, each as a merge patch does", async () => {
    const resources = { cpu: "2", sockets: "1", memory: "4Gi" };
    apps.put("web", { spec: { disks: [{ name: "a", bus: "" }], resources, networks: [{ name: "n" }], cpuModel: "x" } });
    const spec = { disks: [{ name: "b" }, { name: "a" }], resources: { cpu: null, memory: "8Gi" }, cpuModel: null };
    const writer = apps.replica();
    expect(await writer.patch(ada, { ...web, spec, guard })).toBe(true);
    expect(apps.writes.map(({ body }) => body.spec)).toEqual([spec]);
    expect(specOf()).toEqual({
      disks: [{ name: "b" }, { name: "a" }],
      resources: { sockets: "1", memory: "8Gi" },
      networks: [{ name: "n" }],
    });
    expect(await writer.patch(ada, { ...web, spec, guard })).toBe(false);
    expect(await writer.patch(ada, { ...web, spec: { disks: [{ name: "b" }] }, guard })).toBe(true);
  });

  it("knows that a key which was taken away reads as the schema's default", async () => {
    apps.put("web", { spec: { externalPorts: [80], disks: [{ name: "a", bus: "" }] } });
    apps.fillIn({ externalPorts: [22] });
    const writer = apps.replica();
    expect(await writer.patch(ada, { ...web, spec: { externalPorts: null }, guard })).toBe(true);
    expect(apps.writes).toHaveLength(1);
    // Read back with its defaults, it is what was sent.
    expect(await writer.patch(ada, { ...web, spec: { disks: [{ name: "a" }] }, guard })).toBe(false);
  });

  it("writes annotations alone, and takes them away", async () => {
    apps.put("web");
    const writer = apps.replica();
    expect(await writer.patch(ada, { ...web, annotations: { notes: "mine" }, guard })).toBe(true);
    expect(apps.writes).toEqual([
      { method: "PATCH", body: { metadata: { uid: "uid-1", annotations: { notes: "mine" } } } },
    ]);
    expect(await writer.patch(ada, { ...web, annotations: { notes: "mine" }, guard })).toBe(false);
    expect(await writer.patch(ada, { ...web, annotations: { notes: null }, guard })).toBe(true);
    expect(apps.objects.get("web")?.metadata.annotations).toEqual({});
  });

  it("writes labels alone, takes them away, and repeats what may have been lost of them", async () => {
    apps.put("web", { labels: { team: "shop", "created-by": "porthole" } });
    const writer = apps.replica();
    expect(await writer.patch(ada, { ...web, labels: { team: null, tier: "web" }, guard })).toBe(true);
    expect(apps.writes).toEqual([
      { method: "PATCH", body: { metadata: { uid: "uid-1", labels: { team: null, tier: "web" } } } },
    ]);
    expect(apps.objects.get("web")?.metadata.labels).toEqual({ tier: "web", "created-by": "porthole" });
    expect(await writer.patch(ada, { ...web, labels: { tier: "web" }, guard })).toBe(false);
    apps.change("web", { labels: { team: "shop" } });
    await writer.patch(ada, { ...web, spec: { external: true }, guard });
    expect(apps.writes.at(-1)?.body).toMatchObject({ metadata: { labels: { team: null, tier: "web" } } });
  });

  it("P18: what may be a secret is not remembered, and is waited for and repeated all the same", async () => {
    const store = createMemoryStore();
    const noted: string[] = [];
    const set: typeof store.set = (key, value, ttlMs) => {
      noted.push(value);
      return store.set(key, value, ttlMs);
    };
    apps.put("web");
    const writer = apps.replica({ ...store, set });
    await writer.patch(ada, { ...web, spec: { cloudInit: "hunter2" }, annotations: { notes: "hunter2" }, guard });
    apps.lag(4);
    await writer.patch(ada, { ...web, spec: { external: true }, guard });
    expect(apps.writes.at(-1)?.body).toMatchObject({
      metadata: { annotations: { notes: "hunter2" } },
      spec: { cloudInit: "hunter2", external: true },
    });
    expect(noted.join()).not.toContain("hunter2");
    // Lost for good, it is nobody's to know.
    apps.change("web", {}, { cloudInit: "other" });
    await writer.patch(ada, { ...web, spec: { external: false }, guard });
    expect(specOf()).toMatchObject({ cloudInit: "other", external: false });
  });

  it("rule 10.2.6-4: a decision made on another spec is not carried out", async () => {
    const { spec } = apps.put("web", { spec: { runStrategy: "Always", disks: [{ name: "a", bus: "" }] } });
    const base = specHash(spec);
    expect(base).toBe(specHash({ disks: [{ bus: "", name: "a" }], runStrategy: "Always" }));
    apps.change("web", {}, { disks: [] });
    await rejected(apps.replica().patch(ada, { ...halted, base })).toMatchObject({ problem: { code: "conflict" } });
    expect(apps.writes).toEqual([]);
    await apps.replica().patch(ada, { ...halted, base: specHash({ runStrategy: "Always", disks: [] }) });
    expect(specOf()).toMatchObject({ runStrategy: "Halted" });
  });

  it("rule 10.2.6-5: nothing is written to an object that is being deleted", async () => {
    apps.put("web");
    apps.change("web", { deletionTimestamp: "2026-01-01T00:00:00Z" });
    await rejected(apps.replica().patch(ada, halted)).toMatchObject({ problem: { code: "deleting" } });
    expect(apps.writes).toEqual([]);
  });

  it("rule 10.2.6-6: a guard that finds a contradiction stops it, at every repeat too", async () => {
    apps.put("web");
    let looks = 0;
    const contradictory = () => {
      looks += 1;
      if (looks === 2) throw new ProblemError("contradictory");
    };
    apps.fault({ when: /^PATCH/, status: 500, body: bare500("the object has been modified; please apply") });
    const writing = apps.replica().patch(ada, { ...halted, guard: contradictory });
    await rejected(writing).toMatchObject({ problem: { code: "contradictory" } });
    expect(apps.writes).toHaveLength(1);
  });

  it("rule 10.2.6-9: a lost race is read again and repeated, three times at most", async () => {
    const modified = { when: /^PATCH/, status: 500, body: bare500("the object has been modified; please apply") };
    apps.put("web");
    apps.fault(modified, modified);
    expect(await apps.replica().patch(ada, halted)).toBe(true);
    expect(apps.writes).toHaveLength(3);
    apps.fault(modified, modified, modified);
    const again = apps.replica().patch(ada, { ...web, spec: { runStrategy: "Always" }, guard });
    await rejected(again).toMatchObject({ problem: { code: "busy" } });
    expect(apps.writes).toHaveLength(6);
  });

  it("rule 10.2.6-9: an object that was replaced is another one", async () => {
    apps.put("web");
    apps.fault({ when: /^PATCH/, status: 500, body: bare500("Precondition failed: UID in precondition: a, b") });
    await rejected(apps.replica().patch(ada, halted)).toMatchObject({ problem: { code: "conflict" } });
    apps.fault({ when: /^PATCH/, status: 500, body: bare500("the object has been modified") });
    const writing = apps.replica().patch(ada, { ...halted, guard: () => void apps.put("web") });
    await rejected(writing).toMatchObject({ problem: { code: "conflict" } });
    expect(apps.writes).toHaveLength(2);
  });

  it("rule 10.2.6-9: no other 500 is repeated", async () => {
    apps.put("web");
    apps.fault({ when: /^PATCH/, status: 500, body: bare500("boom") });
    await rejected(apps.replica().patch(ada, halted)).toMatchObject({ problem: { code: "internal" } });
    expect(apps.writes).toHaveLength(1);
  });

  it.each([
    ["503 that did it", { status: 503, body: "service unavailable", does: true }, 1],
    ["503 that did not", { status: 503, body: "service unavailable" }, 2],
    [
      "504 that did it",
      { status: 504, body: status("request did not complete within requested timeout"), does: true },
      1,
    ],
    ["403 of system:anonymous", { status: 403, body: anonymous403 }, 2],
  ])("rule 10.2.6-11: after a %s it looks before it repeats", async (_what, fault, writes) => {
    apps.put("web");
    apps.fault({ when: /^PATCH/, ...fault });
    await apps.replica().patch(ada, halted);
    expect(specOf()).toEqual({ runStrategy: "Halted" });
    expect(apps.writes).toHaveLength(writes);
  });

  it("rule 10.2.6-11: a server that restarts is waited for with reads", async () => {
    apps.put("web");
    const down = { when: /^GET/, status: 503, body: "error trying to reach service: dial tcp: connection refused" };
    apps.fault(down, down, { ...down, status: 403, body: JSON.stringify(anonymous403) }, down);
    await apps.replica().patch(ada, halted);
    expect(specOf()).toEqual({ runStrategy: "Halted" });
    const { outageMs } = { outageMs: 0 };
    apps.fault(down);
    const impatient = apps.replica(undefined, { outageMs }).patch(ada, { ...web, spec: { external: true }, guard });
    await rejected(impatient).toMatchObject({ problem: { code: "unavailable" } });
  });

  it("rule 10.2.6-2: creates, patches and deletes of a kind are one at a time over all people and replicas", async () => {
    const store = createMemoryStore();
    const replicas = [apps.replica(store), apps.replica(store), apps.replica(store)];
    apps.slow(10);
    for (const name of ["a", "b", "c"]) apps.put(name, { labels: {} });
    await Promise.all(
      replicas.flatMap((writer, at) => [
        writer.create(somebody(`p${at}`), manifest(`new-${at}`)),
        writer.patch(ada, { ...web, name: "a", spec: { instanceType: `u${at}` }, guard }),
        writer.remove(ada, { ...web, name: ["a", "b", "c"][at] ?? "", uid: `uid-${at + 1}`, guard }).catch(() => {}),
      ]),
    );
    expect(apps.writes.length).toBeGreaterThan(6);
    expect(apps.most).toBe(1);
  });
});
