import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { VmListView, VmRow } from "#lib/resources/vm/view.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, startTenant, type Tenant, type TenantPerson, tenant, vms } from "./testing-tenant.ts";

let demo: Tenant;

const makeVm = async (name: string, spec: object = {}) => {
  const source = { image: { name: "ubuntu-2404" } };
  await demo.write(tenant, "vmdisks", "VMDisk", `${name}-system`, { source, storage: "20Gi" });
  await demo.write(tenant, "vminstances", "VMInstance", name, {
    ...{ instanceType: "u1.medium", instanceProfile: "ubuntu", runStrategy: "Always" },
    ...{ disks: [{ name: `${name}-system` }], external: true, externalPorts: [22], ...spec },
  });
};

const listOf = async (who: TenantPerson): Promise<VmListView> => (await demo.ask(who, "GET", vms)).body;
const rowsOf = async (who: TenantPerson) => new Map((await listOf(who)).rows.map((row) => [row.name, row]));

beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
  await makeVm("on");
  await makeVm("off", { runStrategy: "Halted" });
  await makeVm("diskless", { disks: [{ name: "never-made" }] });
  const stream = await demo.streamOf("root");
  const is = (name: string, state: VmRow["state"]) => stream.rows.get(name)?.state === state;
  await stream.until(
    () =>
      is("on", "running") &&
      is("off", "stopped") &&
      is("diskless", "attention") &&
      stream.rows.get("on")?.addresses.public != null,
  );
  stream.close();
}, 60_000);
afterAll(() => demo.dispose());

// The stock ladder: platform-api.md 3.3.
const ladder = {
  vera: { reads: false, missing: [{ source: "virtualmachines", code: "forbidden" }] },
  omar: { reads: false, missing: [{ source: "virtualmachines", code: "forbidden" }] },
  sam: { reads: false, missing: [{ source: "virtualmachines", code: "forbidden" }] },
  ada: { reads: true, missing: [] },
  root: { reads: true, missing: [] },
} as const;

describe("on the stock ladder of roles", () => {
  // Object.entries widens the keys, which are the people.
  it.each(Object.entries(ladder) as [keyof typeof ladder, (typeof ladder)[keyof typeof ladder]][])(
    "%s sees every machine, its state as far as it can be known, and what is concluded says so",
    async (who, { reads, missing }) => {
      await expect
        .poll(async () => [...(await rowsOf(who)).values()].map(({ name, state }) => `${name} ${state}`), {
          timeout: 20_000,
        })
        .toEqual(["diskless attention", "off stopped", "on running"]);
      const list = await listOf(who);
      expect(list.missing).toEqual(missing);
      for (const row of list.rows) {
        // The platform makes no VirtualMachine whose disk does not exist.
        const hasStatus = reads && row.name !== "diskless";
        expect([row.name, row.inferred, row.status !== ""]).toEqual([row.name, !reads, hasStatus]);
        expect(row.origin).toBe("platform");
      }
      const on = list.rows.find(({ name }) => name === "on");
      // Everybody may read Services, pods, disks and types.
      expect(on?.addresses).toEqual((await rowsOf("root")).get("on")?.addresses);
      expect(on).toMatchObject({
        exposure: { kind: "ports", ports: [22] },
        size: { type: "u1.medium", cpu: 1 },
        disks: { count: 1, totalBytes: 20 * 2 ** 30 },
        os: { family: "ubuntu" },
      });
      expect(list.rows.find(({ name }) => name === "diskless")?.trouble).toMatch(/never-made/);
    },
  );

  it("F25: a status, a strategy and a type that nobody knows are shown as they are, and nothing is concluded from them", async () => {
    await makeVm("strange", { runStrategy: "Sometimes", instanceType: "q9.huge" });
    await expect
      .poll(async () => (await rowsOf("vera")).get("strange"), { timeout: 20_000 })
      .toMatchObject({ runStrategy: "Sometimes", size: { type: "q9.huge", cpu: null, memoryBytes: null } });
    expect((await demo.ask("vera", "GET", `${vms}/strange`)).body).toMatchObject({ runStrategy: "Sometimes" });
  });

  it("a stranger sees none, and not that there are any", async () => {
    expect((await demo.ask("eve", "GET", vms)).body).toMatchObject({ code: "forbidden" });
  });
});
