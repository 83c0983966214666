import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultInput } from "#lib/create/defaults.ts";
import { type Era, eraDialects, withoutWords } from "#lib/resources/dialect/eras.fixture.ts";
import { noOverlay } from "#lib/resources/image/overlay.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, startTenant, type Tenant, type TenantPerson, tenant, vms } from "./testing-tenant.ts";

type Met = {
  /** The keys of the spec that say on and off, and how the one disk is named. */
  on: object;
  off: object;
  disks: unknown[];
  /** Where the images on the create page come from. */
  images: CatalogueView["imagesFrom"];
  /** Whether tenants are listed; else they come from groups and configuration. */
  listsTenants: boolean;
  operatorsHavePower: boolean;
};

const older = { on: { running: true }, off: { running: false }, disks: [{ name: "web-system" }] };
const met: Record<Era, Met> = {
  "0.34": { ...older, images: "configured", listsTenants: false, operatorsHavePower: false },
  "0.38": { ...older, images: "configured", listsTenants: true, operatorsHavePower: false },
  documented: {
    ...older,
    disks: ["web-system"],
    images: "configured",
    listsTenants: false,
    operatorsHavePower: false,
  },
  current: {
    on: { runStrategy: "Always" },
    off: { runStrategy: "Halted" },
    disks: [{ name: "web-system" }],
    images: "cluster",
    listsTenants: true,
    operatorsHavePower: true,
  },
};

