import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Apps, anonymous403, manifest, somebody, startApps, status, web } from "./testing-apps.ts";

const ada = somebody("ada");
let apps: Apps;
beforeEach(async () => {
  apps = await startApps();
});
afterEach(() => apps.dispose());

const create500 = (message: string) => status(`failed to create HelmRelease: ${message}`, { code: 500 });
const taken = create500('helmreleases.helm.toolkit.fluxcd.io "vm-instance-web" already exists');
const deleting = create500(
  'object is being deleted: helmreleases.helm.toolkit.fluxcd.io "vm-instance-web" already exists',
);
const codeOf = (work: Promise<unknown>) => expect(work).rejects;

describe("a create", () => {
  it("rule 10.2.6-1: carries our own label, whatever the manifest says", async () => {
    await apps.replica().create(ada, manifest());
    expect(apps.objects.get("web")?.metadata.labels).toEqual({ "created-by": "porthole" });
    expect(Object.keys(apps.objects.get("web")?.metadata.labels ?? {}).every((key) => key.length <= 45)).toBe(true);
  });

  it("rule 10.2.6-7: sends no dry run, as that would persist", async () => {
    await apps.replica().create(ada, manifest());
    expect(JSON.stringify(apps.upstream.seen.map(({ url, body }) => [url, body]))).not.toMatch(/dry.?run/i);
  });

  it("rule 10.2.6-8: asks for the name first, and does not write over what is there", async () => {
    apps.put("web");
    await codeOf(apps.replica().create(ada, manifest())).toMatchObject({ problem: { code: "conflict" } });
    apps.change("web", { deletionTimestamp: "2026-01-01T00:00:00Z" });
    await codeOf(apps.replica().create(ada, manifest())).toMatchObject({ problem: { code: "deleting" } });
    expect(apps.writes).toEqual([]);
  });

  it.each([
    ["already exists", "conflict", taken],
    ["object is being deleted", "deleting", deleting],
  ])("rule 10.2.6-8: the server's 500 %s is %s", async (_words, code, body) => {
    apps.fault({ when: /^POST/, status: 500, body });
    await codeOf(apps.replica().create(ada, manifest())).toMatchObject({ problem: { code } });
    expect(apps.writes).toHaveLength(1);
  });

  it("rule 10.2.6-9: what a person can mend is shown and not repeated", async () => {
    apps.fault({ when: /^POST/, status: 500, body: create500("is forbidden: exceeded quota: tenant-quota, used: 4") });
    await codeOf(apps.replica().create(ada, manifest())).toMatchObject({
      problem: { code: "quota-exceeded", detail: "exceeded quota: tenant-quota, used: 4" },
    });
    apps.fault({ when: /^POST/, status: 500, body: create500("etcdserver: request is too large") });
    await codeOf(apps.replica().create(ada, manifest())).toMatchObject({ problem: { code: "internal" } });
    expect(apps.writes).toHaveLength(2);
  });

  it.each([
    [
      "504 that did it",
      { status: 504, body: status("request did not complete within requested timeout"), does: true },
      1,
    ],
    ["503 that did not", { status: 503, body: "error trying to reach service: connection refused" }, 2],
    ["403 of system:anonymous", { status: 403, body: anonymous403 }, 2],
  ])("rule 10.2.6-11: after a %s it looks before it repeats", async (_what, fault, writes) => {
    apps.fault({ when: /^POST/, ...fault });
    await apps.replica().create(ada, manifest());
    expect(apps.writes).toHaveLength(writes);
    expect(apps.objects.get("web")).toBeDefined();
  });

  it("rule 10.2.6-11: a create that was done although its answer and the look after it said otherwise is ours", async () => {
    apps.fault({ when: /^POST/, status: 503, body: "service unavailable", does: true });
    apps.fault({ when: /^POST/, status: 500, body: taken });
    const creating = apps.replica(undefined, { lagMs: 0 }).create(ada, manifest());
    apps.lag(2);
    await creating;
    expect(apps.writes).toHaveLength(2);
  });

  it("rule 10.2.6-11: somebody else's object of that name is not taken for ours", async () => {
    apps.fault({ when: /^POST/, status: 503, body: "service unavailable" });
    const creating = apps.replica().create(ada, manifest());
    await expect.poll(() => apps.writes.length).toBe(1);
    apps.put("web", { labels: { "created-by": "somebody" } });
    await codeOf(creating).toMatchObject({ problem: { code: "unavailable" } });
  });

  it("rule 10.2.6-12: is over when it was accepted, whatever the machine does", async () => {
    await apps.replica().create(ada, manifest());
    expect(apps.objects.get("web")?.status).toEqual({});
  });

  it("rule 10.2.6-8: an object just made is waited for by whoever writes next", async () => {
    const writer = apps.replica();
    await writer.create(ada, manifest());
    apps.lag(3);
    apps.fault({ when: /^PATCH/, status: 404, body: status("not found", { reason: "NotFound" }) });
    expect(await writer.patch(ada, { ...web, spec: { runStrategy: "Halted" }, guard: () => {} })).toBe(true);
    expect(apps.objects.get("web")?.spec).toMatchObject({ runStrategy: "Halted" });
  });
});
