import { afterEach, beforeEach, expect, it, vi } from "vitest";
import * as z from "zod";
import { parseList } from "#lib/resources/kube-object.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Kube, ReadOptions, WatchEvent } from "../kube/api.ts";
import { createLog } from "../log.ts";
import { watchSource } from "./watch-source.ts";

const schema = z.object({ metadata: z.object({ name: z.string() }) });
const person: Person = {
  sessionId: "s",
  identity: { issuer: "i", subject: "ada", name: "ada", groups: [] },
  token: async () => "t",
  ended: new AbortController().signal,
};
const listOf = (...names: string[]) => ({
  metadata: { resourceVersion: "5" },
  items: names.map((name) => ({ metadata: { name } })),
});
const until = (signal: AbortSignal | undefined) =>
  new Promise<void>((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true }));
const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
/** A watch that ends after a while, having said something last. */
const watchThat = (lasts: (options: ReadOptions) => Promise<void>, ...events: WatchEvent[]) =>
  async function* (options: ReadOptions): AsyncGenerator<WatchEvent> {
    await lasts(options);
    yield* events;
  };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A source over a cluster that the test plays; every list and watch is noted. */
const open = (cluster: {
  list: (options: ReadOptions) => Promise<unknown>;
  watch?: (options: ReadOptions) => AsyncIterable<WatchEvent>;
  isAggregated?: boolean;
}) => {
  const asked: string[] = [];
  const lines: string[] = [];
  const waits: (number | undefined)[] = [];
  const silent = watchThat(({ signal }) => until(signal));
  const kube: Kube = {
    get: (_person, _path, options = {}) => {
      asked.push("list");
      return cluster.list(options);
    },
    watch: (_person, _path, options = {}) => {
      asked.push(`watch ${options.query?.resourceVersion}`);
      return (cluster.watch ?? silent)(options);
    },
    write: async () => null,
  };
  const source = watchSource({
    kube,
    log: createLog("info", { write: (line: string) => void lines.push(line) }),
    retry: async ({ retryAfterSeconds }, _failures, signal) => {
      waits.push(retryAfterSeconds);
      await until(AbortSignal.any([signal, AbortSignal.timeout(0)]));
    },
    person: () => person,
    path: ["api", "v1", "namespaces", "tenant-acme", "pods"],
    parse: (object) => schema.safeParse(object).data ?? null,
    parseAll: (answer) => parseList(schema, answer),
    onChange: () => {},
    onState: () => {},
    isAggregated: cluster.isAggregated ?? false,
  });
  return { source, asked, lines, waits };
};

it.each([true, false])(
  "notices within a minute that nothing comes any more, and keeps what it knew (F09, aggregated %s)",
  async (isAggregated) => {
    let isHalfOpen = false;
    const list = async ({ timeoutMs = 30_000 }: ReadOptions) => {
      if (!isHalfOpen) return listOf("web");
      await after(timeoutMs);
      throw new ProblemError("timeout", { about: "pods list" });
    };
    const { source, asked } = open({ list, isAggregated });
    await vi.advanceTimersByTimeAsync(0);
    expect([source.state.status, asked]).toEqual(["ready", ["list", "watch 5"]]);
    isHalfOpen = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([source.state.status, [...source.items.keys()]]).toEqual(["down", ["web"]]);
    source.dispose();
  },
);

it("F02: goes on from the last version after a clean end, without a list", async () => {
  const watch = watchThat(() => after(25_000), { type: "BOOKMARK", object: { metadata: { resourceVersion: "9" } } });
  const { source, asked } = open({ list: async () => listOf("web"), watch });
  await vi.advanceTimersByTimeAsync(26_000);
  expect(asked).toEqual(["list", "watch 5", "watch 9"]);
  source.dispose();
});

it("F03: takes 410 and watches that end at once for what they are: a new list, no outage", async () => {
  let watches = 0;
  const watch = (options: ReadOptions): AsyncIterable<WatchEvent> => {
    watches += 1;
    if (watches % 2 === 0) throw new ProblemError("conflict", { about: "pods watch" });
    return watchThat(watches < 9 ? () => after(0) : ({ signal }) => until(signal))(options);
  };
  const { source, lines, asked } = open({ list: async () => listOf("web"), watch });
  vi.useRealTimers();
  await vi.waitFor(() => expect(asked.filter((one) => one.startsWith("watch"))).toHaveLength(9));
  expect([source.state.status, lines]).toEqual(["ready", []]);
  source.dispose();
});

it("is down when the cluster refuses the token again, not when one session ends", async () => {
  let refusals = 1;
  const list = async () => {
    if (refusals-- > 0) throw new ProblemError("session-ended", { about: "pods list" });
    return listOf("web");
  };
  const once = open({ list });
  vi.useRealTimers();
  await vi.waitFor(() => expect(once.source.state.status).toBe("ready"));
  expect(once.lines).toEqual([]);
  once.source.dispose();
  refusals = Number.POSITIVE_INFINITY;
  const refused = open({ list });
  await vi.waitFor(() => expect(refused.source.state.status).toBe("down"));
  refused.source.dispose();
});

it("lists the aggregated server again after every watch, for what its watch lost", async () => {
  let names = ["web", "gone"];
  const watch = watchThat(() => after(25_000));
  const { source, asked } = open({ list: async () => listOf(...names), watch, isAggregated: true });
  await vi.advanceTimersByTimeAsync(0);
  names = ["web"];
  await vi.advanceTimersByTimeAsync(26_000);
  expect(asked).toEqual(["list", "watch 5", "list", "watch 5"]);
  expect([...source.items.keys()]).toEqual(["web"]);
  source.dispose();
});

it("F05: waits as long as it is told to, and logs upstream's reason once", async () => {
  let answers = 0;
  const list = async () => {
    answers += 1;
    if (answers > 3) return listOf();
    const cause = new Error("upstream 429: slow down");
    throw new ProblemError("too-many-requests", { about: "pods list", retryAfterSeconds: 7, cause });
  };
  const { source, lines, waits } = open({ list });
  vi.useRealTimers();
  await vi.waitFor(() => expect(source.state.status).toBe("ready"));
  expect(waits).toEqual([7, 7, 7]);
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(["a list cannot be read", "a list is read again"]);
  expect(lines[0]).toContain("slow down");
  source.dispose();
});
