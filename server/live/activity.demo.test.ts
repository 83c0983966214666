import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultInput } from "#lib/create/defaults.ts";
import type { ActivityEntry, ActivityView } from "#lib/resources/activity/view.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, startTenant, type Tenant, tenant, vms } from "./testing-tenant.ts";

let demo: Tenant;
const path = `/api/v1/tenants/${tenant}/activity`;

beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
  const catalogue: CatalogueView = (await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`)).body;
  await demo.create({ ...defaultInput(catalogue, null), name: "web" });
});
afterAll(() => demo.dispose());

type Who = "ada" | "omar" | "vera";
const activityOf = async (who: Who): Promise<ActivityView> => (await demo.ask(who, "GET", path)).body;
const until = async (who: Who, wanted: (entry: ActivityEntry) => boolean): Promise<ActivityView> => {
  for (;;) {
    const view = await activityOf(who);
    if (view.entries.some(wanted)) return view;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

describe("the activity of a tenant", () => {
  it("tells of a machine's making to every role, each thing with its machine", async () => {
    for (const who of ["ada", "omar", "vera"] as const) {
      const { entries } = await until(who, ({ reason }) => reason === "Started");
      const of = (reason: string) =>
        entries.filter((entry) => entry.reason === reason).map(({ vm, source }) => [vm, source]);
      expect(of("MachineCreated"), who).toEqual([["web", "machine"]]);
      // KubeVirt says it of the machine, and of its pod.
      expect(of("SuccessfulCreate"), who).toContainEqual(["web", "event"]);
      expect(of("Started"), who).toEqual([["web", "event"]]);
      const times = entries.map(({ at }) => Date.parse(at));
      expect(times, who).toEqual([...times].sort((a, b) => b - a));
    }
  });

  it("tells of all that a machine is made of", async () => {
    const kindsOf = async () => {
      const { entries } = await activityOf("vera");
      return entries.filter(({ vm }) => vm === "web").map(({ kind, reason }) => `${kind} ${reason}`);
    };
    for (const said of [
      "VMInstance MachineCreated",
      "HelmRelease InstallSucceeded",
      "VirtualMachine SuccessfulCreate",
      "VirtualMachineInstance Started",
      "Service IPAllocated",
    ])
      await expect.poll(kindsOf, { timeout: 15_000 }).toContain(said);
    // Its disk's as well, though the disk is an object of its own.
    await expect.poll(kindsOf, { timeout: 15_000 }).toContainEqual(expect.stringMatching(/^DataVolume \w+Succeeded$/));
  });

  it("has the create plan of who made it, and of nobody else", async () => {
    const plans = async (who: Who) => (await activityOf(who)).entries.filter(({ source }) => source === "task");
    await until("ada", ({ source, reason }) => source === "task" && reason !== "CreateRunning");
    expect(await plans("ada")).toMatchObject([{ vm: "web", reason: "CreateDone", isWarning: false }]);
    expect([await plans("omar"), await plans("vera")]).toEqual([[], []]);
  });

  it("says what this role cannot see", async () => {
    expect((await activityOf("ada")).gaps).toEqual([]);
    for (const who of ["omar", "vera"] as const)
      expect((await activityOf(who)).gaps, who).toEqual([{ part: "statuses", code: "forbidden" }]);
  });

  it("goes on with what happens", async () => {
    const before = await activityOf("vera");
    await demo.ask("ada", "POST", `${vms}/web/power`, { action: "stop" });
    const after = await until("vera", ({ reason }) => reason === "SuccessfulDelete");
    expect(after.version).not.toBe(before.version);
  });

  it("answers 204 to who has it already", async () => {
    await expect
      .poll(async () => {
        const { version } = await activityOf("vera");
        const again = await demo.ask("vera", "GET", `${path}?known=${version}`);
        return [again.status, again.body];
      })
      .toEqual([204, null]);
    expect((await demo.ask("vera", "GET", `${path}?known=older`)).status).toBe(200);
  });

  it("is refused to who may not see the tenant", async () => {
    const answer = await demo.ask("eve", "GET", path);
    expect([answer.status, answer.body.code]).toEqual([403, "forbidden"]);
  });
});
