import { describe, expect, it } from "vitest";
import type { Problem, ProblemCode } from "../../api/problem.ts";
import { accessWith } from "./access.ts";
import { type BulkAction, createBulk, failedOf, planBulk, undoOf } from "./bulk.ts";
import { rowOf } from "./row.fixture.ts";

const all = accessWith(() => true);
const problem = (code: ProblemCode, retryAfterSeconds?: number): Problem => ({
  type: "about:blank",
  status: 0,
  code,
  ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
});

/** A bulk whose requests are answered by hand, in any order. */
const bulk = (answers: Record<string, (Problem | null)[]> = {}) => {
  const sent: string[] = [];
  const waited: number[] = [];
  let under = 0;
  let most = 0;
  const made = createBulk({
    send: async (action: BulkAction, row) => {
      sent.push(`${action} ${row.name}`);
      most = Math.max(most, ++under);
      await Promise.resolve();
      under -= 1;
      const answer = answers[row.name]?.shift();
      if (answer) throw answer;
    },
    // What these requests throw is a problem.
    problemOf: (error) => error as Problem,
    wait: async (ms) => void waited.push(ms),
    atOnce: 3,
  });
  return { ...made, sent, waited, most: () => most };
};
const states = (run: ReturnType<ReturnType<typeof bulk>["getSnapshot"]>) =>
  run?.items.map(({ row, state }) => `${row.name} ${state}`);

describe("planBulk", () => {
  it("says of each machine that it leaves alone why", () => {
    const rows = [rowOf("on"), rowOf("off", "stopped"), { ...rowOf("leaving"), deleting: true }];
    const plan = planBulk("stop", rows, () => all);
    expect(plan.rows.map(({ name }) => name)).toEqual(["on"]);
    expect(plan.skipped.map(({ row, reason }) => [row.name, reason])).toEqual([
      ["off", "already-stopped"],
      ["leaving", "deleting"],
    ]);
  });

  it("asks the rights of each machine by its name", () => {
    const none = accessWith(() => false);
    const plan = planBulk("delete", [rowOf("mine"), rowOf("theirs")], (name) => (name === "mine" ? all : none));
    expect(plan.rows.map(({ name }) => name)).toEqual(["mine"]);
    expect(plan.skipped[0]?.reason).toBe("role-may-not-delete");
  });
});

describe("a bulk action", () => {
  it("sends each once, a few at a time, and tells of each", async () => {
    const one = bulk({ c: [problem("forbidden")] });
    const rows = ["a", "b", "c", "d", "e", "f"].map((name) => rowOf(name));
    const seen: (string[] | undefined)[] = [];
    one.subscribe(() => seen.push(states(one.getSnapshot())));
    await one.begin("stop", rows, [{ row: rowOf("off"), reason: "already-stopped" }]);
    expect(one.sent).toHaveLength(6);
    expect(one.most()).toBe(3);
    expect(seen[0]).toEqual([...rows.map(({ name }) => `${name} waiting`), "off skipped"]);
    expect(one.getSnapshot()?.isOver).toBe(true);
    expect(states(one.getSnapshot())).toEqual([
      "a done",
      "b done",
      "c failed",
      "d done",
      "e done",
      "f done",
      "off skipped",
    ]);
  });

  it("waits as long as the server asks for, and gives up in the end", async () => {
    const one = bulk({
      limited: [problem("too-many-requests", 7)],
      busy: Array.from({ length: 9 }, () => problem("busy", 30)),
      lost: [problem("timeout")],
    });
    await one.begin("delete", [rowOf("limited"), rowOf("busy"), rowOf("lost")]);
    expect(states(one.getSnapshot())).toEqual(["limited done", "busy failed", "lost failed"]);
    expect(one.waited.filter((ms) => ms === 7_000)).toHaveLength(1);
    // What nobody knows the end of is not sent twice by itself.
    expect(one.sent.filter((text) => text === "delete lost")).toHaveLength(1);
    expect(one.sent.filter((text) => text === "delete busy").length).toBeLessThan(6);
  });

  it("can be tried again where it failed, and taken back where it was done", async () => {
    const one = bulk({ b: [problem("unavailable")] });
    await one.begin("start", [rowOf("a"), rowOf("b")]);
    const run = one.getSnapshot();
    if (!run) throw new Error("it has run");
    expect(failedOf(run).map(({ name }) => name)).toEqual(["b"]);
    const undo = undoOf(run);
    expect([undo?.action, undo?.rows.map(({ name }) => name)]).toEqual(["stop", ["a"]]);
    expect(undoOf({ ...run, action: "stop" })?.action).toBe("start");
    expect(undoOf({ ...run, action: "restart" })).toBeNull();
    expect(undoOf({ ...run, action: "delete" })).toBeNull();
    expect(undoOf({ ...run, isOver: false })).toBeNull();
  });

  it("that was dismissed says nothing more, and goes on", async () => {
    const one = bulk();
    const running = one.begin("stop", [rowOf("a"), rowOf("b"), rowOf("c"), rowOf("d")]);
    one.dismiss();
    await running;
    expect(one.getSnapshot()).toBeNull();
    expect(one.sent).toHaveLength(4);
  });
});
