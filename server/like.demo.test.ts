import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startInProcess } from "#server/demo/in-process.ts";
import { createLikeReader } from "./like.ts";
import { groups, startTenant, type Tenant, type TenantPerson, tenant } from "./live/testing-tenant.ts";

let demo: Tenant;
beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
  const http = { url: "https://host.example/a.img?token=hush", headers: { Authorization: "hush" } };
  const disk = { storage: "20Gi", storageClass: "replicated" };
  await demo.write(tenant, "vmdisks", "VMDisk", "web-system", { ...disk, source: { image: { name: "ubuntu-2404" } } });
  await demo.write(tenant, "vmdisks", "VMDisk", "web-data", { ...disk, source: { http } });
  await demo.write(tenant, "vminstances", "VMInstance", "web", {
    runStrategy: "Halted",
    instanceType: "u1.medium",
    instanceProfile: "ubuntu",
    disks: [{ name: "web-system" }, { name: "web-data", bus: "scsi" }, { name: "never-made" }],
    cloudInit: "#cloud-config\npassword: hush\n",
    cloudInitSeed: "7",
  });
});
afterAll(() => demo.dispose());

const read = async (who: TenantPerson, name: string) =>
  createLikeReader(demo.services)(await demo.personOf(who), tenant, name);

describe("a machine as a pattern for another one", () => {
  it("is read with its disks and what each was made from, and without any secret", async () => {
    const view = await read("ada", "web");
    expect(view).toMatchObject({
      name: "web",
      settings: { size: { instanceType: "u1.medium" }, hasCloudInit: true, runStrategy: "Halted" },
      unknown: [],
      oddity: null,
      disks: [
        { name: "web-system", stored: { origin: { kind: "image", name: "ubuntu-2404" }, hidesSource: false } },
        { name: "web-data", bus: "scsi", stored: { origin: { url: "https://host.example/a.img" }, hidesSource: true } },
        { name: "never-made", stored: "gone" },
      ],
    });
    expect(JSON.stringify(view)).not.toContain("hush");
  });

  it("may be read by who may not change it, which is no oddity of the machine", async () =>
    expect(await read("vera", "web")).toMatchObject({ name: "web", oddity: null }));

  it("is refused where the person may not read it, or there is none", async () => {
    await expect(read("eve", "web")).rejects.toMatchObject({ problem: { code: "forbidden" } });
    await expect(read("ada", "nobody")).rejects.toMatchObject({ problem: { code: "not-found" } });
    await expect(read("ada", "vm.nobody")).rejects.toMatchObject({ problem: { code: "not-found" } });
    await expect(read("ada", "../vmdisks/web-data")).rejects.toMatchObject({ problem: { code: "not-found" } });
  });
});
