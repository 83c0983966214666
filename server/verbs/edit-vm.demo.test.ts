import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startInProcess } from "#server/demo/in-process.ts";
import type { KubePath } from "../kube/api.ts";
import { appPath, nullWhenMissing, parseApplication } from "../kube/apps.ts";
import { groups, startTenant, type Tenant, type TenantPerson, tenant, vms } from "../live/testing-tenant.ts";

/** All of it with the platform's races switched on: two replicas, of which the second lags behind (platform-api.md 10.2.2). */
let demo: Tenant;
beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
  const path = ["apis", "apiregistration.k8s.io", "v1", "apiservices", "v1alpha1.apps.cozystack.io"] as const;
  const annotations = { "demo.porthole/second-replica-lag": "400" };
  await demo.services.kube.write(await demo.personOf("root"), "PATCH", path, { metadata: { annotations } });
});
afterAll(() => demo.dispose());

const until = { timeout: 15_000 };
const url = (name: string) => `${vms}/${name}/settings`;
const read = (name: string, who: TenantPerson = "ada") => demo.ask(who, "GET", url(name));
const save = (name: string, base: string, change: object, who: TenantPerson = "ada") =>
  demo.ask(who, "PATCH", url(name), { base, change });

const spec = {
  runStrategy: "Halted",
  instanceType: "u1.medium",
  instanceProfile: "ubuntu",
  cloudInit: "#cloud-config\n",
};
/** As somebody's kubectl would: nobody here waits for it, so both of the platform's replicas have to have heard of it. */
const make = async (name: string, more: object = {}): Promise<void> => {
  await demo.write(tenant, "vminstances", "VMInstance", name, { ...spec, ...more });
  const looks = async () => [(await read(name)).status, (await read(name)).status, (await read(name)).status];
  await expect.poll(looks, until).toEqual([200, 200, 200]);
};
const stored = async (name: string) => {
  const path = appPath(tenant, "VMInstance", name);
  const found = await demo.services.kube.get(await demo.personOf("root"), path).catch(nullWhenMissing);
  return found === null ? null : parseApplication(found, "VMInstance");
};
const release = (name: string): KubePath => [
  ...(["apis", "helm.toolkit.fluxcd.io", "v2", "namespaces", tenant, "helmreleases"] as const),
  `vm-instance-${name}`,
];

