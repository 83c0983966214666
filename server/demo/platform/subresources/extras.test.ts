import { inflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataVolumes } from "../kinds/cdi.ts";
import { claims } from "../kinds/core.ts";
import {
  instances,
  type MemoryDumpRequest,
  migrations,
  type VirtualMachineInstance,
  virtualMachines,
} from "../kinds/kubevirt.ts";
import { clusterRoles, groupSubject, roleBindings, roleRef } from "../kinds/rbac.ts";
import { namespace, startTestPlatform } from "./test-platform.ts";

/** What no tenant may by default: asked as the administrator, and as somebody whom an operator granted it. */

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
beforeAll(async () => {
  platform = await startTestPlatform();
  await Promise.all([
    platform.createMachine("web", "Always"),
    platform.createMachine("off", "Halted"),
    platform.createMachine("blind", "Always", { autoattachGraphicsDevice: false }),
  ]);
  await platform.untilPhase("blind", "Running");
  await until("web", (vmi) => vmi.status?.conditions?.some(({ type }) => type === "AgentConnected") ?? false);
});
afterAll(() => platform.dispose());

const until = (name: string, isReached: (vmi: VirtualMachineInstance) => boolean) =>
  platform.client
    .informer(instances)
    .until((list) =>
      list.find((it) => it.metadata.namespace === namespace && it.metadata.name === name && isReached(it)),
    );

const asAdmin = (method: string, path: string, body?: object, accept?: string) =>
  platform.call(method, path, { body: body && JSON.stringify(body), isAdmin: true, ...(accept && { accept }) });
const vmi = (name: string, word: string) => `virtualmachineinstances/${name}/${word}`;
const vm = (name: string, word: string) => `virtualmachines/${name}/${word}`;
const conflict = (resource: string, name: string, text: string) =>
  `Operation cannot be fulfilled on ${resource}.kubevirt.io "${name}": ${text}`;

const grant = async (...resources: string[]) => {
  const rules = [{ apiGroups: ["subresources.kubevirt.io"], resources, verbs: ["get"] }];
  const name = `granted-${resources.join("-").replaceAll("/", "-")}`;
  await platform.client.create(clusterRoles, { metadata: { name }, rules });
  await platform.client.create(roleBindings, {
    metadata: { name, namespace },
    roleRef: roleRef("ClusterRole", name),
    subjects: [groupSubject("tenant-root-use")],
  });
};

describe("the screenshot", () => {
  it("needs both names: the aggregation layer asks for vnc, virt-api for vnc/screenshot", async () => {
    const shot = () => platform.call("GET", vmi("web", "vnc/screenshot"));
    // Level use has vnc only: an empty 401 that is no expired session.
    expect(await shot()).toMatchObject({ code: 401, text: "", type: null });
    await grant("virtualmachineinstances/vnc/screenshot");
    const granted = await shot();
    expect(granted).toMatchObject({ code: 200, type: "image/png" });
  });

  it("is a picture of the screen", async () => {
    const answer = await asAdmin("GET", vmi("web", "vnc/screenshot"));
    const png = answer.bytes;
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1024, 768]);
    const data = png.subarray(png.indexOf("IDAT") + 4, png.indexOf("IEND") - 8);
    const rows = inflateSync(data);
    expect(rows.length).toBe(768 * (1 + 1024 * 3));
    expect(new Set(rows).size).toBeGreaterThan(1);
  });

  it.each([
    ["nobody", 'virtualmachineinstance.kubevirt.io "nobody" not found'],
    ["blind", "No graphics devices are present."],
  ])("of %s fails as text", async (name, words) => {
    const answer = await asAdmin("GET", vmi(name, "vnc/screenshot"));
    expect(answer).toMatchObject({ code: 500, isJson: false });
    expect(answer.text).toContain(words);
  });

  it("cannot be asked for by its type", async () => {
    expect((await asAdmin("GET", vmi("web", "vnc/screenshot"), undefined, "image/png")).code).toBe(406);
  });
});

describe("what the guest agent tells", () => {
  it.each([
    ["guestosinfo", "os"],
    ["userlist", "items"],
    ["filesystemlist", "items"],
  ])("%s", async (word, field) => {
    const answer = await asAdmin("GET", vmi("web", word), undefined, "application/json");
    expect(answer.code).toBe(200);
    expect(JSON.parse(answer.text)).toHaveProperty(field);
    const missing = await asAdmin("GET", vmi("off", word));
    expect(missing).toMatchObject({ code: 500, isJson: false });
    expect(missing.text).toContain('virtualmachineinstance.kubevirt.io "off" not found');
  });

  it("is a text when there is no agent", async () => {
    await platform.createMachine("vm-instance-no-agent", "Always");
    await platform.untilPhase("vm-instance-no-agent", "Running");
    const { text } = await asAdmin("GET", vmi("vm-instance-no-agent", "guestosinfo"));
    expect(text).toContain("VMI does not have guest agent connected");
  });
});

describe("control of the guest", () => {
  it.each([
    ["softreboot", "VM is not running"],
    ["freeze", "VM is not running"],
    ["unfreeze", "VMI is not running"],
  ])("%s of what does not run", async (word, text) => {
    expect((await asAdmin("PUT", vmi("off", word))).code).toBe(404);
    const name = `vm-instance-unschedulable-${word}`;
    await platform.createMachine(name, "Always");
    await platform.untilPhase(name, "Scheduling");
    expect((await asAdmin("PUT", vmi(name, word))).message).toBe(conflict("virtualmachineinstance", name, text));
  });

  it("reboots the guest, and its instance stays", async () => {
    const before = await platform.client.get(instances, { namespace, name: "web" });
    for (const word of ["softreboot", "reset"]) {
      expect(await asAdmin("PUT", vmi("web", word))).toMatchObject({ code: 200, text: "" });
    }
    const after = await platform.client.get(instances, { namespace, name: "web" });
    expect(after?.metadata.uid).toBe(before?.metadata.uid);
  });

  it("does not soft-reboot what is paused", async () => {
    expect((await asAdmin("PUT", vmi("web", "pause"))).code).toBe(200);
    expect((await asAdmin("PUT", vmi("web", "softreboot"))).code).toBe(409);
    expect((await asAdmin("PUT", vmi("web", "unpause"))).code).toBe(200);
  });
});

