import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { addressesLeft, exposureConsequences, reachChange } from "#lib/edit/exposure.ts";
import type { SettingsView } from "#lib/edit/settings.ts";
import { type Era, eraDialects } from "#lib/resources/dialect/eras.fixture.ts";
import { addressState, portLines } from "#lib/resources/vm/reaching.ts";
import type { Exposure, VmView } from "#lib/resources/vm/view.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { nullWhenMissing } from "../kube/apps.ts";
import { groups, startTenant, type Tenant, tenant, vms } from "../live/testing-tenant.ts";

const texts = z.record(z.string(), z.string()).default({});
const serviceSchema = z.object({
  metadata: z.object({ uid: z.string(), annotations: texts }),
  spec: z.object({
    type: z.string(),
    clusterIP: z.string().optional(),
    ports: z.array(z.object({ port: z.number(), protocol: z.string().default("TCP") })),
  }),
  status: z.object({
    loadBalancer: z.object({ ingress: z.array(z.object({ ip: z.string() })).default([]) }).default({ ingress: [] }),
  }),
});
type ServiceObject = z.output<typeof serviceSchema>;

const hidden: Exposure = { kind: "private" };
const whole: Exposure = { kind: "whole" };
const ports = (...list: number[]): Exposure => ({ kind: "ports", ports: list });
const wholeMark = "networking.cozystack.io/wholeIP";
const icmpMark = "networking.cozystack.io/allowICMP";
const patience = { timeout: 20_000 };

const portsOf = (service: ServiceObject | null) => service?.spec.ports.map(({ port }) => port) ?? [];
const addressOf = (service: ServiceObject | null) => service?.status.loadBalancer.ingress[0]?.ip ?? null;

