import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultInput } from "#lib/create/defaults.ts";
import type { GuestView } from "#lib/resources/guest/view.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, startTenant, type Tenant, type TenantPerson, tenant, vms } from "./live/testing-tenant.ts";

let demo: Tenant;
beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
  const catalogue: CatalogueView = (await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`)).body;
  for (const name of ["web", "no-agent"]) await demo.create({ ...defaultInput(catalogue, null), name });
});
afterAll(() => demo.dispose());

const guestOf = async (who: TenantPerson, name: string): Promise<GuestView> =>
  (await demo.ask(who, "GET", `${vms}/${name}/guest`)).body;

describe("what the guest agent says", () => {
  it("is told part by part to who was granted it", async () => {
    await expect.poll(async () => (await guestOf("root", "web")).system.state).toBe("ready");
    expect(await guestOf("root", "web")).toMatchObject({
      system: {
        data: { name: expect.stringContaining("Ubuntu"), hostname: expect.any(String), agentVersion: "8.2.2" },
      },
      users: { state: "ready", data: [{ name: "ubuntu" }] },
      fileSystems: { state: "ready", data: [{ mountPoint: "/", type: "ext4" }] },
    });
  });

  it("is forbidden to every stock role, and the cluster is not even asked", async () => {
    for (const who of ["ada", "omar", "vera"] as const) {
      const parts = Object.values(await guestOf(who, "web"));
      expect(parts, who).toEqual(Array.from({ length: 3 }, () => ({ state: "forbidden" })));
    }
  });

  it("says plainly that there is no agent, and that nothing runs", async () => {
    // Until the machine runs, it is off.
    await expect.poll(async () => (await guestOf("root", "no-agent")).system.state).toBe("no-agent");
    expect(await guestOf("root", "never-was")).toMatchObject({ system: { state: "off" }, users: { state: "off" } });
  });

  it("is refused to who may not see the tenant", async () => {
    const parts = Object.values(await guestOf("eve", "web"));
    expect(parts).toEqual(Array.from({ length: 3 }, () => ({ state: "forbidden" })));
  });
});
