import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StreamEvent } from "#lib/api/stream-events.ts";
import { defaultInput } from "#lib/create/defaults.ts";
import { disksOfImage } from "#lib/create/disks.ts";
import type { CreateInput } from "#lib/create/input.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, startTenant, type Tenant, tenant, vms } from "./testing-tenant.ts";

let demo: Tenant;
let catalogue: CatalogueView;

const held = [{ kind: "existing", name: "web-system", bus: "" } as const];
const linkLocal = disksOfImage(undefined, 2 ** 35, "replicated").map((disk) => ({
  ...disk,
  source: { kind: "url" as const, url: "http://169.254.169.254/", headers: [], checksum: "" },
}));
const ofType = (instanceType: string) => ({ kind: "type", instanceType }) as const;
const beos = { name: "beos", kind: "cloud", minimumBytes: 0 } as const;
const input = (change: Partial<CreateInput>): CreateInput => ({ ...defaultInput(catalogue, null), ...change });

beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
  catalogue = (await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`)).body;
});
afterAll(() => demo.dispose());

describe("against the demo platform", () => {
  it("offers the live catalogue", () => {
    expect(catalogue.missing).toEqual([]);
    expect(catalogue.images.length).toBeGreaterThan(5);
    expect(catalogue.instanceTypes.map(({ name }) => name)).toContain("u1.medium");
    expect(defaultInput(catalogue, null)).toMatchObject({
      disks: [{ source: { name: "ubuntu-2404" } }],
      size: { instanceType: "u1.medium" },
    });
  });

  it("creates a machine to running with an address, step by step, and every role sees it", async () => {
    const task = await demo.create(input({ name: "web" }));
    expect(task, JSON.stringify(task)).toMatchObject({ state: "done", problem: null });
    expect(task.steps.map(({ state }) => state)).toEqual(Array(8).fill("done"));
    for (const who of ["ada", "omar", "vera"] as const) {
      const { body } = await demo.ask(who, "GET", vms);
      expect(body.rows[0], who).toMatchObject({
        name: "web",
        state: "running",
        inferred: who !== "ada",
        size: { cpu: 1 },
      });
      expect(body.rows[0].addresses.public).toMatch(/^\d+\./);
    }
    const view: VmView = (await demo.ask("ada", "GET", `${vms}/web`)).body;
    expect(view).toMatchObject({ profile: "ubuntu", loginUser: "ubuntu", status: "Running" });
    expect(view.disksAttached).toMatchObject([{ name: "web-system", image: "ubuntu-2404", phase: "Succeeded" }]);
    expect(view.events.length).toBeGreaterThan(0);
  });

  it("powers durably as admin, for the moment as operator, and tells both streams", async () => {
    const [ada, omar] = await Promise.all([demo.streamOf("ada"), demo.streamOf("omar")]);
    const power = (who: "ada" | "omar" | "vera", action: string) =>
      demo.ask(who, "POST", `${vms}/web/power`, { action });
    const bothSee = (state: string) =>
      Promise.all([ada, omar].map((one) => one.until(() => one.rows.get("web")?.state === state)));
    await bothSee("running");

    expect((await power("omar", "stop")).body).toEqual({ action: "stop", effect: "momentary" });
    await bothSee("stopped");
    expect(ada.rows.get("web")?.runStrategy).toBe("Always");
    expect((await power("omar", "start")).body).toEqual({ action: "start", effect: "durable" });
    await bothSee("running");

    expect((await power("ada", "stop")).body).toEqual({ action: "stop", effect: "durable" });
    await bothSee("stopped");
    expect(ada.rows.get("web")?.runStrategy).toBe("Halted");
    expect((await power("ada", "start")).body).toEqual({ action: "start", effect: "durable" });
    await bothSee("running");

    expect((await power("vera", "stop")).body).toMatchObject({
      code: "forbidden",
      status: 403,
      denied: { verb: "update", resource: "virtualmachines/stop", tenant, role: "use" },
    });
    expect((await power("ada", "start")).body).toMatchObject({ code: "conflict" });
    expect((await power("ada", "explode")).body).toMatchObject({ code: "bad-request" });
    expect((await demo.ask("ada", "POST", `${vms}/nope/power`, { action: "stop" })).body).toMatchObject({
      code: "not-found",
    });
    ada.close();
    omar.close();
  });

  it("shares one list between an identity's streams and none between two people", async () => {
    const before = demo.services.live.size;
    const streams = await Promise.all([demo.streamOf("ada"), demo.streamOf("ada"), demo.streamOf("omar")]);
    await Promise.all(streams.map((one) => one.until(() => one.list() !== null)));
    expect(demo.services.live.size).toBe(before);
    for (const one of streams) one.close();
  });

  it("names what a role cannot read instead of inventing it", async () => {
    const { body } = await demo.ask("vera", "GET", vms);
    expect(body.missing).toEqual([{ source: "virtualmachines", code: "forbidden" }]);
  });

  it.each([
    ["a taken name", { name: "web" }, 409, "conflict", "name"],
    ["a bad name", { name: "Web!" }, 422, "invalid", "name"],
    [
      "an unknown image",
      { name: "x1", disks: disksOfImage(beos, 2 ** 35, "replicated") },
      422,
      "invalid",
      "disks.0.source.name",
    ],
    ["a private address", { name: "x5", disks: linkLocal }, 422, "invalid", "disks.0.source.url"],
    ["a disk of another machine", { name: "x6", disks: held }, 422, "invalid", "disks.0.name"],
    ["a field of no schema", { name: "x7", more: { hostNetwork: true } }, 422, "invalid", "more.hostNetwork"],
    ["a type below the profile", { name: "x2", size: ofType("u1.nano") }, 422, "invalid", "size.instanceType"],
    ["more than the quota", { name: "x3", size: ofType("u1.8xlarge") }, 403, "quota-exceeded", "size.instanceType"],
  ])("refuses %s before anything is made", async (_, change, status, code, path) => {
    const answer = await demo.ask("ada", "POST", vms, input(change));
    expect(answer.body).toMatchObject({ status, code });
    expect(answer.body.fields.map((field: { path: string }) => field.path)).toContain(path);
  });

  it("lets neither operator nor viewer create, and a stranger see nothing", async () => {
    for (const who of ["omar", "vera"] as const) {
      expect((await demo.ask(who, "POST", vms, input({ name: "x4" }))).body).toMatchObject({ code: "forbidden" });
    }
    expect((await demo.ask("eve", "GET", vms)).body).toMatchObject({ code: "forbidden" });
    expect((await demo.ask("eve", "GET", `${vms}/web`)).body).toMatchObject({ code: "forbidden" });
    const stream = await demo.streamOf("eve");
    await stream.until(() => stream.events.at(-1)?.type === "refused");
    expect(stream.list()).toBeNull();
    stream.close();
  });

  it("ends a stream with its session", async () => {
    const cookie = await demo.signIn("ada", { groups: [`${tenant}-admin`] });
    const session = await demo.services.sessions.find(cookie);
    const [ending, other] = await Promise.all([demo.stream(cookie, tenant), demo.streamOf("ada")]);
    await Promise.all([ending, other].map((one) => one.until(() => one.list() !== null)));
    session?.end();
    await ending.until(() => ending.events.at(-1)?.type === "end");
    expect(ending.events.at(-1)).toEqual({ type: "end", code: "session-ended" });
    const isBad = (event: StreamEvent) => event.type === "end" || (event.type === "upstream" && event.state === "down");
    expect(other.events.some(isBad)).toBe(false);
    other.close();
  });

  it("leaves an audit line for each write, without any body", () => {
    const audit = demo.lines.filter((line) => line.includes('"audit":1')).map((line) => JSON.parse(line));
    expect(audit).toContainEqual(
      expect.objectContaining({ person: "ada", verb: "create", kind: "VMInstance", name: "web", outcome: "done" }),
    );
    expect(audit).toContainEqual(
      expect.objectContaining({ person: "vera", verb: "stop", name: "web", outcome: "forbidden" }),
    );
    expect(demo.lines.join("\n")).not.toContain("token-of-");
  });
});
