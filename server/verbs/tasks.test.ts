import { describe, expect, it } from "vitest";
import type { TaskView } from "#lib/create/task.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import { createTasks, type TaskProgress } from "./tasks.ts";

const somebody = (name: string): Person => ({
  sessionId: name,
  identity: { issuer: "https://id.example", subject: name, name, groups: [] },
  token: async () => "",
  ended: new AbortController().signal,
});
const ada = somebody("ada");
const plan = { tenant: "tenant-a", vm: "web", disks: ["web-system"], steps: ["disk", "vm", "import"] as const };

const follow = () => {
  const tasks = createTasks();
  const seen: TaskView[] = [];
  const done = Promise.withResolvers<void>();
  tasks.subscribe(ada, "tenant-a", (task) => {
    seen.push(task);
    if (task.state !== "running") done.resolve();
  });
  return { tasks, seen, done: done.promise };
};
const states = (task: TaskView | undefined) => task?.steps.map(({ state, progress }) => [state, progress]);

describe("tasks", () => {
  it("tells each step to its person, and the end", async () => {
    const { tasks, seen, done } = follow();
    const first = tasks.start(ada, plan, async ({ begin, percent }: TaskProgress) => {
      begin("disk");
      begin("vm");
      percent(40);
    });
    expect(first).toMatchObject({ state: "running", vm: "web", problem: null });
    await done;
    expect(states(seen[2])).toEqual([
      ["done", null],
      ["running", 40],
      ["waiting", null],
    ]);
    expect(seen.at(-1)).toMatchObject({ state: "done" });
    expect(tasks.of(ada, "tenant-a")).toHaveLength(1);
  });

  it("names the failed step and the problem, without an exception's words", async () => {
    const { tasks, seen, done } = follow();
    tasks.start(ada, plan, async ({ begin }) => {
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

  it("keeps the problem's own code", async () => {
    const { tasks, seen, done } = follow();
    tasks.start(ada, plan, async () => {
      throw new ProblemError("quota-exceeded");
    });
    await done;
    expect(seen.at(-1)?.problem?.code).toBe("quota-exceeded");
  });

  it("shows nothing to another person, another group or another tenant", () => {
    const { tasks } = follow();
    tasks.start(ada, plan, () => new Promise(() => {}));
    expect(tasks.of(somebody("omar"), "tenant-a")).toEqual([]);
    expect(tasks.of({ ...ada, identity: { ...ada.identity, groups: ["more"] } }, "tenant-a")).toEqual([]);
    expect(tasks.of(ada, "tenant-b")).toEqual([]);
  });

  it("refuses a second task of one machine, and a flood", () => {
    const { tasks } = follow();
    const never = () => new Promise<void>(() => {});
    const codeOf = (begin: () => unknown) => {
      try {
        begin();
        return null;
      } catch (error) {
        return error instanceof ProblemError ? error.problem.code : "other";
      }
    };
    tasks.start(ada, plan, never);
    expect(codeOf(() => tasks.start(somebody("omar"), plan, never))).toBe("busy");
    for (let n = 1; n < 20; n++) tasks.start(ada, { ...plan, vm: `web-${n}` }, never);
    expect(codeOf(() => tasks.start(ada, { ...plan, vm: "web-20" }, never))).toBe("too-many-requests");
    expect(codeOf(() => tasks.start(somebody("omar"), { ...plan, vm: "web-20" }, never))).toBeNull();
  });
});
