import { pino } from "pino";
import { describe, expect, it } from "vitest";
import type { TaskView } from "#lib/create/task.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import type { SharedStore } from "../store/shared-store.ts";
import { createTasks, type TaskProgress } from "./tasks.ts";

const log = pino({ level: "silent" });
const somebody = (name: string): Person => ({
  sessionId: name,
  identity: { issuer: "https://id.example", subject: name, name, groups: [] },
  token: async () => "",
  ended: new AbortController().signal,
});
const ada = somebody("ada");
const plan = {
  run: "r1",
  tenant: "tenant-a",
  vm: "web",
  disks: ["web-system"],
  steps: ["disk", "vm", "import"] as const,
  input: { name: "web" },
};
const never = () => new Promise<void>(() => {});

const follow = (store: SharedStore = createMemoryStore(), everyMs = 60_000) => {
  const tasks = createTasks({ store, log, everyMs });
  const seen: TaskView[] = [];
  const done = Promise.withResolvers<void>();
  const onChange = (task: TaskView) => {
    seen.push(task);
    if (task.state !== "running") done.resolve();
  };
  tasks.subscribe(ada, "tenant-a", { onAll: (all) => all.forEach(onChange), onChange });
  return { tasks, seen, done: done.promise };
};
const states = (task: TaskView | undefined) => task?.steps.map(({ state, progress }) => [state, progress]);
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error) => (error instanceof ProblemError ? error.problem.code : "other"),
  );

describe("tasks", () => {
  it("tells each step to its person, and the end", async () => {
    const { tasks, seen, done } = follow();
    const first = await tasks.start(ada, plan, async ({ begin, percent }: TaskProgress) => {
      begin("disk");
      begin("vm");
      percent(40);
      percent(40);
    });
    expect(first).toMatchObject({ state: "running", vm: "web", problem: null });
    await done;
    expect(seen).toHaveLength(4);
    expect(states(seen[2])).toEqual([
      ["done", null],
      ["running", 40],
      ["waiting", null],
    ]);
    expect(seen.at(-1)).toMatchObject({ state: "done" });
    expect(await tasks.of(ada, "tenant-a")).toHaveLength(1);
  });

  it("names the failed step and the problem, without an exception's words", async () => {
    const { tasks, seen, done } = follow();
    await tasks.start(ada, plan, async ({ begin }) => {
      begin("disk");
      begin("vm");
      throw new Error("10.0.0.7:8186 secret");
    });
    await done;
    expect(seen.at(-1)).toMatchObject({ state: "failed", problem: { code: "internal" } });
    expect(states(seen.at(-1))).toEqual([
      ["done", null],
      ["failed", null],
      ["waiting", null],
    ]);
    expect(JSON.stringify(seen)).not.toContain("secret");
  });

  it("F30: gives the same task to who asks for the same while it runs, on another replica too, and to nobody else", async () => {
    const store = createMemoryStore();
    const [{ tasks }, { tasks: other }] = [follow(store), follow(store)];
    const { id } = await tasks.start(ada, plan, never);
    expect(await other.same(ada, plan)).toMatchObject({ id, state: "running" });
    expect(await other.same(ada, { ...plan, input: { name: "web", start: false } })).toBeNull();
    expect(await other.same(somebody("omar"), plan)).toBeNull();
    expect(await other.same(ada, { ...plan, vm: "db" })).toBeNull();
  });

  it("keeps the problem's own code", async () => {
    const { tasks, seen, done } = follow();
    await tasks.start(ada, plan, async () => {
      throw new ProblemError("quota-exceeded");
    });
    await done;
    expect(seen.at(-1)?.problem?.code).toBe("quota-exceeded");
  });

  it("shows nothing to another person, another group or another tenant", async () => {
    const { tasks } = follow();
    await tasks.start(ada, plan, never);
    expect(await tasks.of(somebody("omar"), "tenant-a")).toEqual([]);
    expect(await tasks.of({ ...ada, identity: { ...ada.identity, groups: ["more"] } }, "tenant-a")).toEqual([]);
    expect(await tasks.of(ada, "tenant-b")).toEqual([]);
  });

  it("refuses a second task of one machine, and a flood, whichever replica is asked", async () => {
    const store = createMemoryStore();
    const [{ tasks }, { tasks: other }] = [follow(store), follow(store)];
    await tasks.start(ada, plan, never);
    expect(await codeOf(other.start(somebody("omar"), plan, never))).toBe("busy");
    for (let n = 1; n < 20; n++) await (n % 2 ? tasks : other).start(ada, { ...plan, vm: `web-${n}` }, never);
    expect(await codeOf(other.start(ada, { ...plan, vm: "web-20" }, never))).toBe("too-many-requests");
    expect(await codeOf(tasks.start(somebody("omar"), { ...plan, vm: "web-20" }, never))).toBeNull();
  });

  it("knows of a stopped run that what it made is gone, on every replica, and of no other", async () => {
    const store = createMemoryStore();
    const [{ tasks, done }, { tasks: other, seen }] = [follow(store), follow(store)];
    const fail = async () => {
      throw new ProblemError("quota-exceeded");
    };
    await tasks.start(ada, plan, fail);
    await done;
    await expect.poll(async () => (await other.of(ada, "tenant-a"))[0]?.state).toBe("failed");
    await other.cleanedUp(ada, "tenant-a", "another-run");
    await other.cleanedUp(somebody("omar"), "tenant-a", plan.run);
    expect((await tasks.of(ada, "tenant-a"))[0]?.isCleanedUp).toBeUndefined();
    await other.cleanedUp(ada, "tenant-a", plan.run);
    expect((await tasks.of(ada, "tenant-a"))[0]).toMatchObject({ state: "failed", isCleanedUp: true });
    expect(seen.at(-1)).toMatchObject({ isCleanedUp: true });
    expect(await codeOf(tasks.start(ada, plan, never))).toBeNull();
  });

  it("makes room for the same machine when it has ended", async () => {
    const { tasks, done } = follow();
    await tasks.start(ada, plan, async () => {});
    await done;
    await expect.poll(() => codeOf(tasks.start(ada, plan, never))).toBeNull();
  });
});

