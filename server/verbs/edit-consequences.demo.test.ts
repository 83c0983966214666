import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import type { CreateSize } from "#lib/create/input.ts";
import { accessConsequences, nextSeed } from "#lib/edit/access.ts";
import { chosenSize, sizeConsequences } from "#lib/edit/size.ts";
import { type Era, eraDialects, eras } from "#lib/resources/dialect/eras.fixture.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, startTenant, type Tenant, tenant, vms } from "../live/testing-tenant.ts";

let demo: Tenant;
let catalogue: CatalogueView;
const begin = async (era: Era) => {
  const dialect = eraDialects[era];
  demo = await startTenant(await startInProcess({ era, groups }), { tenants: ["tenant-root", tenant] });
  ({ body: catalogue } = await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`));
  await demo.write(tenant, "vmdisks", "VMDisk", "web-system", { storage: "1Gi", storageClass: "replicated" });
  await demo.write(tenant, "vminstances", "VMInstance", "web", {
    ...(dialect.power === "running" ? { running: true } : { runStrategy: "Always" }),
    instanceType: "u1.medium",
    instanceProfile: "ubuntu",
    disks: dialect.disks === "names" ? ["web-system"] : [{ name: "web-system" }],
  });
};

const until = { timeout: 20_000 };
const type = (instanceType: string): CreateSize => ({ kind: "type", instanceType });
const vm = async (): Promise<VmView> => (await demo.ask("ada", "GET", `${vms}/web`)).body;
const settings = async () => (await demo.ask("ada", "GET", `${vms}/web/settings`)).body;
const needsRestart = async () =>
  (await vm()).conditions.some(({ type: what, status }) => what === "RestartRequired" && status === "True");

/** Says what a size would bring, then chooses it. */
const resize = async (size: CreateSize): Promise<string[]> => {
  const { base, settings: now } = await settings();
  const facts = { from: chosenSize(now.size), to: size, types: catalogue.instanceTypes, vm: await vm() };
  const said = sizeConsequences(facts).map(({ id }) => id);
  const answer = await demo.ask("ada", "PATCH", `${vms}/web/settings`, { base, change: { size } });
  expect([answer.status, chosenSize(answer.body.settings.size)]).toEqual([200, size]);
  return said;
};
const power = async (action: string): Promise<void> =>
  expect((await demo.ask("ada", "POST", `${vms}/web/power`, { action })).status).toBe(200);

/** Platforms before v1.5 let nobody restart: there it is switched off and on. */
const bootAgain = async (era: Era): Promise<void> => {
  if (era === "current") return power("restart");
  await power("stop");
  await expect.poll(async () => (await vm()).state, until).toBe("stopped");
  await power("start");
};

describe.each(eras)("what is said of a change is what a platform of the era %s then does", (era) => {
  beforeAll(() => begin(era), 60_000);
  afterAll(() => demo.dispose());

  it("a running machine that becomes smaller or larger waits for its restart, which is shown until it is done", async () => {
    await expect.poll(async () => (await vm()).state, until).toBe("running");
    expect(await needsRestart()).toBe(false);
    // Growing may be live or not, by what the cluster can move: either way the condition tells.
    expect(["size-live", "size-restart"]).toContain((await resize(type("u1.xlarge")))[0]);
    await expect.poll(needsRestart, until).toBe(true);
    await bootAgain(era);
    await expect.poll(needsRestart, until).toBe(false);
    await expect.poll(async () => (await vm()).state, until).toBe("running");
    expect(await resize(type("u1.medium"))).toEqual(["size-restart"]);
    await expect.poll(needsRestart, until).toBe(true);
  }, 90_000);

  it("a machine that is off starts with it", async () => {
    await power("stop");
    await expect.poll(async () => (await vm()).state, until).toBe("stopped");
    const own: CreateSize = { kind: "custom", cpu: 2, sockets: 1, memoryBytes: 4 * 1024 ** 3 };
    expect(await resize(own)).toEqual(["size-next-start"]);
    await expect.poll(async () => (await vm()).size, until).toEqual({ type: "", cpu: 2, memoryBytes: 4 * 1024 ** 3 });
    const path = ["apis", "kubevirt.io", "v1", "namespaces", tenant, "virtualmachines", "vm-instance-web"] as const;
    const machine = z.object({ spec: z.object({ instancetype: z.unknown().optional() }) });
    const isCarriedOut = async () =>
      !machine.parse(await demo.services.kube.get(await demo.personOf("root"), path)).spec.instancetype;
    await expect.poll(isCarriedOut, until).toBe(true);
    await power("start");
    await expect.poll(async () => (await vm()).state, until).toBe("running");
    expect(await needsRestart()).toBe(false);
  }, 90_000);

  it("keys go to the next first boot, and another seed makes the next boot one", async () => {
    const uuid = z.object({
      spec: z.object({
        template: z.object({ spec: z.object({ domain: z.object({ firmware: z.object({ uuid: z.string() }) }) }) }),
      }),
    });
    const path = ["apis", "kubevirt.io", "v1", "namespaces", tenant, "virtualmachines", "vm-instance-web"] as const;
    const firmware = async () =>
      uuid.parse(await demo.services.kube.get(await demo.personOf("root"), path)).spec.template.spec.domain.firmware
        .uuid;
    const before = await firmware();
    const { base } = await settings();
    const cloudInitSeed = nextSeed(Date.now());
    expect(accessConsequences({ cloudInitSeed }, "running").map(({ id }) => id)).toContain("seed-restart");
    expect((await demo.ask("ada", "PATCH", `${vms}/web/settings`, { base, change: { cloudInitSeed } })).status).toBe(
      200,
    );
    // The guest takes itself for another machine, and does not notice before its restart.
    await expect.poll(firmware, until).not.toBe(before);
    await expect.poll(needsRestart, until).toBe(true);
  }, 60_000);
});
