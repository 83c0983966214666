import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultInput } from "#lib/create/defaults.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import type { KubePath } from "../kube/api.ts";
import { groups, startTenant, type Tenant, tenant, vms } from "./testing-tenant.ts";

let demo: Tenant;
const kubevirt = (...rest: string[]): KubePath => [
  "apis",
  "kubevirt.io",
  "v1",
  "namespaces",
  tenant,
  "virtualmachines",
  ...rest,
];

const machine = (name: string) => ({
  apiVersion: "kubevirt.io/v1",
  kind: "VirtualMachine",
  metadata: { name, namespace: tenant, labels: { made: "by-hand" } },
  spec: {
    runStrategy: "Always",
    instancetype: { kind: "VirtualMachineClusterInstancetype", name: "u1.medium" },
    preference: { kind: "VirtualMachineClusterPreference", name: "ubuntu" },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        domain: { devices: { disks: [{ name: "root", disk: { bus: "virtio" } }] } },
        volumes: [{ name: "root", containerDisk: { image: "example.org/disk" } }],
      },
    },
  },
});

const asRoot = async (method: "POST" | "DELETE", path: KubePath, body?: unknown) =>
  demo.services.kube.write(await demo.personOf("root"), method, path, body);

beforeAll(async () => {
  demo = await startTenant(await startInProcess({ groups }));
  const catalogue = (await demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`)).body;
  // One of the same name that a VMInstance made.
  const task = await demo.create({ ...defaultInput(catalogue, null), name: "legacy" });
  expect(task.state).toBe("done");
  await asRoot("POST", kubevirt(), machine("legacy"));
});
afterAll(() => demo.dispose());

describe("a VirtualMachine that belongs to no VMInstance", () => {
  it("is a row of its own beside a VMInstance of the same name, where it can be read", async () => {
    const [ada, omar] = await Promise.all([demo.streamOf("ada"), demo.streamOf("omar")]);
    await ada.until(() => ada.rows.get("vm.legacy")?.state === "running");
    expect(ada.rows.get("legacy")).toMatchObject({ origin: "platform", state: "running" });
    expect(ada.rows.get("vm.legacy")).toMatchObject({
      origin: "outside",
      status: "Running",
      inferred: false,
      size: { type: "u1.medium", cpu: 1 },
      os: { family: "ubuntu" },
      labels: ["made=by-hand"],
      exposure: { kind: "private" },
    });
    await ada.until(() => typeof ada.rows.get("vm.legacy")?.addresses.private === "string");
    expect(ada.rows.get("vm.legacy")?.addresses.private).not.toBe(ada.rows.get("legacy")?.addresses.private);
    await omar.until(() => omar.list() !== null);
    expect([...omar.rows.keys()]).toEqual(["legacy"]);
    ada.close();
    omar.close();
  });

  it("has the address of the Service that its labels lead to", async () => {
    const stream = await demo.streamOf("ada");
    const service = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "to-legacy", namespace: tenant },
      spec: { type: "LoadBalancer", selector: { app: "legacy" }, ports: [{ port: 443 }] },
    };
    await asRoot("POST", ["api", "v1", "namespaces", tenant, "services"], service);
    await stream.until(() => stream.rows.get("vm.legacy")?.exposure.kind === "ports");
    expect(stream.rows.get("vm.legacy")?.exposure).toEqual({ kind: "ports", ports: [443] });
    expect(stream.rows.get("legacy")?.exposure).not.toEqual({ kind: "ports", ports: [443] });
    stream.close();
  });

  it("has a page, and power that lasts; the VMInstance of its name is left alone", async () => {
    const page: VmView = (await demo.ask("ada", "GET", `${vms}/vm.legacy`)).body;
    expect(page).toMatchObject({ name: "vm.legacy", origin: "outside", status: "Running", profile: "ubuntu" });
    expect(page.outside?.disks).toEqual([
      { name: "root", bus: "virtio", bootOrder: null, kind: "containerDisk", source: "example.org/disk" },
    ]);
    const stream = await demo.streamOf("ada");
    await stream.until(() => stream.rows.get("vm.legacy")?.state === "running");
    const power = (action: string) => demo.ask("ada", "POST", `${vms}/vm.legacy/power`, { action });
    expect((await power("stop")).body).toEqual({ action: "stop", effect: "durable" });
    await stream.until(() => stream.rows.get("vm.legacy")?.state === "stopped");
    expect(stream.rows.get("legacy")?.state).toBe("running");
    expect((await power("start")).body).toEqual({ action: "start", effect: "durable" });
    await stream.until(() => stream.rows.get("vm.legacy")?.state === "running");
    expect((await demo.ask("vera", "POST", `${vms}/vm.legacy/power`, { action: "stop" })).body).toMatchObject({
      code: "forbidden",
    });
    const audit = demo.lines.filter((line) => line.includes('"audit":1')).map((line) => JSON.parse(line));
    expect(audit).toContainEqual(expect.objectContaining({ verb: "stop", kind: "VirtualMachine", name: "legacy" }));
    stream.close();
  });

  it("has no page for who cannot read it", async () => {
    for (const who of ["omar", "vera"] as const)
      expect((await demo.ask(who, "GET", `${vms}/vm.legacy`)).body, who).toMatchObject({ code: "not-found" });
  });

  it("goes when it is deleted", async () => {
    const stream = await demo.streamOf("ada");
    await stream.until(() => stream.rows.has("vm.legacy"));
    await asRoot("DELETE", kubevirt("legacy"));
    await stream.until(() => !stream.rows.has("vm.legacy"));
    expect(stream.rows.has("legacy")).toBe(true);
    stream.close();
  });
});
