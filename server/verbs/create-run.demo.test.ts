import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { copiesOf, plansOf } from "#lib/create/copies.ts";
import { systemDiskOf } from "#lib/create/disks.ts";
import { disksToInstall } from "#lib/create/installers.ts";
import { type LateCause, lateCauseOf } from "#lib/create/late-error.ts";
import type { CreateStepId } from "#lib/create/task.ts";
import { yamlOf } from "#lib/create/yaml.ts";
import { gibibyte } from "#lib/resources/quantity.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, tenant } from "../live/testing-tenant.ts";
import { failedStep, type Runs, source, startRuns } from "./testing-runs.ts";

let at: Runs;
beforeAll(async () => {
  at = await startRuns(await startInProcess({ groups }));
});
afterAll(() => at.dispose());

describe("a plan of which a step fails", () => {
  it.each<[string, CreateStepId, LateCause | null]>([
    ["install-fails-once", "data-volume", null],
    ["import-fails-once", "import", "source-missing"],
    ["unschedulable-once", "schedule", "no-room"],
    ["crash-once", "boot", "guest-crashes"],
    ["no-address-once", "address", "no-address"],
  ])(
    "%s: stops at %s with its cause, is all known, goes on to the end, and is cleaned up to nothing",
    async (name, step, cause) => {
      const one = at.replica();
      const first = await one.create(at.named(name, { exposure: at.base.exposure }));
      expect([first.state, failedStep(first)], JSON.stringify(first)).toEqual(["failed", step]);
      expect(lateCauseOf(first.problem?.detail ?? "")).toBe(cause);
      const found = await one.runs.find(at.ada, tenant, first);
      const known = (found?.view.objects ?? []).map(
        (object) => `${object.kind === "VMDisk" ? "vmdisks" : "vminstances"}/${object.name}`,
      );
      expect(known.sort()).toEqual(await at.applicationsOf(name));

      let last = first;
      // The platform gets over it by itself; a step that begins too early says so once more.
      while (last.state === "failed") last = await one.resume(last);
      expect(last.steps.map(({ state }) => state)).toEqual(Array(8).fill("done"));
      expect(await at.applicationsOf(name)).toEqual([`vmdisks/${name}-system`, `vminstances/${name}`]);
      await at.cleanedUp(one, last);
    },
    60_000,
  );

  it("refused-once: leaves nothing where nothing was made, then what was, and ends with one of each", async () => {
    const one = at.replica();
    const input = at.named("refused-once");
    const first = await one.create(input);
    expect([first.state, failedStep(first)]).toEqual(["failed", "disk"]);
    expect(await at.leftOf("refused-once")).toEqual([]);
    expect(await one.runs.find(at.ada, tenant, first)).toBeNull();
    const second = await one.create(input);
    expect([second.state, failedStep(second)]).toEqual(["failed", "vm"]);
    expect(await at.applicationsOf("refused-once")).toEqual(["vmdisks/refused-once-system"]);
    const third = await one.create(input);
    expect([third.state, third.run]).toEqual(["done", second.run]);
    expect(await at.applicationsOf("refused-once")).toEqual([
      "vmdisks/refused-once-system",
      "vminstances/refused-once",
    ]);
  }, 60_000);

  it("a disk's own name is its own again when the same is asked for anew, and taken for everybody else", async () => {
    const one = at.replica();
    const name = "refused-once-own-root";
    const disks = at.base.disks.map((disk) => (disk.kind === "new" ? { ...disk, name } : disk));
    const input = at.named("refused-once-own", { disks });
    const left = () => at.applicationsOf("refused-once-own");
    for (const made of [[], [`vmdisks/${name}`]]) {
      expect((await one.create(input)).state).toBe("failed");
      expect(await left()).toEqual(made);
    }
    const other = one.creator.create(at.ada, { tenant, body: at.named("other", { disks }), source });
    await expect(other).rejects.toMatchObject({ problem: { fields: [{ path: "disks.0.name", rule: "nameTaken" }] } });
    expect((await one.create(input)).state).toBe("done");
    expect(await left()).toEqual([`vmdisks/${name}`, "vminstances/refused-once-own"]);
  }, 60_000);

  it("mute-guest: is done all the same, and says that nothing answered", async () => {
    const task = await at.replica().create(at.named("mute-guest", { exposure: at.base.exposure }));
    expect(task.state).toBe("done");
    expect(task.steps.at(-1)).toEqual({ id: "answer", state: "skipped", progress: null, note: "no-answer" });
  }, 60_000);

  it("several machines are what the text of all of them says, object by object", async () => {
    const data = { kind: "new", part: "data", source: { kind: "empty" }, sizeBytes: gibibyte } as const;
    const more = { ...data, storageClass: "replicated", optical: false, bus: "", name: "several-logs" } as const;
    const input = at.named("several", { disks: [...at.base.disks, more], start: false });
    const text = yamlOf(...plansOf(input, 2, tenant, await at.catalogue()));
    const one = at.replica();
    for (const each of copiesOf(input, 2)) expect((await one.create(each)).state).toBe("done");
    const said = parseAllDocuments(text).map((document) => document.toJS());
    const made = await at.objectsOf("several");
    expect(Object.keys(made).sort()).toEqual(said.map(({ metadata }) => metadata.name).sort());
    expect(made).toMatchObject(Object.fromEntries(said.map((one) => [one.metadata.name, one])));
  }, 60_000);

  it("what is installed by hand is said to be so, and nobody waits for an answer of it", async () => {
    const sent = { kind: "image" as const, name: "proxmox-9" };
    const disc = { kind: "new" as const, source: sent, sizeBytes: 2 * gibibyte };
    const disks = disksToInstall(disc, { storageClass: "replicated", driversUrl: null });
    const one = at.replica();
    const task = await one.create(at.named("by-hand", { disks, profile: "debian", exposure: at.base.exposure }));
    expect([task.state, task.installs]).toEqual(["done", true]);
    expect(task.steps.map(({ id }) => id)).not.toContain("answer");
    expect(await at.applicationsOf("by-hand")).toEqual([
      ...["vmdisks/by-hand-installer", "vmdisks/by-hand-system", "vminstances/by-hand"],
    ]);
    await at.cleanedUp(one, task);
  }, 60_000);

  it("a role that may not forward ports is not asked for, and told so", async () => {
    const { access } = at.demo.services;
    const withoutPorts: typeof access = async (...asked) => {
      const view = await access(...asked);
      return { ...view, vms: { ...view.vms, portForward: false } };
    };
    const one = at.replica(undefined, undefined, { access: withoutPorts });
    const task = await one.create(at.named("unasked", { exposure: at.base.exposure }));
    expect([task.state, task.steps.at(-1)?.note]).toEqual(["done", "not-asked"]);
    await at.cleanedUp(one, task);
  }, 60_000);

  it("import-breaks: a machine whose disk is lost for good is cleaned up, an existing disk is not", async () => {
    await at.demo.write(tenant, "vmdisks", "VMDisk", "kept-disk", { storage: "1Gi", storageClass: "replicated" });
    const isReady = async () => (await at.catalogue()).disks.some(({ name, ready }) => name === "kept-disk" && ready);
    await expect.poll(isReady, { timeout: 15_000 }).toBe(true);
    const one = at.replica();
    const disks = [...at.named("import-breaks").disks, { kind: "existing", name: "kept-disk", bus: "" } as const];
    const task = await one.create(at.named("import-breaks", { disks }));
    expect([failedStep(task), lateCauseOf(task.problem?.detail ?? "")]).toEqual(["import", "image-too-large"]);
    const found = await one.runs.find(at.ada, tenant, task);
    expect(found?.view.objects.map(({ name }) => name)).toEqual(["import-breaks", "import-breaks-system"]);
    await at.cleanedUp(one, task);
    expect(await at.applicationsOf("kept-disk")).toEqual(["vmdisks/kept-disk"]);
  }, 60_000);
});