// Object.entries widens the keys, which are the eras.
describe.each(Object.entries(met) as [Era, Met][])("a platform of the era %s", (era, meets) => {
  let demo: Tenant;
  let catalogue: CatalogueView;

  beforeAll(async () => {
    const configured = { ...noOverlay, offered: ["ubuntu-2404", "debian-12"] };
    demo = await startTenant(await startInProcess({ era, groups }), {
      catalogue: configured,
      tenants: ["tenant-root", tenant],
    });
    catalogue = (await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`)).body;
  });
  afterAll(() => demo.dispose());

  const specOf = async (name: string): Promise<Record<string, unknown>> => {
    const path = ["apis", "apps.cozystack.io", "v1alpha1", "namespaces", tenant, "vminstances", name] as const;
    // What the API server answers for one object.
    const { spec } = (await demo.services.kube.get(await demo.personOf("root"), path)) as {
      spec: Record<string, unknown>;
    };
    return spec;
  };
  const power = (who: TenantPerson, action: string, name = "web") =>
    demo.ask(who, "POST", `${vms}/${name}/power`, { action });

  it("is recognised by its schema alone", () => {
    expect(withoutWords(catalogue.dialect)).toEqual(withoutWords(eraDialects[era]));
  });

  it("shows each person the tenants they may use and no other", async () => {
    const tenantsOf = async (who: TenantPerson) =>
      (await demo.ask(who, "GET", "/api/v1/tenants")).body.map((one: { namespace: string }) => one.namespace);
    for (const who of ["ada", "omar", "vera"] as const) expect(await tenantsOf(who), who).toEqual([tenant]);
    // She claims a tenant that does not exist, and the configured ones are not hers.
    expect(await tenantsOf("eve")).toEqual([]);
  });

  it("offers images from where they can be known, and only profiles that both the schema and the cluster have", () => {
    expect(catalogue).toMatchObject({ missing: [], imagesFrom: meets.images });
    const names = catalogue.images.map(({ name }) => name);
    if (meets.images === "configured") expect(names).toEqual(["debian-12", "ubuntu-2404"]);
    else expect(names).toContain("ubuntu-2404");
    const debian = catalogue.images.find(({ name }) => name === "debian-12");
    expect(debian?.profile).toBe(era === "current" ? "debian" : "");
    expect(catalogue.profiles.some(({ name }) => name === "debian")).toBe(era === "current");
  });

  it("offers devices from where they can be known, and networks where the platform lists them", () => {
    const counts = era === "current" ? [2, 4] : [null, null];
    expect(catalogue.gpus.map(({ free }) => free)).toEqual(counts);
    expect(catalogue.gpus.map(({ name }) => name)).toEqual(["nvidia.com/GA102GL_A10", "nvidia.com/TU104GL_TESLA_T4"]);
    expect(catalogue).toMatchObject({ networks: [], networksListed: era === "current", forbidden: [] });
  });

  it("gets a machine to running, written in its own words, and every role sees it", async () => {
    const task = await demo.create({ ...defaultInput(catalogue, null), name: "web" });
    expect(task, JSON.stringify(task)).toMatchObject({ state: "done", problem: null });
    const spec = await specOf("web");
    expect(spec).toMatchObject({ ...meets.on, disks: meets.disks });
    expect(Object.keys(spec)).not.toContain(Object.hasOwn(meets.on, "running") ? "runStrategy" : "running");
    const { disks, takenDiskNames } = (await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`)).body;
    expect(disks).toMatchObject([{ name: "web-system", sizeBytes: 20 * 2 ** 30, usedBy: "web", optical: false }]);
    expect(takenDiskNames).toEqual(["web-system"]);
    for (const who of ["ada", "omar", "vera"] as const) {
      const { body } = await demo.ask(who, "GET", vms);
      expect(body.rows, who).toMatchObject([
        { name: "web", state: "running", runStrategy: "Always", contradictory: false, disks: { count: 1 } },
      ]);
      expect(body.rows[0].addresses.public).toMatch(/^\d+\./);
    }
  });

  it("stops and starts for an admin by its spec, for good", async () => {
    const stream = await demo.streamOf("ada");
    const sees = (state: string) => stream.until(() => stream.rows.get("web")?.state === state);
    await sees("running");
    expect((await power("ada", "stop")).body).toEqual({ action: "stop", effect: "durable" });
    await sees("stopped");
    expect(await specOf("web")).toMatchObject({ ...meets.off, disks: meets.disks });
    expect(stream.rows.get("web")?.runStrategy).toBe("Halted");
    expect((await power("ada", "start")).body).toEqual({ action: "start", effect: "durable" });
    await sees("running");
    expect(await specOf("web")).toMatchObject({ ...meets.on, disks: meets.disks });
    stream.close();
  });

  it("gives operators the power it has, and nobody more", async () => {
    const stop = await power("omar", "stop");
    const restart = await power("ada", "restart");
    if (meets.operatorsHavePower) {
      expect(stop.body).toEqual({ action: "stop", effect: "momentary" });
    } else {
      expect(stop.body).toMatchObject({ code: "forbidden", status: 403 });
      expect(restart.body).toMatchObject({ code: "unsupported" });
      expect(await specOf("web")).toMatchObject(meets.on);
    }
    expect((await power("vera", "stop")).body).toMatchObject({ code: "forbidden" });
  });

  it("keeps what contradicts its schema as it is", async () => {
    const foreign = meets.disks[0] === "web-system" ? [{ name: "web-system" }] : ["web-system"];
    await demo.write(tenant, "vminstances", "VMInstance", "odd", { ...meets.on, disks: foreign });
    const stream = await demo.streamOf("ada");
    await stream.until(() => stream.rows.get("odd")?.contradictory === true);
    stream.close();
    const before = await specOf("odd");
    const { body } = await power("ada", "stop", "odd");
    if (!meets.operatorsHavePower) expect(body).toMatchObject({ code: "contradictory", status: 409 });
    expect(await specOf("odd")).toEqual(before);
  });
});

it("offers no image where none can be listed and none is configured, and says so", async () => {
  const demo = await startTenant(await startInProcess({ era: "0.34", groups }), { catalogue: noOverlay });
  const { body } = await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`);
  expect(body).toMatchObject({ images: [], imagesFrom: "nowhere", missing: [] });
  await demo.dispose();
});
