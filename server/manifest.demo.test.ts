import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cover } from "#lib/manifest/covered.ts";
import { type ObjectRef, type RelatedKind, readableFrom, refKey } from "#lib/manifest/related.ts";
import type { ManifestView } from "#lib/manifest/view.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, startTenant, type Tenant, type TenantPerson, tenant, vms } from "./live/testing-tenant.ts";

const hostile = `<img src=x onerror="window.hacked=true"> \u202E"'&{{7*7}}`;
const secret = "#cloud-config\npassword: hunter2\n";

let demo: Tenant;
const manifest = async (who: TenantPerson, name = "web", more = ""): Promise<{ status: number; body: ManifestView }> =>
  demo.ask(who, "GET", `${vms}/${name}/manifest${more}`);
const object = async (
  who: TenantPerson,
  { kind, name }: Pick<ObjectRef, "name"> & { kind: string },
  more = "",
  of = tenant,
) => demo.ask(who, "GET", `/api/v1/tenants/${of}/objects/${kind}/${name}${more}`);
const auditOf = (event: string) =>
  demo.lines.map((line) => JSON.parse(line)).filter((line) => line.audit === 1 && line.event === event);

beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
  await demo.write(tenant, "vmdisks", "VMDisk", "web-system", {
    source: { http: { url: "https://me:hunter2@host.example/disk.img?signature=hunter2" } },
    storage: "5Gi",
  });
  await demo.write(tenant, "vminstances", "VMInstance", "web", {
    runStrategy: "Always",
    disks: [{ name: "web-system" }],
    cloudInit: secret,
    unknownToAll: hostile,
  });
  const isMade = async () => (await object("root", { kind: "VirtualMachine", name: "vm-instance-web" })).status === 200;
  while (!(await isMade())) await new Promise((resolve) => setTimeout(resolve, 20));
});
afterAll(() => demo.dispose());

describe("a machine as YAML", () => {
  it("P18: hides its secrets from everybody until they ask, which is noted", async () => {
    for (const who of ["ada", "vera"] as const) {
      const { status, body } = await manifest(who);
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toContain("hunter2");
      expect(body).toMatchObject({ isCovered: true, isOpen: false });
      expect(body.text).toContain(`cloudInit: ${cover}`);
    }
    expect(auditOf("read")).toEqual([]);
    const { body } = await manifest("vera", "web", "?secrets=shown");
    expect(body.text).toContain("hunter2");
    expect(auditOf("read")).toMatchObject([
      { person: "vera", verb: "manifest", tenant, kind: "VMInstance", name: "web", outcome: "done" },
    ]);
    expect(demo.lines.join()).not.toContain("hunter2");
  });

  it("X01: gives hostile words as text inside of the YAML, and what the schema does not know with them", async () => {
    const { body } = await manifest("ada");
    expect(body.text).toContain("unknownToAll:");
    expect(body.text).toContain("onerror");
  });

  it("says who may edit it, with the platform's own schema", async () => {
    const [admin, operator, viewer] = await Promise.all([manifest("ada"), manifest("omar"), manifest("vera")]);
    expect(admin.body).toMatchObject({ refusal: null });
    expect(admin.body.schema?.fields?.runStrategy?.enum).toContain("Halted");
    expect(admin.body.editable).not.toMatch(/uid|status|hunter2/);
    for (const { body } of [operator, viewer]) expect(body).toMatchObject({ refusal: "role", editable: null });
  });

  it("is found by nobody from another tenant, and not at all where there is none", async () => {
    expect((await manifest("eve")).status).toBe(403);
    expect((await manifest("ada", "nothing")).status).toBe(404);
  });
});

describe("what belongs to it", () => {
  it("is named from the machine, and each names what it was made from", async () => {
    const { related } = (await manifest("ada")).body;
    const keys = related.map(refKey);
    expect(keys.filter((key) => !key.startsWith("Pod/"))).toEqual([
      "HelmRelease/vm-instance-web",
      "VirtualMachine/vm-instance-web",
      "VirtualMachineInstance/vm-instance-web",
      "Service/vm-instance-web",
      "WorkloadMonitor/vm-instance-web",
      "VMDisk/web-system",
      "HelmRelease/vm-disk-web-system",
      "DataVolume/vm-disk-web-system",
      "PersistentVolumeClaim/vm-disk-web-system",
    ]);
    const known = new Set([...keys, "VMInstance/web"]);
    for (const { from } of related) for (const ref of from) expect(known).toContain(refKey(ref));
  });

  it.each(["ada", "omar", "vera", "root"] as const)(
    "is read with %s's own rights, and a refusal says who may",
    async (who) => {
      const rank = { vera: 0, omar: 1, ada: 2, root: 9 }[who];
      const { related } = (await manifest("root")).body;
      for (const { kind, name } of related) {
        // All related ones are of these kinds.
        const role = readableFrom[kind as RelatedKind];
        const needed = role === null ? 9 : ["view", "use", "admin", "super-admin"].indexOf(role);
        const { status, body } = await object(who, { kind, name });
        expect(`${who} ${kind} ${status < 400 || status === 404 ? "reads" : status}`).toBe(
          `${who} ${kind} ${rank >= needed ? "reads" : 403}`,
        );
        if (status === 403) expect(body.denied).toMatchObject({ verb: "get", tenant, role });
      }
    },
  );

  it("P18: hides the same secrets, a level deeper, and in addresses", async () => {
    const release = await object("root", { kind: "HelmRelease", name: "vm-instance-web" });
    const disk = await object("vera", { kind: "VMDisk", name: "web-system" });
    for (const { body } of [release, disk]) {
      expect(body.isCovered).toBe(true);
      expect(JSON.stringify(body)).not.toContain("hunter2");
    }
    const open = await object("vera", { kind: "VMDisk", name: "web-system" }, "?secrets=shown");
    expect(open.body.text).toContain("signature=hunter2");
  });

  it("P14: is never a Secret, nor anything of another tenant", async () => {
    expect((await object("root", { kind: "Secret", name: "vm-instance-web-cloud-init" })).status).toBe(400);
    expect((await object("ada", { kind: "ConfigMap", name: "x" })).status).toBe(400);
    expect((await object("eve", { kind: "VMDisk", name: "web-system" })).status).toBe(403);
    expect((await object("ada", { kind: "VMDisk", name: "x" }, "", "tenant-other")).status).toBe(403);
  });

  it("need not exist", async () => {
    expect((await object("ada", { kind: "DataVolume", name: "vm-disk-nothing" })).status).not.toBe(500);
    expect((await object("ada", { kind: "VMDisk", name: "nothing" })).body).toMatchObject({ code: "not-found" });
  });
});