describe("migration", () => {
  const untilOver = (name: string) =>
    platform.client
      .informer(migrations)
      .until((list) =>
        list.find((it) => it.spec.vmiName === name && ["Succeeded", "Failed"].includes(it.status?.phase ?? "")),
      );

  it("moves the instance to another node, cuts who looks at it, and lets them come again", async () => {
    await platform.createMachine("moves", "Always");
    const before = await until("moves", (it) => it.status?.phase === "Running");
    const { stream } = await platform.open(vmi("moves", "console"));
    expect((await asAdmin("PUT", vm("moves", "migrate"), { dryRun: ["All"] })).code).toBe(202);
    expect(await platform.client.list(migrations, { namespace })).toEqual([]);
    expect(await asAdmin("PUT", vm("moves", "migrate"))).toMatchObject({ code: 202, text: "" });
    const again = await asAdmin("PUT", vm("moves", "migrate"));
    expect(again.message).toMatch(/migration-create-validator.kubevirt.io" denied the request: in-flight migration/);
    expect((await untilOver("moves")).status?.phase).toBe("Succeeded");
    const after = await until("moves", (it) => it.status?.migrationState?.completed === true);
    expect(after.status?.nodeName).not.toBe(before.status?.nodeName);
    expect(after.status?.migrationState).toMatchObject({ sourceNode: before.status?.nodeName, mode: "PreCopy" });
    expect(await stream?.closed).toBe(1006);
    const { stream: second } = await platform.open(vmi("moves", "console"));
    second?.close();
    expect(await second?.closed).toBe(1000);
  });

  it("fails for who is made to fail, and is refused where nothing runs", async () => {
    await platform.createMachine("vm-instance-migration-fails", "Always");
    await platform.untilPhase("vm-instance-migration-fails", "Running");
    expect((await asAdmin("PUT", vm("vm-instance-migration-fails", "migrate"))).code).toBe(202);
    expect((await untilOver("vm-instance-migration-fails")).status?.phase).toBe("Failed");
    const { status } = await until("vm-instance-migration-fails", (it) => it.status?.migrationState?.failed === true);
    expect(status?.phase).toBe("Running");
    expect((await asAdmin("PUT", vm("off", "migrate"))).code).toBe(404);
  });
});

describe("volumes", () => {
  const disk = { name: "extra", disk: { disk: { bus: "scsi" } }, volumeSource: { dataVolume: { name: "extra" } } };

  it.each([
    [{}, 400],
    [{ name: "extra" }, 400],
    [{ name: "extra", disk: {} }, 400],
    [{ ...disk, disk: { disk: { bus: "sata" } } }, 422],
  ])("%o: %i", async (body, code) => {
    expect((await asAdmin("PUT", vm("web", "addvolume"), body)).code).toBe(code);
  });

  it("come and go while the machine runs, which needs no restart", async () => {
    await platform.client.create(dataVolumes, {
      metadata: { name: "extra", namespace },
      spec: {
        source: { blank: {} },
        storage: { resources: { requests: { storage: "1Gi" } }, storageClassName: "replicated" },
      },
    });
    expect((await asAdmin("PUT", vm("web", "addvolume"), { ...disk, dryRun: ["All"] })).code).toBe(202);
    expect((await asAdmin("PUT", vm("web", "addvolume"), disk)).code).toBe(202);
    await until("web", (it) => it.status?.volumeStatus?.some(({ name }) => name === "extra") ?? false);
    expect((await asAdmin("PUT", vm("web", "addvolume"), disk)).code).toBe(409);
    expect((await platform.machine("web"))?.spec.template.spec.volumes.map(({ name }) => name)).toEqual(["extra"]);
    expect((await platform.machine("web"))?.status?.conditions?.map(({ type }) => type)).not.toContain(
      "RestartRequired",
    );
    expect((await asAdmin("PUT", vm("web", "removevolume"), { name: "extra" })).code).toBe(202);
    await until("web", (it) => it.status?.volumeStatus?.length === 0);
    expect((await asAdmin("PUT", vm("web", "removevolume"), { name: "extra" })).code).toBe(409);
  });
});

describe("a memory dump", () => {
  it("goes through its phases, and its association can be taken away", async () => {
    await platform.client.create(claims, {
      metadata: { namespace, name: "dump" },
      spec: {
        accessModes: ["ReadWriteOnce"],
        storageClassName: "replicated",
        volumeMode: "Filesystem",
        resources: { requests: { storage: "200Gi" } },
      },
    });
    const machines = platform.client.informer(virtualMachines);
    const untilRequest = (isReached: (request: MemoryDumpRequest | null | undefined) => boolean) =>
      machines.until((list) =>
        list.find(({ metadata, status }) => metadata.name === "web" && isReached(status?.memoryDumpRequest)),
      );
    expect((await asAdmin("PUT", vm("web", "memorydump"), { claimName: "dump" })).code).toBe(202);
    const { status } = await untilRequest((request) => request?.phase === "Completed");
    expect(status?.memoryDumpRequest?.fileName).toMatch(/^web-dump-.*\.memory\.dump$/);
    expect((await asAdmin("PUT", vm("web", "removememorydump"))).code).toBe(202);
    await untilRequest((request) => !request);
  });
});