// Object.keys widens to string; these are the keys of a constant.
describe.each(Object.keys(eraDialects) as Era[])("another exposure on a platform of the era %s", (era) => {
  const dialect = eraDialects[era];
  let demo: Tenant;
  beforeAll(async () => {
    demo = await startTenant(await startInProcess({ era, groups }), { tenants: ["tenant-root", tenant] });
    for (const name of ["web", "other"]) await made(name);
  });
  afterAll(() => demo.dispose());

  const made = async (name: string, spec: object = {}) => {
    const power = dialect.power === "running" ? { running: true } : { runStrategy: "Always" };
    await demo.write(tenant, "vmdisks", "VMDisk", `${name}-system`, { storage: "1Gi", storageClass: "replicated" });
    await demo.write(tenant, "vminstances", "VMInstance", name, {
      ...power,
      instanceType: "u1.medium",
      instanceProfile: "ubuntu",
      disks: dialect.disks === "names" ? [`${name}-system`] : [{ name: `${name}-system` }],
      external: false,
      ...spec,
    });
  };

  const read = async (name: string): Promise<SettingsView> =>
    (await demo.ask("ada", "GET", `${vms}/${name}/settings`)).body;
  const service = async (name = "web"): Promise<ServiceObject | null> => {
    const path = ["api", "v1", "namespaces", tenant, "services", `vm-instance-${name}`] as const;
    const object = await demo.services.kube.get(await demo.personOf("root"), path).catch(nullWhenMissing);
    return object === null ? null : serviceSchema.parse(object);
  };
  const view = async (name = "web"): Promise<VmView> => (await demo.ask("ada", "GET", `${vms}/${name}`)).body;

  /** Saves another exposure as the page does; gives what it said before. */
  const left = async () => addressesLeft((await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/quota`)).body);
  const change = async (exposure: Exposure, { name = "web", icmp }: { name?: string; icmp?: boolean } = {}) => {
    const { base, settings: before } = await read(name);
    const facts = {
      address: addressOf(await service(name)),
      clusterName: `vm-instance-${name}.${tenant}.svc`,
      filtersPorts: dialect.icmp,
      addressesLeft: await left(),
    };
    const after = { exposure, icmp: icmp ?? before.icmp };
    const answer = await demo.ask("ada", "PATCH", `${vms}/${name}/settings`, {
      base,
      change: reachChange(before, after),
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(answer.body.settings).toMatchObject(after);
    return new Set(exposureConsequences(before, after, facts).map(({ id }) => id));
  };
  const exposed = async (list: number[], name = "web"): Promise<ServiceObject> => {
    await expect.poll(async () => portsOf(await service(name)), patience).toEqual(list);
    await expect.poll(async () => addressOf(await service(name)), patience).not.toBeNull();
    return (await service(name)) ?? fail();
  };

  it("on: one address, TCP alone, and the name in the cluster leads to the Service", async () => {
    const said = await change(ports(22, 443));
    expect([...said]).toEqual(
      expect.arrayContaining(["exposure-address-new", "exposure-tcp-only", "exposure-name-to-service"]),
    );
    const made = await exposed([22, 443]);
    expect(made.spec.type).toBe("LoadBalancer");
    expect(made.spec.ports.every(({ protocol }) => protocol === "TCP")).toBe(true);
    // Where filtering is not promised, the whole address is passed on although it is a list.
    expect(made.metadata.annotations[wholeMark]).toBe(said.has("exposure-not-filtered") ? "true" : "false");
    expect(said.has("exposure-icmp-on")).toBe(dialect.icmp);
    expect(made.metadata.annotations[icmpMark]).toBe(dialect.icmp ? "true" : undefined);
  }, 60_000);

  it("the page shows the Service that is there, and promises filtering only where the schema does", async () => {
    const address = addressOf(await service());
    await expect
      .poll(async () => addressState(await view()), patience)
      .toEqual({ kind: "there", addresses: [address] });
    await expect.poll(async () => (await view()).state, patience).toBe("running");
    const seen = await view();
    expect(portLines(seen).map(({ port, state }) => [port, state])).toEqual([
      [22, dialect.icmp ? "filtered" : "forwarded"],
      [443, dialect.icmp ? "filtered" : "forwarded"],
    ]);
  }, 60_000);

  it("other ports, another method and ICMP keep the Service and its address, and no restart is asked for", async () => {
    const first = (await service()) ?? fail();
    const same = { metadata: { uid: first.metadata.uid }, status: first.status };

    const moved = await change(ports(22, 8080));
    expect([...moved]).toEqual(expect.arrayContaining(["exposure-address-kept", "exposure-applies-live"]));
    expect(await exposed([22, 8080])).toMatchObject(same);

    if (dialect.icmp) {
      expect([...(await change(ports(22, 8080), { icmp: false }))]).toContain("exposure-icmp-off");
      await expect.poll(async () => (await service())?.metadata.annotations[icmpMark], patience).toBe("false");
      expect(await service()).toMatchObject(same);
    }

    expect([...(await change(whole))]).toEqual(
      expect.arrayContaining(["exposure-whole-opens-all", "exposure-address-kept"]),
    );
    await expect.poll(async () => (await service())?.metadata.annotations[wholeMark], patience).toBe("true");
    expect(await service()).toMatchObject(same);

    expect([...(await change(ports(443)))]).toContain("exposure-address-kept");
    const narrowed = await exposed([443]);
    expect(narrowed).toMatchObject(same);
    expect(narrowed.metadata.annotations[wholeMark]).toBe(`${!dialect.icmp}`);
    expect((await view()).conditions.filter(({ type }) => type === "RestartRequired")).toEqual([]);
  }, 90_000);

  it("off: the Service goes with its address, which somebody else may have by the time it is on again", async () => {
    const first = (await service()) ?? fail();
    const said = await change(hidden);
    expect(said.has("exposure-address-given-back")).toBe(true);
    await expect.poll(async () => (await service())?.metadata.uid, patience).not.toBe(first.metadata.uid);
    if (said.has("exposure-name-to-machine")) {
      await expect
        .poll(async () => (await service())?.spec, patience)
        .toMatchObject({ type: "ClusterIP", clusterIP: "None" });
    } else {
      expect(said.has("exposure-name-may-end")).toBe(true);
      expect(await service()).toBeNull();
    }
    await expect.poll(async () => addressState(await view()), patience).toEqual({ kind: "private" });

    await change(ports(80), { name: "other" });
    expect(addressOf(await exposed([80], "other"))).toBe(addressOf(first));
    expect((await change(ports(443))).has("exposure-address-new")).toBe(true);
    expect(addressOf(await exposed([443]))).not.toBe(addressOf(first));
  }, 90_000);

  it("an empty list is refused here, as the platform cannot carry it out and says so late", async () => {
    const { base, settings } = await read("other");
    const refused = await demo.ask("ada", "PATCH", `${vms}/other/settings`, { base, change: { exposure: ports() } });
    expect(refused.body.fields).toMatchObject([{ path: "exposure.ports", rule: "portsEmpty" }]);
    const facts = { address: null, clusterName: "", filtersPorts: dialect.icmp, addressesLeft: null };
    expect(exposureConsequences(settings, { exposure: ports(), icmp: null }, facts)).toMatchObject([
      { id: "exposure-empty-list", tone: "danger" },
    ]);
    // Somebody else's kubectl is not asked.
    await demo.services.writer.patch(await demo.personOf("root"), {
      ...{ tenant, kind: "VMInstance", name: "other", guard: () => {} },
      spec: { externalPorts: [] },
    });
    const trouble = async () =>
      (await view("other")).conditions.find(
        ({ of, type, status }) => of === "VMInstance" && type === "Ready" && status === "False",
      );
    await expect.poll(async () => (await trouble())?.message, patience).toContain("spec.ports: Required value");
  }, 60_000);

  // A quota is Kubernetes' own: one era is enough.
  if (era === "current")
    it("without an address left in the quota it is said before, and why there is none after", async () => {
      expect(await left()).toBeLessThanOrEqual(4);
      const more = ["q1", "q2", "q3", "q4"];
      for (const name of more) await made(name, { external: true, externalPorts: [22], runStrategy: "Halted" });
      await expect.poll(left, patience).toBe(0);
      await made("late", { runStrategy: "Halted" });
      await expect.poll(async () => (await read("late")).settings?.exposure, patience).toEqual(hidden);
      await expect.poll(async () => (await service("late"))?.spec.type, patience).toBe("ClusterIP");
      expect(await change(ports(22), { name: "late" })).toContain("exposure-no-address-left");
      await expect
        .poll(async () => addressState(await view("late")), patience)
        .toMatchObject({ kind: "refused", cause: "quota", words: expect.stringContaining("exceeded quota") });
    }, 60_000);
});

const fail = (): never => {
  throw new Error("it is not there");
};
