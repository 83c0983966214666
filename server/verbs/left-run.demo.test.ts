import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CreateInput } from "#lib/create/input.ts";
import type { TaskView } from "#lib/create/task.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import { groups, tenant } from "../live/testing-tenant.ts";
import { machineOf } from "./task-board.ts";
import { kinds, noSecrets, type Runs, source, startRuns } from "./testing-runs.ts";

let at: Runs;
beforeAll(async () => {
  at = await startRuns(await startInProcess({ groups }));
});
afterAll(() => at.dispose());

describe("a plan that was left", () => {
  /** Begun by a replica that was killed before the machine was made: of its store nothing is left. */
  const left = async (name: string, change: Partial<CreateInput> = {}) => {
    const one = at.replica();
    const input = at.named(name, change);
    // Its machine's first create is refused, its disk's was refused before.
    await one.create(input);
    return { task: await one.create(input), input };
  };

  it("is found by any replica, goes on there without a secret ever having stood in the cluster", async () => {
    const cloudInit = "#cloud-config\npassword: hunter2\n";
    const { task } = await left("refused-once-b", { cloudInit });
    const root = await at.demo.personOf("root");
    for (const path of kinds.slice(0, 3)) {
      expect(JSON.stringify(await at.demo.services.kube.get(root, path))).not.toContain("hunter2");
    }
    const other = at.replica();
    expect(await at.offered(other, task.vm)).toMatchObject([
      { run: task.run, vm: "refused-once-b", asks: { cloudInit: true, headers: [] }, resumable: true },
    ]);
    const done = await other.resume(task, { cloudInit, headers: [] });
    expect(done.state).toBe("done");
    expect(await at.applicationsOf("refused-once-b")).toEqual([
      "vmdisks/refused-once-b-system",
      "vminstances/refused-once-b",
    ]);
    const machine = await at.demo.services.kube.get(root, [...(kinds[0] ?? fail()), "refused-once-b"]);
    expect(machine).toMatchObject({ spec: { cloudInit } });
    // The annotation stays; it is not offered again, on no replica.
    expect(await at.offered(at.replica(), task.vm)).toEqual([]);
  }, 60_000);

  it("is not offered again once its machine was deleted, and no other of its name takes its disk", async () => {
    const one = at.replica();
    const first = await one.create(at.named("gone-again"));
    const { objects } = (await one.runs.find(at.ada, tenant, first))?.view ?? fail();
    const machine = objects.filter(({ kind }) => kind === "VMInstance");
    await one.cleanUp(at.ada, { tenant, run: first.run, vm: "gone-again", objects: machine, source });
    await expect
      .poll(() => at.applicationsOf("gone-again"), { timeout: 15_000 })
      .toEqual(["vmdisks/gone-again-system"]);
    expect(await at.offered(one, "gone-again")).toEqual([]);
    const takenNames = async () =>
      (await at.demo.ask("ada", "GET", `/api/v1/tenants/${tenant}/catalogue`)).body.takenVmNames;
    await expect.poll(takenNames, { timeout: 15_000 }).not.toContain("gone-again");
    const second = await one.create(at.named("gone-again"));
    expect([second.state, second.disks]).toEqual(["done", ["gone-again-system-1"]]);
    expect(second.run).not.toBe(first.run);
  }, 60_000);

  it("is offered to nobody while somebody works on it", async () => {
    const { task } = await left("refused-once-e");
    const one = at.replica();
    expect(await at.offered(one, task.vm)).toHaveLength(1);
    await one.store.set(machineOf({ tenant, vm: task.vm }), "another replica", 60_000);
    expect(await at.offered(one, task.vm)).toEqual([]);
    await at.cleanedUp(at.replica(), task);
  }, 60_000);

  it("with changed input is another plan, and the first can still be cleaned up", async () => {
    const { task, input } = await left("refused-once-c");
    const one = at.replica();
    const second = await one.create({ ...input, start: false });
    expect(second.disks).toEqual(["refused-once-c-system-1"]);
    expect(second.state).toBe("failed");
    expect((await at.offered(one, task.vm)).map(({ run }) => run)).toEqual([task.run]);
    await one.create({ ...input, start: false });
    // Another machine has the name now: no way on, only out.
    expect(await at.offered(one, task.vm)).toMatchObject([{ run: task.run, resumable: false }]);
    const { objects } = (await one.runs.find(at.ada, tenant, task))?.view ?? fail();
    expect(objects.map(({ name }) => name)).toEqual(["refused-once-c-system"]);
    await one.cleanUp(at.ada, { tenant, run: task.run, vm: task.vm, objects, source });
    await expect
      .poll(() => at.applicationsOf("refused-once-c"), { timeout: 15_000 })
      .toEqual(["vmdisks/refused-once-c-system-1", "vminstances/refused-once-c"]);
  }, 60_000);

  it("is nobody's to resume without the right, and not to clean up", async () => {
    const { task } = await left("refused-once-d");
    const one = at.replica();
    const { objects } = (await one.runs.find(at.ada, tenant, task))?.view ?? fail();
    for (const who of ["omar", "vera"] as const) {
      const person = await at.demo.personOf(who);
      const resuming = one.creator.resume(person, { tenant, run: task.run, vm: task.vm, secrets: noSecrets, source });
      await expect(resuming, who).rejects.toMatchObject({ problem: { code: "forbidden" } });
      const answer = await one.cleanUp(person, { tenant, run: task.run, vm: task.vm, objects, source });
      expect(answer.kept.map(({ why }) => why)).toEqual(["forbidden"]);
    }
    await expect(one.runs.find(await at.demo.personOf("eve"), tenant, task)).rejects.toMatchObject({
      problem: { code: "forbidden" },
    });
    await at.cleanedUp(one, task);
  }, 60_000);
});

