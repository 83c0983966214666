import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DiskListView, DiskRow } from "#lib/resources/disk/view.ts";
import { gibibyte } from "#lib/resources/quantity.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { nullWhenMissing } from "../kube/apps.ts";
import { groups, startTenant, type Tenant, type TenantPerson, tenant } from "../live/testing-tenant.ts";

let demo: Tenant;
const path = `/api/v1/tenants/${tenant}/disks`;

beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
});
afterAll(() => demo.dispose());

const send = (who: TenantPerson, method: "POST" | "PATCH" | "DELETE", at: string, body: unknown) =>
  demo.ask(who, method, at, body);
const list = async (who: TenantPerson = "ada"): Promise<DiskListView> => (await demo.ask(who, "GET", path)).body;
const find = async (name: string, who: TenantPerson = "ada"): Promise<DiskRow | undefined> =>
  (await list(who)).disks.find((disk) => disk.name === name);
const until = (name: string, so: Partial<DiskRow>, who: TenantPerson = "ada") =>
  expect.poll(() => find(name, who), { timeout: 20_000 }).toMatchObject(so);

const blank = (name: string, change: object = {}) => ({
  name,
  disk: {
    kind: "new",
    part: "data",
    source: { kind: "empty" },
    sizeBytes: 10 * gibibyte,
    storageClass: "replicated",
    optical: false,
    bus: "",
    ...change,
  },
});
const make = async (name: string, change: object = {}) => {
  const answer = await send("ada", "POST", path, blank(name, change));
  expect(answer).toMatchObject({ status: 201, body: { hasVolume: true } });
};
const storageOf = async (name: string): Promise<unknown> => {
  const claim = ["api", "v1", "namespaces", tenant, "persistentvolumeclaims", `vm-disk-${name}`] as const;
  // The API server's own answer.
  const object = (await demo.services.kube.get(await demo.personOf("root"), claim)) as {
    spec: { resources: { requests: { storage: string } } };
  };
  return object.spec.resources.requests.storage;
};

