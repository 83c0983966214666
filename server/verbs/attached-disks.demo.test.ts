import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DiskListFacts, diskConsequences } from "#lib/edit/disks.ts";
import type { VmSettings } from "#lib/edit/settings.ts";
import { eraDialects, eras } from "#lib/resources/dialect/eras.fixture.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, startTenant, type Tenant, tenant, vms } from "../live/testing-tenant.ts";

const until = { timeout: 20_000 };

/** As the platform of each age has disks: with a bus, or as bare names. */
describe.each(eras)("another disk list on a platform of the era %s", (era) => {
  const dialect = eraDialects[era];
  let demo: Tenant;
  beforeAll(async () => {
    demo = await startTenant(await startInProcess({ era, groups }), { tenants: ["tenant-root", tenant] });
    for (const name of ["system", "data", "more"])
      await demo.write(tenant, "vmdisks", "VMDisk", name, { storage: "1Gi", storageClass: "replicated" });
  });
  afterAll(() => demo.dispose());

  const entries = (...names: string[]) => (dialect.disks === "names" ? names : names.map((name) => ({ name })));
  const power = (isOn: boolean) =>
    dialect.power === "running" ? { running: isOn } : { runStrategy: isOn ? "Always" : "Halted" };
  type Volumes = { dataVolume?: { name: string } }[];
  type Machine = {
    spec: {
      template: { spec: { domain: { devices: { disks: { name: string; bootOrder?: number }[] } }; volumes: Volumes } };
    };
    status?: { printableStatus?: string; conditions?: { type: string; status: string }[] };
  };
  const read = async <T>(kind: "virtualmachines" | "virtualmachineinstances", name: string): Promise<T | null> => {
    const path = ["apis", "kubevirt.io", "v1", "namespaces", tenant, kind, `vm-instance-${name}`] as const;
    // The API server's own answer.
    return (await demo.services.kube.get(await demo.personOf("root"), path).catch(() => null)) as T | null;
  };
  const orderOf = async (name: string) => {
    const disks = (await read<Machine>("virtualmachines", name))?.spec.template.spec.domain.devices.disks ?? [];
    return disks
      .filter(({ bootOrder }) => bootOrder !== undefined)
      .sort((a, b) => (a.bootOrder ?? 0) - (b.bootOrder ?? 0))
      .map((disk) => disk.name);
  };
  const needsRestart = async (name: string) =>
    (await read<Machine>("virtualmachines", name))?.status?.conditions?.some(
      ({ type, status }) => type === "RestartRequired" && status === "True",
    ) ?? false;
  const volumesInHand = async (name: string) => {
    const running = await read<{ spec: { volumes: Volumes } }>("virtualmachineinstances", name);
    return running?.spec.volumes.flatMap(({ dataVolume }) => (dataVolume ? [dataVolume.name] : [])) ?? [];
  };
  const settingsOf = async (name: string): Promise<{ base: string; settings: VmSettings }> =>
    (await demo.ask("ada", "GET", `${vms}/${name}/settings`)).body;
  const save = async (name: string, names: string[], isRunning: DiskListFacts["isRunning"]) => {
    const { base, settings } = await settingsOf(name);
    const disks = names.map((disk) => ({ name: disk, bus: "" }));
    const said = diskConsequences(settings.disks, disks, { isRunning, isOptical: () => false });
    const answer = await demo.ask("ada", "PATCH", `${vms}/${name}/settings`, { base, change: { disks } });
    expect([answer.status, answer.body.settings?.disks]).toEqual([200, disks]);
    return said.map(({ id }) => id);
  };
  const make = async (name: string, isOn: boolean, ...disks: string[]) => {
    await expect
      .poll(async () => (await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/disks`)).body.disks.length, until)
      .toBe(3);
    await demo.write(tenant, "vminstances", "VMInstance", name, { ...power(isOn), disks: entries(...disks) });
    await expect
      .poll(async () => (await read<Machine>("virtualmachines", name))?.status?.printableStatus, until)
      .toBe(isOn ? "Running" : "Stopped");
  };

  it("waits for a restart on a running machine, as is said; order is boot order, and what is detached stays", async () => {
    await make("on", true, "system");
    expect(await save("on", ["data", "system"], true)).toEqual([
      "disks-boots-first",
      "disks-restart",
      "disks-guest-mounts",
    ]);
    await expect.poll(() => orderOf("on"), until).toEqual(["disk-data", "disk-system"]);
    await expect.poll(() => needsRestart("on"), until).toBe(true);
    expect(await volumesInHand("on")).toEqual(["vm-disk-system"]);

    expect(await save("on", ["data"], true)).toEqual(["disks-restart", "disks-still-held", "disks-kept"]);
    await expect.poll(() => orderOf("on"), until).toEqual(["disk-data"]);
    // The running machine still has what was taken out of the list.
    expect(await volumesInHand("on")).toEqual(["vm-disk-system"]);
    const { body } = await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/disks/system`);
    await expect
      .poll(
        async () => (await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/disks/system`)).body.disk.usedBy,
        until,
      )
      .toEqual([]);
    expect(body.disk.name).toBe("system");
  }, 60_000);

  it("is what a machine that is off starts with, and asks for no restart", async () => {
    await make("off", false, "more");
    expect(await save("off", [], false)).toEqual(["disks-nothing-boots", "disks-next-start", "disks-kept"]);
    await expect.poll(() => orderOf("off"), until).toEqual([]);
    expect(await save("off", ["more"], false)).toContain("disks-next-start");
    await expect.poll(() => orderOf("off"), until).toEqual(["disk-more"]);
    expect(await needsRestart("off")).toBe(false);
  }, 60_000);

  it("refuses a disk that another machine has", async () => {
    const { base } = await settingsOf("off");
    const disks = [{ name: "data", bus: "" }];
    const answer = await demo.ask("ada", "PATCH", `${vms}/off/settings`, { base, change: { disks } });
    expect([answer.status, answer.body.fields?.[0]]).toMatchObject([
      422,
      { path: "disks.0.name", rule: "diskAttached", values: { vm: "on" } },
    ]);
  }, 30_000);
});
