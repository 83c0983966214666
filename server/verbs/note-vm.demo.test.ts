import { afterAll, beforeAll, expect, it } from "vitest";
import { startInProcess } from "#server/demo/in-process.ts";
import { appPath, nullWhenMissing, parseApplication } from "../kube/apps.ts";
import { groups, startTenant, type Tenant, type TenantPerson, tenant, vms } from "../live/testing-tenant.ts";

/** With the platform's races switched on: two replicas, of which the second lags behind (platform-api.md 10.2.2). */
let demo: Tenant;
beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
  const path = ["apis", "apiregistration.k8s.io", "v1", "apiservices", "v1alpha1.apps.cozystack.io"] as const;
  const annotations = { "demo.porthole/second-replica-lag": "400" };
  await demo.services.kube.write(await demo.personOf("root"), "PATCH", path, { metadata: { annotations } });
  for (const [name, spec] of [
    ["web", {}],
    ["kept", {}],
    ["odd", { disks: [{}] }],
  ] as const) {
    const base = { runStrategy: "Halted", instanceType: "u1.medium", instanceProfile: "ubuntu" };
    await demo.write(tenant, "vminstances", "VMInstance", name, { ...base, ...spec });
  }
  // As somebody's kubectl would: nobody here waits for it, so both of the platform's replicas have to have heard of them.
  const looks = () => Promise.all(["web", "kept", "odd", "web", "kept", "odd"].map((name) => view(name)));
  while ((await looks()).some(({ status }) => status !== 200)) await new Promise((resolve) => setTimeout(resolve, 50));
});
afterAll(() => demo.dispose());

const until = { timeout: 15_000 };
const view = (name: string, who: TenantPerson = "ada") => demo.ask(who, "GET", `${vms}/${name}`);
const save = (name: string, notes: string, before = "", who: TenantPerson = "ada") =>
  demo.ask(who, "PATCH", `${vms}/${name}/notes`, { notes, before });
const stored = async (name: string) =>
  parseApplication(
    await demo.services.kube.get(await demo.personOf("root"), appPath(tenant, "VMInstance", name)),
    "VMInstance",
  );

it("keeps notes on the machine, for all who may read it, and takes them away again", async () => {
  const hostile = '<img src=x onerror="window.hacked=true">\nask Omar';
  expect((await save("web", `${hostile}\r\n\r\n`)).body).toEqual({ notes: hostile });
  for (const who of ["ada", "omar", "vera"] as const)
    await expect.poll(async () => (await view("web", who)).body.notes, until).toBe(hostile);
  const before = (await stored("web")).spec;
  expect((await save("web", "", hostile)).body).toEqual({ notes: "" });
  await expect.poll(async () => (await stored("web")).metadata.annotations["porthole-notes"], until).toBeUndefined();
  // Nothing else of it was written.
  expect((await stored("web")).spec).toEqual(before);
}, 60_000);

it("F29: what somebody else wrote meanwhile is not written over; the same twice is no conflict", async () => {
  expect((await save("web", "mine")).status).toBe(200);
  const late = await save("web", "theirs", "", "root");
  expect([late.status, late.body.code]).toEqual([409, "conflict"]);
  expect((await save("web", "mine", "")).status).toBe(200);
  expect((await save("web", "theirs", "mine", "root")).status).toBe(200);
  await expect.poll(async () => (await stored("web")).metadata.annotations["porthole-notes"], until).toBe("theirs");
}, 60_000);

it("rule 10.2.6-5: a delete right after it is held back and says so, or takes all of the machine along", async () => {
  expect((await save("kept", "a note")).status).toBe(200);
  const { uid } = (await view("kept")).body;
  const answer = await demo.ask("ada", "DELETE", `${vms}/kept`, { uid });
  if (answer.status === 409) {
    expect([answer.body.code, answer.body.about]).toEqual(["busy", "vminstances delete"]);
    expect((await stored("kept")).metadata.deletionTimestamp).toBeNull();
    return;
  }
  expect(answer.status).toBe(202);
  const root = await demo.personOf("root");
  const isThere = async (...path: [string, ...string[]]) =>
    (await demo.services.kube.get(root, path).catch(nullWhenMissing)) !== null;
  const release = ["apis", "helm.toolkit.fluxcd.io", "v2", "namespaces", tenant, "helmreleases"] as const;
  await expect.poll(() => isThere(...release, "vm-instance-kept"), until).toBe(false);
  expect(await isThere("apis", "kubevirt.io", "v1", "namespaces", tenant, "virtualmachines", "vm-instance-kept")).toBe(
    false,
  );
}, 60_000);

it.each([
  ["a viewer", "vera", "web", "x", 403, "forbidden"],
  ["an operator", "omar", "web", "x", 403, "forbidden"],
  ["more than 4 KiB", "ada", "web", "x".repeat(4097), 422, "invalid"],
  ["what is no text", "ada", "web", "a\u0000b", 422, "invalid"],
  ["what a write would destroy", "ada", "odd", "x", 409, "contradictory"],
  ["what is not there", "ada", "never-was", "x", 404, "not-found"],
  ["a machine that no VMInstance made", "ada", "vm.raw", "x", 404, "unsupported"],
] as const)("refuses %s", async (_name, who, name, notes, status, code) => {
  const { notes: before } = (await view("web")).body;
  const answer = await save(name, notes, name === "web" ? before : "", who);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});