describe("a disk by itself", () => {
  it("is made, shown with its real size, grown, never shrunk, and deleted", async () => {
    await make("spare");
    await until("spare", {
      state: "ready",
      origin: { kind: "empty" },
      askedBytes: 10 * gibibyte,
      realBytes: 10 * gibibyte,
      usedBy: [],
      storageClass: "replicated",
    });
    const { uid = "" } = (await find("spare")) ?? {};
    const grow = (sizeBytes: number, of = uid) => send("ada", "PATCH", `${path}/spare`, { uid: of, sizeBytes });

    expect((await grow(30 * gibibyte)).status).toBe(202);
    await until("spare", { askedBytes: 30 * gibibyte, realBytes: 30 * gibibyte });
    expect(await storageOf("spare")).toBe("30Gi");
    for (const sizeBytes of [30 * gibibyte, 10 * gibibyte]) {
      expect(await grow(sizeBytes)).toMatchObject({
        status: 422,
        body: { code: "invalid", fields: [{ path: "sizeBytes", rule: "sizeNotLarger" }] },
      });
    }
    expect((await grow(4000 * gibibyte)).body).toMatchObject({ code: "quota-exceeded" });
    expect((await grow(40 * gibibyte, "anotheruid")).body).toMatchObject({ code: "conflict" });
    expect(await storageOf("spare")).toBe("30Gi");

    expect((await send("ada", "DELETE", `${path}/spare`, { uid: "anotheruid" })).body).toMatchObject({
      code: "conflict",
    });
    expect((await send("ada", "DELETE", `${path}/spare`, { uid })).status).toBe(202);
    await expect.poll(() => find("spare"), { timeout: 20_000 }).toBeUndefined();
    const volume = ["api", "v1", "namespaces", tenant, "persistentvolumeclaims", "vm-disk-spare"] as const;
    const left = async () => demo.services.kube.get(await demo.personOf("root"), volume).catch(nullWhenMissing);
    await expect.poll(left, { timeout: 15_000 }).toBeNull();
  }, 90_000);

  it("is not shrunk by the platform either, which says nothing: what it really has is shown", async () => {
    await make("shrunk");
    await until("shrunk", { state: "ready", realBytes: 10 * gibibyte });
    const ada = await demo.personOf("ada");
    await demo.services.writer.patch(ada, {
      ...{ tenant, kind: "VMDisk", name: "shrunk" },
      spec: { storage: "2Gi" },
      guard: () => {},
    });
    await until("shrunk", { askedBytes: 2 * gibibyte, realBytes: 10 * gibibyte });
    expect(await storageOf("shrunk")).toBe("10Gi");
    const { uid } = (await find("shrunk")) ?? {};
    expect(await send("ada", "PATCH", `${path}/shrunk`, { uid, sizeBytes: 5 * gibibyte })).toMatchObject({
      body: { code: "invalid", fields: [{ rule: "sizeNotLarger", values: { min: 10 * gibibyte } }] },
    });
  }, 60_000);

  it("is a copy of another, and refused where it would be smaller, unknown or of a taken name", async () => {
    await make("original");
    await until("original", { state: "ready" });
    await make("copied", { source: { kind: "clone", disk: "original" } });
    await until("copied", { state: "ready", origin: { kind: "clone", disk: "original" } });
    const clone = { kind: "clone", disk: "original" } as const;
    expect(await send("ada", "POST", path, blank("small", { source: clone, sizeBytes: gibibyte }))).toMatchObject({
      body: { code: "invalid", fields: [{ path: "disk.sizeBytes", rule: "sizeBelowSource" }] },
    });
    expect(await send("ada", "POST", path, blank("original"))).toMatchObject({
      status: 409,
      body: { code: "conflict" },
    });
    expect(await send("ada", "POST", path, blank("Wrong Name"))).toMatchObject({
      body: { code: "invalid", fields: [{ path: "name", rule: "nameFormat" }] },
    });
    expect(await send("ada", "POST", path, { ...blank("more"), dataVolume: {} })).toMatchObject({
      body: { code: "invalid" },
    });
  }, 60_000);

  it("that a machine has is deleted by nobody here, and says whose it is", async () => {
    await make("held");
    const spec = { runStrategy: "Halted", disks: [{ name: "held" }], instanceProfile: "linux" };
    await demo.write(tenant, "vminstances", "VMInstance", "holder", spec);
    // No waiting for the live list: machines are read anew.
    const { uid } = (await find("held")) ?? {};
    expect(await send("ada", "DELETE", `${path}/held`, { uid })).toMatchObject({
      status: 422,
      body: { code: "invalid", fields: [{ path: "name", rule: "diskInUse", values: { vm: "holder" } }] },
    });
    await until("held", { usedBy: ["holder"], state: "ready" });
    await demo.write(tenant, "vminstances", "VMInstance", "second", spec);
    await until("held", { usedBy: ["holder", "second"] });
  }, 60_000);

  it("says why its import does not get on, in the platform's words", async () => {
    await make("broken-import", {
      source: { kind: "url", url: "https://example.com/gone-404.qcow2", headers: [], checksum: "" },
    });
    const answer = async () => (await demo.ask("ada", "GET", `${path}/broken-import`)).body;
    await expect.poll(answer, { timeout: 20_000 }).toMatchObject({
      disk: { origin: { kind: "url", url: "https://example.com/gone-404.qcow2" } },
    });
    expect((await answer()).events.length).toBeGreaterThan(0);
    expect((await demo.ask("ada", "GET", `${path}/nothing-here`)).status).toBe(404);
  }, 60_000);
});

describe("rights", () => {
  it("an operator and a viewer see the disks and change none of them", async () => {
    await make("seen");
    await until("seen", { state: "ready" });
    const { uid } = (await find("seen")) ?? {};
    for (const who of ["omar", "vera"] as const) {
      await expect.poll(() => find("seen", who), { timeout: 20_000 }).toMatchObject({ realBytes: 10 * gibibyte });
      for (const [method, at, body, verb] of [
        ["POST", path, blank("not-made"), "create"],
        ["PATCH", `${path}/seen`, { uid, sizeBytes: 20 * gibibyte }, "patch"],
        ["DELETE", `${path}/seen`, { uid }, "delete"],
      ] as const) {
        const answer = await send(who, method, at, body);
        expect([who, method, answer.status]).toEqual([who, method, 403]);
        expect(answer.body.denied).toMatchObject({ verb, resource: "vmdisks", role: "admin" });
      }
    }
    // Below `use` nobody may read how far a volume is: that is no state, and said so.
    expect(await find("seen", "vera")).toMatchObject({ state: "unknown" });
    expect((await list("vera")).missing).toContain("volumes");
    await until("seen", { state: "ready" }, "omar");
    expect((await demo.ask("eve", "GET", path)).status).toBe(403);
  }, 60_000);

  it("who has the newest version is told nothing", async () => {
    const { version } = await list();
    const again = await demo.ask("ada", "GET", `${path}?known=${version}`);
    if (again.status !== 204) expect(again.body.version).not.toBe(version);
  });
});
