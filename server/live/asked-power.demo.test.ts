import { afterAll, beforeAll, expect, it } from "vitest";
import { defaultInput } from "#lib/create/defaults.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, startTenant, type Tenant, type TenantPerson, tenant, vms } from "./testing-tenant.ts";

let demo: Tenant;
beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
  const catalogue = (await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`)).body;
  const task = await demo.create({ ...defaultInput(catalogue, null), name: "web" });
  expect(task.state).toBe("done");
});
afterAll(() => demo.dispose());

const pageOf = async (who: TenantPerson): Promise<VmView> => (await demo.ask(who, "GET", `${vms}/web`)).body;

it("an operator's page of a machine says exactly whether it is on, a viewer's concludes it, and nothing changes", async () => {
  const [ada, omar] = await Promise.all([demo.streamOf("ada"), demo.streamOf("omar")]);
  const bothSee = (state: string) =>
    Promise.all([ada, omar].map((one) => one.until(() => one.rows.get("web")?.state === state)));
  await bothSee("running");
  expect(omar.rows.get("web")?.inferred).toBe(true);
  expect(await pageOf("omar")).toMatchObject({ state: "running", inferred: false, status: "" });
  // The list and the page say the same.
  await omar.until(() => omar.rows.get("web")?.inferred === false);
  expect(await pageOf("vera")).toMatchObject({ state: "running", inferred: true });

  expect((await demo.ask("omar", "POST", `${vms}/web/power`, { action: "stop" })).body.action).toBe("stop");
  await bothSee("stopped");
  await expect.poll(async () => (await pageOf("omar")).inferred, { timeout: 15_000 }).toBe(false);
  expect(await pageOf("omar")).toMatchObject({ state: "stopped", inferred: false });
  // Asked whether it could be started, it was not.
  expect(ada.rows.get("web")).toMatchObject({ state: "stopped", inferred: false });
  ada.close();
  omar.close();
});