describe("cleaning up", () => {
  it("deletes nothing that another run made, that changed meanwhile, or that another machine has", async () => {
    const one = at.replica();
    const mine = await one.create(at.named("mine"));
    const other = await one.create(at.named("other"));
    const objectsOf = async (task: TaskView) => (await one.runs.find(at.ada, tenant, task))?.view.objects ?? [];
    const wrong = await one.cleanUp(at.ada, {
      tenant,
      run: mine.run,
      vm: "mine",
      objects: await objectsOf(other),
      source,
    });
    expect(wrong.kept.map(({ name, why }) => [name, why])).toEqual([
      ["other", "changed"],
      ["other-system", "in-use"],
    ]);
    const replaced = (await objectsOf(mine)).map((object) => ({ ...object, uid: "00000000" }));
    const stale = await one.cleanUp(at.ada, { tenant, run: mine.run, vm: "mine", objects: replaced, source });
    expect(stale.kept.map(({ why }) => why)).toEqual(["changed", "in-use"]);
    const disk = (await objectsOf(mine)).filter(({ kind }) => kind === "VMDisk");
    const used = await one.cleanUp(at.ada, { tenant, run: mine.run, vm: "mine", objects: disk, source });
    expect(used.kept).toEqual([{ kind: "VMDisk", name: "mine-system", why: "in-use" }]);
    expect(await at.applicationsOf("mine")).toEqual(["vmdisks/mine-system", "vminstances/mine"]);
    expect(await at.applicationsOf("other")).toEqual(["vmdisks/other-system", "vminstances/other"]);
  }, 60_000);

  it("waits for no plan that is under way: it is refused", async () => {
    const one = at.replica();
    const task = await one.creator.create(at.ada, { tenant, body: at.named("busy-one"), source });
    const asked = { tenant, run: task.run, vm: "busy-one", objects: [], source };
    await expect(one.cleanUp(at.ada, asked)).rejects.toMatchObject({ problem: { code: "busy" } });
    await one.ended(task);
  }, 60_000);
});

describe("the same create twice", () => {
  it("F30: a double click is one run, on one replica or two", async () => {
    const one = at.replica();
    const two = at.replica(one.store);
    const body = at.named("double");
    const asked = { tenant, body, source };
    const tasks = await Promise.all([
      one.creator.create(at.ada, asked),
      one.creator.create(at.ada, asked),
      two.creator.create(at.ada, asked),
    ]);
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(1);
    const [task] = tasks;
    expect(await one.ended(task)).toMatchObject({ state: "done", problem: null });
    expect(await at.applicationsOf("double")).toEqual(["vmdisks/double-system", "vminstances/double"]);
  }, 60_000);

  it("is not the same with another input, or by another person", async () => {
    const one = at.replica();
    const task = await one.creator.create(at.ada, { tenant, body: at.named("single"), source });
    const changed = { ...at.named("single"), start: false };
    await expect(one.creator.create(at.ada, { tenant, body: changed, source })).rejects.toMatchObject({
      problem: { code: expect.stringMatching(/^(busy|conflict)$/) },
    });
    await one.ended(task);
  }, 60_000);
});

const fail = (): never => {
  throw new Error("it is not there");
};
