import { afterAll, beforeAll, expect, it } from "vitest";
import { defaultInput } from "#lib/create/defaults.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, startTenant, type Tenant, type TenantPerson, tenant, vms } from "../live/testing-tenant.ts";

let demo: Tenant;
beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
  const { body } = await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`);
  const input = { ...defaultInput(body, null), exposure: { kind: "ports" as const, ports: [22, 5432] } };
  expect((await demo.create({ ...input, name: "web" })).state).toBe("done");
  expect((await demo.create({ ...input, name: "off", start: false })).state).toBe("done");
}, 60_000);
afterAll(() => demo.dispose());

const check = async (who: TenantPerson, body: unknown, name = "web") => {
  const { status, body: answer } = await demo.ask(who, "POST", `${vms}/${name}/port-checks`, body);
  return status === 200 ? answer : answer.code;
};

it("says whether something in the guest takes connections, to whoever may ask", async () => {
  await expect.poll(() => check("ada", { port: 22 }), { timeout: 20_000 }).toEqual({ answer: "open" });
  expect(await check("omar", { port: 22 })).toEqual({ answer: "open" });
  expect(await check("ada", { port: 5432 })).toEqual({ answer: "silent" });
}, 30_000);

it("is refused to a viewer and to people of other tenants", async () => {
  expect(await check("vera", { port: 22 })).toBe("forbidden");
  expect(await check("eve", { port: 22 })).toBe("forbidden");
});

it("asks no port that the machine does not expose, and none of what is no port", async () => {
  expect(await check("ada", { port: 80 })).toBe("bad-request");
  for (const port of [0, 65_536, 2.5, "22", null]) expect(await check("ada", { port })).toBe("bad-request");
  expect(await check("ada", { port: 22, to: "10.0.0.1" })).toBe("bad-request");
});

it("asks no machine without an address, which KubeVirt would take for itself, nor one that is not there", async () => {
  expect(await check("ada", { port: 22 }, "off")).toBe("not-running");
  expect(await check("ada", { port: 22 }, "nowhere")).toBe("not-found");
});
