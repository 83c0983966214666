import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ProblemError } from "../http/problem-error.ts";
import { added, end, openSource, saying, tableOf } from "./testing-source.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const isAggregated = true;

it("F02: a watch of the aggregated server that ends is opened anew and compared: nothing flickers", async () => {
  const { source, asked, changes } = openSource({
    isAggregated,
    table: async () => tableOf({ a: "1", b: "1" }),
    watch: (options, _from, count) =>
      saying(...added(...(count === 0 ? ["a", "b"] : ["a", "c"])), end, 20_000, null)(options),
  });
  await pass(30_000);
  expect(asked).toEqual(["replay", "replay"]);
  expect(changes).toEqual(["+a", "+b", "+c", "-b"]);
  source.dispose();
});

it("a replay that says nothing of its end is over when it is silent and names and versions agree", async () => {
  const asPromised = openSource({ isAggregated, table: async () => tableOf({ a: "1" }), watch: saying(...added("a")) });
  await pass(1_900);
  expect(asPromised.source.hasRead).toBe(false);
  await pass(200);
  expect([asPromised.source.hasRead, asPromised.asked]).toEqual([true, ["replay", "table"]]);
  asPromised.source.dispose();
});

it("F43: a replay that is only slow is not taken for an empty list", async () => {
  const { source, names } = openSource({
    isAggregated,
    table: async () => tableOf({ a: "1", b: "1" }),
    watch: saying(7_000, ...added("a"), 5_000, ...added("b")),
  });
  for (const _ of [1, 2, 3, 4]) {
    await pass(3_000);
    expect(source.hasRead).toBe(false);
  }
  await pass(4_000);
  expect([source.hasRead, names()]).toEqual([true, ["a", "b"]]);
  source.dispose();
});

it("a platform that knows no tables is believed when it falls silent", async () => {
  const { source } = openSource({
    isAggregated,
    table: async () => {
      throw new ProblemError("unsupported", { about: "pods list" });
    },
    watch: saying(),
  });
  await pass(2_100);
  expect([source.hasRead, source.state.status]).toEqual([true, "ready"]);
  source.dispose();
});

it("finds within a minute what the watch did not say was deleted, without opening it anew", async () => {
  const { source, asked, names } = openSource({
    isAggregated,
    table: async () => tableOf({ a: "1" }),
    watch: saying(...added("a", "gone"), end),
  });
  await pass(51_000);
  expect([names(), asked]).toEqual([["a"], ["replay", "table"]]);
  source.dispose();
});

it("reads everything anew when something came or changed that the watch did not speak of", async () => {
  const tables: Record<string, string>[] = [{ a: "1" }, { a: "2" }, { a: "2" }, { a: "2", lost: "3" }];
  let reads = 0;
  const { source, asked } = openSource({
    isAggregated,
    table: async () => tableOf(tables[reads++] ?? {}),
    watch: saying(...added("a"), end),
  });
  await pass(51_000);
  expect(asked).toEqual(["replay", "table"]);
  await pass(53_000);
  expect(asked).toEqual(["replay", "table", "table", "replay"]);
  await pass(106_000);
  expect(asked).toEqual(["replay", "table", "table", "replay", "table", "table", "replay"]);
  source.dispose();
});

it("believes the watch: versions that differ say nothing about an object it spoke of, nor does a Table that lags", async () => {
  let version = 0;
  const { source, asked, names } = openSource({
    isAggregated,
    // It never has `new`: its cache lags behind the watch that speaks of it again and again.
    table: async () => tableOf({ a: String(version++) }),
    watch: saying(...added("a"), end, ...Array.from({ length: 300 }, () => [1_000, ...added("a", "new")]).flat()),
  });
  await pass(200_000);
  expect(asked.filter((one) => one === "replay")).toHaveLength(1);
  expect(names()).toEqual(["a", "new"]);
  source.dispose();
});

it("F05: asks later when the Table is refused for now, and keeps the watch", async () => {
  let refusals = 1;
  const { source, asked, names } = openSource({
    isAggregated,
    table: async () => {
      if (refusals-- > 0) throw new ProblemError("too-many-requests", { about: "pods list", retryAfterSeconds: 7 });
      return tableOf({ a: "1" });
    },
    watch: saying(...added("a", "gone"), end),
  });
  await pass(105_000);
  expect([asked, names(), source.state.status]).toEqual([["replay", "table", "table"], ["a"], "ready"]);
  source.dispose();
});