describe("changing a machine", () => {
  it("rule 10.2.6-3: two changes in a row lose nothing, and each answers with what is there", async () => {
    await make("twice");
    let { base } = (await read("twice")).body;
    for (let round = 0; round < 4; round++) {
      const cloudInit = `#cloud-config\n# ${round}\n`;
      const first = await save("twice", base, { cloudInit, cloudInitSeed: `${round}` });
      expect(first.status).toBe(200);
      const port = 8000 + round;
      const second = await save("twice", first.body.base, { exposure: { kind: "ports", ports: [port] } });
      expect([second.status, second.body.settings]).toMatchObject([
        200,
        { cloudInitSeed: `${round}`, exposure: { kind: "ports", ports: [port] } },
      ]);
      await expect
        .poll(async () => (await stored("twice"))?.spec, until)
        .toMatchObject({ cloudInit, cloudInitSeed: `${round}`, externalPorts: [port] });
      ({ base } = second.body);
    }
  }, 60_000);

  it("F29: what somebody else changed meanwhile is not written over, and both see it", async () => {
    await make("shared");
    const seen = (await read("shared")).body;
    expect((await save("shared", seen.base, { cloudInitSeed: "ada" })).status).toBe(200);
    const late = await save("shared", seen.base, { cloudInitSeed: "root" }, "root");
    expect([late.status, late.body.code]).toEqual([409, "conflict"]);
    const theirs = (await read("shared", "root")).body;
    expect(theirs.settings.cloudInitSeed).toBe("ada");
    // On choice, on what is there now.
    expect((await save("shared", theirs.base, { cloudInitSeed: "root" }, "root")).body.settings).toMatchObject({
      cloudInitSeed: "root",
    });
    expect((await read("shared")).body.settings.cloudInitSeed).toBe("root");
  }, 30_000);

  it("F30: the same change twice, at once or after an answer that got lost, is one", async () => {
    await make("clicked");
    const { base } = (await read("clicked")).body;
    const change = { cloudInit: "#!/bin/sh\n", cloudInitSeed: "1" };
    const answers = await Promise.all([save("clicked", base, change), save("clicked", base, change)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const again = await save("clicked", base, change);
    expect([again.status, again.body]).toEqual([200, answers[0]?.body]);
  }, 30_000);

  it("rule 10.2.6-5: a delete right after a change waits, and takes all of it along", async () => {
    await make("short-lived");
    const { base } = (await read("short-lived")).body;
    expect((await save("short-lived", base, { cloudInitSeed: "1" })).status).toBe(200);
    const uid = (await stored("short-lived"))?.metadata.uid;
    expect((await demo.ask("ada", "DELETE", `${vms}/short-lived`, { uid })).status).toBe(202);
    const root = await demo.personOf("root");
    const isThere = async (path: KubePath) =>
      (await demo.services.kube.get(root, path).catch(nullWhenMissing)) !== null;
    await expect.poll(() => isThere(release("short-lived")), until).toBe(false);
    const machine = ["apis", "kubevirt.io", "v1", "namespaces", tenant, "virtualmachines"] as const;
    expect(await isThere([...machine, "vm-instance-short-lived"])).toBe(false);
  }, 60_000);

  it("P18: its user data is told to who asks for it alone, and to nobody who may not read it", async () => {
    await make("secretive", { cloudInit: "#cloud-config\npassword: hunter2\n" });
    const asked = () => demo.ask("vera", "GET", `${vms}/secretive/cloud-init`);
    for (const path of [url("secretive"), vms, `${vms}/secretive`])
      expect(JSON.stringify((await demo.ask("vera", "GET", path)).body)).not.toContain("hunter2");
    expect((await asked()).body).toEqual({ text: "#cloud-config\npassword: hunter2\n" });
    expect((await demo.ask("eve", "GET", `${vms}/secretive/cloud-init`)).status).toBe(403);
    const refused = await save("secretive", "old", { cloudInit: "hunter3" });
    expect(JSON.stringify(refused.body)).not.toContain("hunter");
  }, 30_000);

  it.each(["omar", "vera"] as const)("%s sees everything, changes nothing, and is told why", async (who) => {
    await expect.poll(async () => (await read("shared", who)).status, until).toBe(200);
    const { body } = await read("shared", who);
    expect(body).toMatchObject({ refusal: "role", settings: { profile: "ubuntu" } });
    const answer = await save("shared", body.base, { cloudInitSeed: who }, who);
    expect([answer.status, answer.body.denied]).toMatchObject([403, { resource: "vminstances", role: "admin" }]);
  });

  it("is checked by the rules of create before anything is written", async () => {
    const { base, settings } = (await read("shared")).body;
    const broken = async (change: object) =>
      (await save("shared", base, change)).body.fields?.map(
        ({ path, rule }: Record<string, string>) => `${path} ${rule}`,
      );
    expect(await broken({ size: { kind: "type", instanceType: "u9.huge" } })).toEqual([
      "size.instanceType unknownChoice",
    ]);
    expect(await broken({ profile: "oraclelinux" })).toEqual(["profile typeTooSmall"]);
    expect(await broken({ disks: [{ name: "gone", bus: "" }] })).toEqual(["disks.0.name diskGone"]);
    expect(await broken({ sshKeys: ["no key"] })).toEqual(["sshKeys.0 sshKeyInvalid"]);
    expect(await broken({ runStrategy: "Always" })).toEqual([" required"]);
    expect((await demo.ask("ada", "PATCH", url("shared"), { change: {} })).status).toBe(400);
    expect((await read("shared")).body).toEqual({ base, settings, power: "runStrategy", refusal: null });
  });

  it("rule 10.2.6-6: a machine that contradicts the schema is shown, and no change of it is taken", async () => {
    await make("odd", { disks: ["text"] });
    const { body } = await read("odd");
    expect(body).toMatchObject({ refusal: "contradictory", settings: { disks: [{ name: "" }] } });
    const answer = await save("odd", body.base, { cloudInitSeed: "1" });
    expect([answer.status, answer.body.code]).toEqual([409, "contradictory"]);
    expect((await stored("odd"))?.spec).not.toHaveProperty("cloudInitSeed", "1");
  }, 30_000);

  it("of no machine is not-found", async () => {
    expect((await read("nothing")).status).toBe(404);
    expect((await save("nothing", "", {})).status).toBe(404);
  });
});
