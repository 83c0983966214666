import { beforeAll, describe, expect, test } from "vitest";
import { claims, nodes } from "../../platform/kinds/core.ts";
import { migrations, virtualMachines } from "../../platform/kinds/kubevirt.ts";
import { instance, type Machines, machine, machinesIn, subresources } from "./machines.ts";
import type { PlatformOn } from "./platform-on.ts";

const conflict = (resource: string, name: string, text: string) =>
  `Operation cannot be fulfilled on ${resource}.kubevirt.io "${name}": ${text}`;

/** What the rows of platform-api.md 4.1 do that no tenant level holds: asked as the administrator. */
export const subresourceVerbs = (platform: () => PlatformOn): void => {
  let namespace: string;
  let machines: Machines;
  beforeAll(async () => {
    ({ namespace } = await platform().tenant("use"));
    machines = machinesIn(platform(), namespace);
    const { create } = machines;
    const [node] = await platform().client.list(nodes);
    const nodeName = node?.metadata.name ?? "";
    await create("web", { status: { phase: "Running", nodeName, memory: { guestCurrent: "1Gi" } } });
    await create("starting", { status: { phase: "Scheduling" } });
    await create("leaving", { status: { phase: "Running", nodeName, evacuationNodeName: nodeName } });
    await create("astray", { status: { phase: "Running", nodeName: "no-such-node" } });
    await create("off");
    // A real server serves a new kind a moment after its definition says so.
    const moves = `/apis/kubevirt.io/v1/namespaces/${namespace}/virtualmachineinstancemigrations`;
    await platform().api.until(moves, ({ code }) => code === 200);
    const spec = {
      accessModes: ["ReadWriteOnce"],
      storageClassName: "replicated",
      resources: { requests: { storage: "2Gi" } },
    };
    const small = { ...spec, resources: { requests: { storage: "1Gi" } } };
    for (const [name, one] of Object.entries({
      dump: spec,
      other: spec,
      small,
      block: { ...spec, volumeMode: "Block" },
    })) {
      await platform().client.create(claims, { metadata: { namespace, name }, spec: one });
    }
  });

  const ok = { code: 200, text: "" };
  const accepted = { code: 202, text: "", type: null };
  const put: Machines["put"] = (path, body) => machines.put(path, body);

  describe("subresources beyond a tenant's levels: what they do", () => {
    const disk = { name: "data", disk: { disk: { bus: "scsi" } }, volumeSource: { dataVolume: { name: "data" } } };

    test("addvolume asks in the machine's status, also when it is off; nothing is asked twice", async () => {
      for (const name of ["off", "web"]) {
        expect(await put(machine(name, "addvolume"), { ...disk, dryRun: ["All"] })).toMatchObject(accepted);
        expect((await machines.machine(name))?.status?.volumeRequests ?? []).toEqual([]);
        expect(await put(machine(name, "addvolume"), disk)).toMatchObject(accepted);
        expect((await machines.machine(name))?.status?.volumeRequests).toMatchObject([
          { addVolumeOptions: { name: "data", volumeSource: { dataVolume: { name: "data", hotpluggable: true } } } },
        ]);
        expect((await put(machine(name, "addvolume"), disk)).status).toMatchObject({
          code: 409,
          message: conflict("virtualmachine", name, "add volume request for volume [data] already exists"),
        });
        expect((await put(machine(name, "removevolume"), { name: "data" })).status).toMatchObject({
          code: 409,
          message: conflict("virtualmachine", name, "Unable to remove volume [data] because it does not exist"),
        });
      }
    });

    test("an instance's volumes change at once, while it runs", async () => {
      expect(await put(instance("web", "addvolume"), disk)).toMatchObject(accepted);
      const vmi = await machines.instance("web");
      expect(vmi?.spec.volumes).toEqual([{ name: "data", dataVolume: { name: "data", hotpluggable: true } }]);
      const again = "Unable to add volume [data] because volume with that name already exists";
      expect((await put(instance("web", "addvolume"), disk)).status.message).toBe(
        conflict("virtualmachineinstance", "web", again),
      );
      const renamed = { ...disk, name: "more" };
      expect((await put(instance("web", "addvolume"), renamed)).status.message).toContain(
        "Unable to add volume source [data] because it already exists",
      );
      expect(await put(instance("web", "removevolume"), { name: "data" })).toMatchObject(accepted);
      expect((await put(instance("starting", "addvolume"), disk)).status.message).toBe(
        conflict("virtualmachineinstance", "starting", "VMI is not running"),
      );
      expect((await put(instance("off", "addvolume"), disk)).code).toBe(404);
    });

    test.each([
      [{}, 400, "AddVolumeOptions requires name to be set"],
      [{ name: "data" }, 400, "AddVolumeOptions requires disk to not be nil"],
      [{ name: "data", disk: {} }, 400, "AddVolumeOptions requires VolumeSource to not be nil"],
      [{ ...disk, disk: { disk: { bus: "sata" } } }, 422, 'unsupported bus "sata"'],
    ])("addvolume of %o: %i", async (body, code, text) => {
      const { status } = await put(machine("off", "addvolume"), body);
      expect(status).toMatchObject({ kind: "Status", code, message: expect.stringContaining(text) });
    });

    test("migrate makes a migration, one at a time, of what runs", async () => {
      expect(await put(machine("web", "migrate"), { dryRun: ["All"] })).toMatchObject(accepted);
      expect(await platform().client.list(migrations, { namespace })).toEqual([]);
      expect(await put(machine("web", "migrate"))).toMatchObject(accepted);
      const [made] = await platform().client.list(migrations, { namespace });
      expect(made).toMatchObject({
        metadata: { name: expect.stringMatching(/^kubevirt-migrate-vm-/) },
        spec: { vmiName: "web" },
      });
      expect((await put(machine("web", "migrate"))).status).toMatchObject({
        code: 500,
        message: expect.stringMatching(
          /migration-create-validator.kubevirt.io" denied the request: in-flight migration/,
        ),
      });
      expect((await put(machine("starting", "migrate"))).status).toMatchObject({ code: 409 });
    });

    test("a memory dump needs a claim that fits, and is written even as a dry run", async () => {
      const dump = (claimName?: string, more = {}) => put(machine("web", "memorydump"), { claimName, ...more });
      expect((await put(machine("web", "removememorydump"))).status).toMatchObject({ code: 409 });
      expect((await dump()).status.message).toBe("Memory dump requires claim name to be set");
      expect((await dump("nope")).status).toMatchObject({ code: 404 });
      expect((await dump("block")).status.message).toBe(
        conflict("persistentvolumeclaim", "block", "pvc should be filesystem pvc"),
      );
      expect((await dump("small")).status).toMatchObject({ code: 409, message: expect.stringContaining("pvc size") });
      expect((await put(machine("starting", "memorydump"), { claimName: "dump" })).status).toMatchObject({ code: 409 });
      expect(await dump("dump", { dryRun: ["All"] })).toMatchObject(accepted);
      expect((await machines.machine("web"))?.status?.memoryDumpRequest).toEqual({
        claimName: "dump",
        phase: "Associating",
      });
      expect((await dump("other")).status).toMatchObject({ code: 409, message: expect.stringContaining("[dump]") });
      expect((await dump("dump")).status.message).toContain("already in progress");
      expect(await put(machine("web", "removememorydump"))).toMatchObject(accepted);
      expect((await put(machine("web", "removememorydump"))).status).toMatchObject({ code: 409 });
    });

    test("cancels an evacuation for who names its node; none pending is no error", async () => {
      const node = (await machines.instance("leaving"))?.status?.nodeName;
      expect(await put(instance("web", "evacuate/cancel"))).toMatchObject(ok);
      expect(await put(machine("web", "evacuate/cancel"))).toMatchObject(ok);
      expect((await put(instance("astray", "evacuate/cancel"))).status).toMatchObject({
        code: 500,
        message: 'Internal error occurred: nodes "no-such-node" not found',
      });
      expect((await put(instance("leaving", "evacuate/cancel"), { evacuationNodeName: "x" })).code).toBe(500);
      expect(await put(instance("leaving", "evacuate/cancel"), { evacuationNodeName: node })).toMatchObject(ok);
      const { status } = (await machines.instance("leaving")) ?? {};
      expect(status).not.toHaveProperty("evacuationNodeName");
      expect((await put(machine("off", "evacuate/cancel"))).code).toBe(409);
    });

    test("evacuate/cancel needs two grants: the aggregation layer asks for the first part, virt-api for both", async () => {
      const cancel = async (...names: string[]) => {
        const token = await platform().granted(namespace, ...names.map((name) => `virtualmachineinstances/${name}`));
        const path = `${subresources(namespace)}/${instance("web", "evacuate/cancel")}`;
        const { code, text } = await platform().api.call("PUT", path, undefined, { token, headers: { Accept: "*/*" } });
        return [code, text];
      };
      expect(await cancel("evacuate")).toEqual([401, ""]);
      expect(await cancel("evacuate/cancel")).toEqual([403, expect.stringContaining("evacuate")]);
      expect(await cancel("evacuate", "evacuate/cancel")).toEqual([200, ""]);
    });

    test("expands a machine's type and preference to what they say", async () => {
      const metadata = { namespace, name: "typed" };
      const instancetype = { kind: "VirtualMachineClusterInstancetype", name: "u1.medium" };
      const devices = { disks: [{ name: "root", disk: {} }], interfaces: [] };
      const template = { metadata: { labels: {} }, spec: { domain: { devices }, networks: [], volumes: [] } };
      const preference = { kind: "VirtualMachineClusterPreference", name: "ubuntu" };
      const spec = { runStrategy: "Halted" as const, instancetype, preference, template };
      await platform().client.create(virtualMachines, { metadata, spec });
      const { status: expanded } = await machines.call("GET", machine("typed", "expand-spec"));
      const vmi = expanded.spec.template.spec;
      expect(vmi.domain).toMatchObject({ cpu: { sockets: 1 }, memory: { guest: "4Gi" } });
      expect(vmi.domain.devices.disks).toEqual([{ name: "root", disk: { bus: "virtio" } }]);
      expect(expanded.spec).not.toHaveProperty("instancetype");
      expect((await put("expand-vm-spec", { metadata: { name: "new" }, spec })).status.spec).toEqual(expanded.spec);
      const unknown = { ...spec, instancetype: { ...instancetype, name: "nope" } };
      expect((await put("expand-vm-spec", { metadata: {}, spec: unknown })).code).toBe(400);
      const elsewhere = { metadata: { namespace: "default" }, spec };
      expect((await put("expand-vm-spec", elsewhere)).status.message).toBe(
        `VM namespace must be empty or ${namespace}`,
      );
      expect(await put("expand-vm-spec")).toMatchObject({ code: 415, type: expect.stringContaining("text/plain") });
    });
  });
};
