import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProblemError } from "../http/problem-error.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { type Apps, anonymous403, manifest, somebody, startApps, status, web } from "./testing-apps.ts";

const ada = somebody("ada");
const guard = () => {};
const removal = { ...web, uid: "uid-1", guard };
let apps: Apps;
beforeEach(async () => {
  apps = await startApps();
});
afterEach(() => apps.dispose());

const rejected = (work: Promise<unknown>) => expect(work).rejects;
const methods = () => apps.writes.map(({ method }) => method);
const ready = (lastTransitionTime: string, version = "1.0.0") => ({
  version,
  conditions: [{ type: "Ready", status: "True", lastTransitionTime }],
});
const settle = (name: string, to: object) => {
  const stored = apps.objects.get(name);
  if (stored) apps.objects.set(name, { ...stored, status: to });
};

describe("a delete", () => {
  it("is one request, verified by reading", async () => {
    apps.put("web");
    await apps.replica().remove(ada, removal);
    expect(methods()).toEqual(["DELETE"]);
    expect(apps.objects.get("web")?.metadata.deletionTimestamp).toBeTruthy();
  });

  it("of what is being deleted already is done", async () => {
    apps.put("web");
    apps.change("web", { deletionTimestamp: "2026-01-01T00:00:00Z" });
    await apps.replica().remove(ada, removal);
    expect(methods()).toEqual([]);
  });

  it("rule 10.2.6-5: knows an object by how its uid begins, as lists have it", async () => {
    apps.put("web");
    await apps.replica().remove(ada, { ...removal, uid: "uid-" });
    expect(methods()).toEqual(["DELETE"]);
  });

  it("rule 10.2.6-5: reads the uid just before, and leaves another object of that name alone", async () => {
    await rejected(apps.replica().remove(ada, removal)).toMatchObject({ problem: { code: "not-found" } });
    apps.put("web");
    apps.put("web");
    await rejected(apps.replica().remove(ada, removal)).toMatchObject({ problem: { code: "conflict" } });
    expect(methods()).toEqual([]);
  });

  it("rule 10.2.6-5: is held back after a write until the release moved, on every replica", async () => {
    const store = createMemoryStore();
    apps.put("web", { status: ready("2026-01-01T00:00:00Z") });
    await apps.replica(store).patch(ada, { ...web, spec: { runStrategy: "Halted" }, guard });
    const tooEarly = apps.replica(store).remove(ada, removal);
    await rejected(tooEarly).toMatchObject({ problem: { code: "busy", retryAfterSeconds: 30 } });
    expect(methods()).toEqual(["PATCH"]);
    settle("web", ready("2026-01-01T00:00:09Z"));
    await apps.replica(store).remove(ada, removal);
    expect(methods()).toEqual(["PATCH", "DELETE"]);
  });

  it("rule 10.2.6-5: goes through while it waits, as soon as the release moved", async () => {
    const writer = apps.replica(undefined, { patienceMs: 10_000 });
    apps.put("web", { status: ready("2026-01-01T00:00:00Z") });
    await writer.patch(ada, { ...web, spec: { runStrategy: "Halted" }, guard });
    const removing = writer.remove(ada, removal);
    // Others go on meanwhile.
    await writer.create(ada, manifest("other"));
    settle("web", ready("2026-01-01T00:00:00Z", "1.0.1"));
    await removing;
    expect(methods()).toEqual(["PATCH", "POST", "DELETE"]);
  });

  it("rule 10.2.6-5: where nothing moves it is held back for some seconds, after a create too", async () => {
    const clock = { now: 0 };
    const writer = apps.replica(createMemoryStore(() => clock.now));
    await writer.create(ada, manifest());
    await rejected(writer.remove(ada, removal)).toMatchObject({ problem: { code: "busy" } });
    clock.now = 15_000;
    await writer.remove(ada, removal);
    expect(methods()).toEqual(["POST", "DELETE"]);
  });

  it("rule 10.2.6-10: a 404 for what is listed is mended by a label; then it waits up to five minutes", async () => {
    const clock = { now: 0 };
    const writer = apps.replica(createMemoryStore(() => clock.now));
    apps.put("web");
    apps.fault({ when: /^DELETE/, status: 404, body: status("not found", { reason: "NotFound" }) });
    await rejected(writer.remove(ada, removal)).toMatchObject({ problem: { code: "busy" } });
    expect(apps.writes.map(({ method, body }) => [method, body])).toEqual([
      ["DELETE", null],
      ["PATCH", { metadata: { uid: "uid-1", labels: { "deleted-by": "porthole" } } }],
    ]);
    clock.now = 299_000;
    await rejected(writer.remove(ada, removal)).toMatchObject({ problem: { code: "busy" } });
    clock.now = 300_000;
    await writer.remove(ada, removal);
    expect(methods()).toEqual(["DELETE", "PATCH", "DELETE"]);
  });

  it("rule 10.2.6-6: a contradictory object is not mended, as any write would destroy what it holds", async () => {
    apps.put("web");
    apps.fault({ when: /^DELETE/, status: 404, body: status("not found", { reason: "NotFound" }) });
    const contradictory = () => {
      throw new ProblemError("contradictory");
    };
    const removing = apps.replica().remove(ada, { ...removal, guard: contradictory });
    await rejected(removing).toMatchObject({ problem: { code: "contradictory" } });
    expect(methods()).toEqual(["DELETE"]);
  });

  it.each([
    ["503 that did it", { status: 503, body: "service unavailable", does: true }, 1],
    ["503 that did not", { status: 503, body: "service unavailable" }, 2],
    ["403 of system:anonymous", { status: 403, body: anonymous403 }, 2],
  ])("rule 10.2.6-11: after a %s it looks before it repeats", async (_what, fault, times) => {
    apps.put("web");
    apps.fault({ when: /^DELETE/, ...fault });
    await apps.replica().remove(ada, removal);
    expect(methods()).toEqual(Array.from({ length: times }, () => "DELETE"));
  });

  it("a refusal is the cluster's word", async () => {
    apps.put("web");
    apps.fault({ when: /^DELETE/, status: 403, body: status("is forbidden", { code: 403, reason: "Forbidden" }) });
    await rejected(apps.replica().remove(ada, removal)).toMatchObject({ problem: { code: "forbidden" } });
  });
});
