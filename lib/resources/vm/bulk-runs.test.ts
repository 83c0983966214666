import { expect, it } from "vitest";
import { type BulkRun, createBulk } from "./bulk.ts";
import { createBulkRuns, percentOfRun, tallyOf } from "./bulk-runs.ts";
import { rowOf } from "./row.fixture.ts";

/** A bulk whose requests the test answers. */
const start = () => {
  const runs = createBulkRuns();
  const answers = new Map<string, (isFine: boolean) => void>();
  const make = () =>
    createBulk({
      send: (_action, { name }) =>
        new Promise<void>((resolve, reject) =>
          answers.set(name, (isFine) => (isFine ? resolve() : reject(new Error("no")))),
        ),
      problemOf: () => ({ type: "about:blank", status: 403, code: "forbidden" }),
      wait: async () => {},
    });
  return { runs, make, answer: (name: string, isFine = true) => answers.get(name)?.(isFine) };
};

it("a tenant's bulk is the same for every page, and tells what became of it after the page that began it", async () => {
  const { runs, make, answer } = start();
  let told = 0;
  runs.subscribe(() => void told++);
  const bulk = runs.of("tenant-a", make);
  expect([runs.of("tenant-a", make) === bulk, runs.of("tenant-b", make) === bulk]).toEqual([true, false]);
  expect(runs.getSnapshot()).toEqual([]);
  const over = bulk.begin("stop", [rowOf("one"), rowOf("two")]);
  expect(runs.getSnapshot()).toMatchObject([{ tenant: "tenant-a", run: { action: "stop", isOver: false } }]);
  answer("one");
  answer("two", false);
  await over;
  const [shown] = runs.getSnapshot();
  expect(shown?.run.isOver).toBe(true);
  expect(shown?.run.items.map(({ row, state }) => [row.name, state])).toEqual([
    ["one", "done"],
    ["two", "failed"],
  ]);
  expect(told).toBeGreaterThan(2);
  runs.dismiss("tenant-a");
  runs.dismiss("tenant-unknown");
  expect(runs.getSnapshot()).toEqual([]);
});

it("counts what was asked, and of what was left alone only that it was", () => {
  const row = rowOf("x");
  const problem = { type: "about:blank", status: 0, code: "internal" } as const;
  const run: BulkRun = {
    action: "start",
    isOver: false,
    items: [
      { row, state: "done" },
      { row, state: "failed", problem },
      { row, state: "sending" },
      { row, state: "waiting" },
      { row, state: "skipped", reason: "already-running" },
    ],
  };
  expect([tallyOf(run), percentOfRun(run)]).toEqual([{ done: 1, failed: 1, skipped: 1, total: 4 }, 50]);
  expect(percentOfRun({ ...run, items: [] })).toBe(100);
});
