import { afterAll, beforeAll, expect, it } from "vitest";
import { defaultInput } from "#lib/create/defaults.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, startTenant, type Tenant, tenant, vms } from "../live/testing-tenant.ts";
import type { KubePath } from "./api.ts";
import { appPath, nullWhenMissing, parseApplication } from "./apps.ts";

let demo: Tenant;
beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
  const { body } = await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`);
  const task = await demo.create({ ...defaultInput(body, null), name: "web" });
  expect(task.state).toBe("done");
});
afterAll(() => demo.dispose());

const guard = () => {};
const ref = { tenant, kind: "VMInstance", name: "web" } as const;

const uidOf = async () => {
  const object = await demo.services.kube.get(await demo.personOf("ada"), appPath(tenant, "VMInstance", "web"));
  return parseApplication(object, "VMInstance").metadata.uid;
};
const isThere = async (path: KubePath) =>
  (await demo.services.kube.get(await demo.personOf("root"), path).catch(nullWhenMissing)) !== null;
const below = (group: string, version: string, resource: string, name: string): KubePath => [
  ...(["apis", group, version, "namespaces", tenant] as const),
  resource,
  name,
];

it("rule 10.2.6-5: a machine deleted right after it was written to leaves nothing behind but its disk", async () => {
  const ada = await demo.personOf("ada");
  const uid = await uidOf();
  expect((await demo.ask("ada", "POST", `${vms}/web/power`, { action: "stop" })).status).toBe(200);
  await demo.services.writer.remove(ada, { ...ref, uid, guard });
  const machine = below("kubevirt.io", "v1", "virtualmachines", "vm-instance-web");
  const release = below("helm.toolkit.fluxcd.io", "v2", "helmreleases", "vm-instance-web");
  await expect.poll(() => isThere(release), { timeout: 15_000 }).toBe(false);
  expect(await isThere(machine)).toBe(false);
  expect(await isThere(appPath(tenant, "VMDisk", "web-system"))).toBe(true);
  expect(await isThere(below("cdi.kubevirt.io", "v1beta1", "datavolumes", "vm-disk-web-system"))).toBe(true);
}, 60_000);

it("a person without the right deletes nothing", async () => {
  const disk = { tenant, kind: "VMDisk", name: "web-system" } as const;
  const object = await demo.services.kube.get(await demo.personOf("ada"), appPath(tenant, "VMDisk", "web-system"));
  const { uid } = parseApplication(object, "VMDisk").metadata;
  for (const who of ["omar", "vera"] as const) {
    const removing = demo.services.writer.remove(await demo.personOf(who), { ...disk, uid, guard });
    await expect(removing).rejects.toMatchObject({ problem: { code: "forbidden" } });
  }
  expect(await isThere(appPath(tenant, "VMDisk", "web-system"))).toBe(true);
});
