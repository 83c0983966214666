import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeletionAnswer } from "#lib/api/requests.ts";
import { beginDeletion } from "#lib/resources/vm/deletion.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import type { KubePath } from "../kube/api.ts";
import { nullWhenMissing } from "../kube/apps.ts";
import { groups, startTenant, type Tenant, type TenantPerson, tenant, vms } from "../live/testing-tenant.ts";
import { createDeletionBoard } from "./deletion-board.ts";

let demo: Tenant;
const disk = (name: string) =>
  demo.write(tenant, "vmdisks", "VMDisk", name, { source: { image: { name: "ubuntu-2404" } }, storage: "20Gi" });
const machine = (name: string, disks: string[]) =>
  demo.write(tenant, "vminstances", "VMInstance", name, {
    ...{ instanceType: "u1.medium", instanceProfile: "ubuntu", runStrategy: "Halted" },
    disks: disks.map((one) => ({ name: one })),
  });

beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
  for (const name of ["web-system", "web-data", "web-kept", "shared", "again-system"]) await disk(name);
  await machine("web", ["web-system", "web-data", "web-kept"]);
  await machine("one", ["shared"]);
  await machine("other", ["shared"]);
  await machine("again", ["again-system"]);
}, 60_000);
afterAll(() => demo.dispose());

const pageOf = async (name: string): Promise<VmView> => (await demo.ask("ada", "GET", `${vms}/${name}`)).body;
const answerOf = async (name: string, who: TenantPerson = "ada"): Promise<DeletionAnswer> =>
  (await demo.ask(who, "GET", `${vms}/${name}/deletion`)).body;
const lastOf = async (name: string) => (await answerOf(name)).last;
const remove = (name: string, body: object, who: TenantPerson = "ada") =>
  demo.ask(who, "DELETE", `${vms}/${name}`, body);
const uidOf = async (name: string): Promise<string> => {
  await expect.poll(async () => (await pageOf(name)).uid, { timeout: 20_000 }).toEqual(expect.any(String));
  return (await pageOf(name)).uid;
};
const disksOf = async (name: string, count: number) => {
  await expect.poll(async () => (await answerOf(name)).disks.length, { timeout: 20_000 }).toBe(count);
  return (await answerOf(name)).disks;
};
/** As the cluster's administrator sees it. */
const isThere = async (...path: string[]): Promise<boolean> =>
  (await demo.services.kube.get(await demo.personOf("root"), path as unknown as KubePath).catch(nullWhenMissing)) !==
  null;
const hasDisk = (name: string) =>
  isThere("apis", "apps.cozystack.io", "v1alpha1", "namespaces", tenant, "vmdisks", name);
const hasVolume = (name: string) =>
  isThere("api", "v1", "namespaces", tenant, "persistentvolumeclaims", `vm-disk-${name}`);

describe("a machine is deleted with the disks that were chosen", () => {
  it("machine first, then one disk after the other, each told, followed until it is gone; the rest stays", async () => {
    const disks = await disksOf("web", 3);
    expect(disks.map(({ name, usedBy }) => [name, usedBy])).toEqual([
      ["web-system", []],
      ["web-data", []],
      ["web-kept", []],
    ]);
    const chosen = disks.filter(({ name }) => name !== "web-kept").map(({ name, uid }) => ({ name, uid }));
    const uid = await uidOf("web");
    const begun = await remove("web", { uid, disks: chosen });
    expect(begun).toMatchObject({ status: 202, body: { state: "running", machine: "going" } });
    await expect
      .poll(() => lastOf("web"), { timeout: 30_000 })
      .toMatchObject({
        state: "done",
        machine: "gone",
        disks: [
          { name: "web-system", state: "gone", problem: null },
          { name: "web-data", state: "gone", problem: null },
        ],
      });
    const named = ["web-system", "web-data", "web-kept"];
    expect(await Promise.all(named.map(hasDisk))).toEqual([false, false, true]);
    await expect.poll(() => Promise.all(named.map(hasVolume)), { timeout: 15_000 }).toEqual([false, false, true]);
    // It is nobody else's to read what somebody deleted.
    expect((await answerOf("web", "omar")).last).toBeNull();
    // F30: the same again is nothing new.
    expect(await remove("web", { uid, disks: chosen })).toMatchObject({ status: 202 });
    await expect.poll(async () => (await lastOf("web"))?.state, { timeout: 30_000 }).toBe("done");
  }, 90_000);

  it("but for what another machine has, which is said late if it is so only then", async () => {
    const [shared] = await disksOf("one", 1);
    expect(shared?.usedBy).toEqual(["other"]);
    const uid = await uidOf("one");
    await remove("one", { uid, disks: [{ name: "shared", uid: shared?.uid }] });
    await expect
      .poll(() => lastOf("one"), { timeout: 30_000 })
      .toMatchObject({
        state: "failed",
        machine: "gone",
        disks: [{ state: "failed", problem: { fields: [{ rule: "diskInUse", values: { vm: "other" } }] } }],
      });
    expect(await hasDisk("shared")).toBe(true);
  }, 60_000);

  it("F30: by one delete, however often it is asked for; and who may not delete changes nothing", async () => {
    const uid = await uidOf("again");
    const chosen = (await disksOf("again", 1)).map(({ name, uid: of }) => ({ name, uid: of }));
    expect((await remove("again", { uid, disks: chosen }, "omar")).body.code).toBe("forbidden");
    expect((await remove("again", { uid: "0000", disks: chosen })).body.code).toBe("conflict");
    expect(await lastOf("again")).toBeNull();
    const asked = await Promise.all([1, 2, 3].map(() => remove("again", { uid, disks: chosen })));
    expect(asked.filter(({ status }) => status === 202).length).toBeGreaterThan(0);
    for (const { status, body } of asked) if (status !== 202) expect(body.code).toBe("busy");
    await expect.poll(async () => (await lastOf("again"))?.state, { timeout: 30_000 }).toBe("done");
    expect(await hasDisk("again-system")).toBe(false);
  }, 60_000);

  it("goes on where a replica that was killed left it, also when the machine is gone already", async () => {
    await disk("left-system");
    await machine("left", ["left-system"]);
    const chosen = (await disksOf("left", 1)).map(({ name, uid: of }) => ({ name, uid: of }));
    const uid = await uidOf("left");
    await remove("left", { uid, disks: [] });
    await expect.poll(async () => (await lastOf("left"))?.state, { timeout: 30_000 }).toBe("done");
    // As a replica leaves it that dies between the machine and its disks.
    const ada = await demo.personOf("ada");
    const board = createDeletionBoard(demo.services.store);
    await board.save(ada, { tenant, name: "left" }, { ...beginDeletion("left", uid, chosen), machine: "gone" });
    expect((await lastOf("left"))?.state).toBe("running");
    await board.leave(ada, { tenant, name: "left" });
    expect((await lastOf("left"))?.state).toBe("interrupted");
    expect((await remove("left", { uid, disks: chosen })).status).toBe(202);
    await expect.poll(async () => (await lastOf("left"))?.state, { timeout: 30_000 }).toBe("done");
    expect(await hasDisk("left-system")).toBe(false);
  }, 90_000);
});