it("an address that the quota does not give is said so", async () => {
  const whole = { exposure: { kind: "whole" } } as const;
  const taken = ["whole-1", "whole-2", "whole-3", "whole-4"];
  for (const name of taken) await at.demo.write(tenant, "vminstances", "VMInstance", name, external);
  const one = at.replica();
  await expect
    .poll(async () => (await at.leftOf("whole-")).filter((item) => item.startsWith("services/")).length, {
      timeout: 15_000,
    })
    .toBeGreaterThan(2);
  const task = await one.create(at.named("too-many", whole));
  expect([task.problem?.code, lateCauseOf(task.problem?.detail ?? "")]).toEqual(["quota-exceeded", "quota"]);
  await at.cleanedUp(one, task);
}, 60_000);

it("a disk that is smaller than its image is said so", async () => {
  const disk = systemDiskOf(at.base) ?? fail();
  // What the catalogue knew when it was asked is not what the platform has now.
  const one = at.replica(undefined, async () => {
    const known = await at.catalogue();
    return { ...known, images: known.images.map((image) => ({ ...image, minimumBytes: 1 })) };
  });
  const task = await one.create(at.named("too-small", { disks: [{ ...disk, sizeBytes: 2 ** 30 }] }));
  expect([failedStep(task), lateCauseOf(task.problem?.detail ?? "")]).toEqual(["import", "image-too-large"]);
  await at.cleanedUp(one, task);
}, 60_000);

const external = { external: true, externalMethod: "WholeIP", runStrategy: "Halted", instanceProfile: "linux" };

const fail = (): never => {
  throw new Error("it is not there");
};