describe("tasks of two replicas", () => {
  it("are followed on either", async () => {
    const store = createMemoryStore();
    const [{ tasks }, { tasks: other, seen, done }] = [follow(store), follow(store)];
    const goOn = Promise.withResolvers<void>();
    await tasks.start(ada, plan, async ({ begin }) => {
      begin("disk");
      await goOn.promise;
    });
    await expect.poll(() => states(seen.at(-1))?.[0]).toEqual(["running", null]);
    expect((await other.of(ada, "tenant-a"))[0]).toMatchObject({ state: "running" });
    goOn.resolve();
    await done;
    expect(seen.at(-1)).toMatchObject({ state: "done" });
  });

  it("are followed without a message too, as one may be lost", async () => {
    const store = { ...createMemoryStore(), publish: async () => {} };
    const [{ tasks }, { done }] = [follow(store), follow(store, 10)];
    await tasks.start(ada, plan, async () => {});
    await done;
  });

  it("F19: are interrupted, not running for ever, when their replica is killed", async () => {
    const clock = { now: 0 };
    const store = createMemoryStore(() => clock.now);
    const killed = follow(store, 1_000_000);
    const { tasks, seen, done } = follow(store, 10);
    await killed.tasks.start(ada, plan, async ({ begin }) => {
      begin("disk");
      await never();
    });
    await expect.poll(() => seen.at(-1)?.state).toBe("running");
    clock.now = 20_000;
    await done;
    expect(seen.at(-1)).toMatchObject({ state: "failed", problem: { code: "interrupted" } });
    expect(states(seen.at(-1))?.[0]).toEqual(["failed", null]);
    expect(await codeOf(tasks.start(ada, plan, never))).toBeNull();
  });

  it("stay running for as long as their replica lives", async () => {
    const clock = { now: 0 };
    const store = createMemoryStore(() => clock.now);
    const { tasks } = follow(store, 5);
    const { id } = await tasks.start(ada, plan, never);
    for (let round = 0; round < 4; round++) {
      clock.now += 19_000;
      await expect.poll(() => store.get(`tasks:one:${id}`)).not.toBeNull();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect((await follow(store).tasks.of(ada, "tenant-a"))[0]).toMatchObject({ state: "running" });
  });
});
