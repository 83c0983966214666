import { describe, expect, it, vi } from "vitest";
import { rowOf } from "../resources/vm/row.fixture.ts";
import type { VmListView, VmRow } from "../resources/vm/view.ts";
import { fullJitter } from "./back-off.ts";
import type { Problem, ProblemCode } from "./problem.ts";
import { createTenantStream, type EventSourceLike, mostSilentMs, type StreamTransport } from "./stream.ts";
import type { StreamEvent } from "./stream-events.ts";

class FakeSource implements EventSourceLike {
  readyState = 0;
  isClosed = false;
  readonly #listeners = new Map<string, (event: { data?: unknown }) => void>();
  addEventListener(type: string, listener: (event: { data?: unknown }) => void) {
    this.#listeners.set(type, listener);
  }
  close() {
    this.isClosed = true;
  }
  emit(type: string, data?: unknown) {
    this.#listeners.get(type)?.({ data });
  }
  send(event: StreamEvent) {
    this.emit(event.type, JSON.stringify(event));
  }
  fail(readyState: 0 | 2) {
    this.readyState = readyState;
    this.emit("error");
  }
}

const list = (version: number, ...rows: VmRow[]): VmListView => ({ epoch: "e", version, rows, missing: [], asOf: "t" });
const delta = (version: number, upsert: VmRow[], remove: string[] = []): StreamEvent => ({
  type: "delta",
  version,
  asOf: "t2",
  upsert,
  remove,
  missing: [],
});

const start = (refused: ProblemCode | null = null, more: Partial<Problem> = {}) => {
  const refusal: Problem | null = refused && { type: "about:blank", status: 0, code: refused, ...more };
  const sources: FakeSource[] = [];
  type Timer = { run: () => void; afterMs: number; isCancelled: boolean };
  const timers: Timer[] = [];
  const watchdogs: Timer[] = [];
  const transport: StreamTransport = {
    open: () => {
      const source = new FakeSource();
      sources.push(source);
      return source;
    },
    whyRefused: async () => refusal,
    setTimer: (run, afterMs) => {
      const timer = { run, afterMs, isCancelled: false };
      (afterMs === mostSilentMs ? watchdogs : timers).push(timer);
      return () => {
        timer.isCancelled = true;
      };
    },
    random: () => 1,
    now: () => new Date(0),
  };
  const stream = createTenantStream("tenant-acme", list(0, rowOf("from-page")), transport);
  const last = () => sources.at(-1) ?? new FakeSource();
  const names = () => stream.getSnapshot().list?.rows.map(({ name }) => name);
  const state = () => stream.getSnapshot().connection.state;
  return { stream, sources, timers, watchdogs, last, names, state };
};

describe("tenant stream", () => {
  it("tells which rights hold now, and keeps them over a reconnect", () => {
    const { stream, sources } = start();
    expect(stream.getSnapshot().access).toBeNull();
    sources[0]?.send({ type: "access", version: "one" });
    expect(stream.getSnapshot().access).toBe("one");
    sources[0]?.send({ type: "access", version: "two" });
    sources[0]?.fail(0);
    expect(stream.getSnapshot().access).toBe("two");
  });

  it("shows the page's rows first, then the snapshot, then deltas in order", () => {
    const { stream, last, names, state } = start();
    expect([state(), names()]).toEqual(["connecting", ["from-page"]]);
    last().send({ type: "snapshot", list: list(7, rowOf("b")) });
    expect([state(), names()]).toEqual(["live", ["b"]]);
    const untouched = stream.getSnapshot().list?.rows[0];
    last().send(delta(8, [rowOf("a"), rowOf("c")]));
    expect(names()).toEqual(["a", "b", "c"]);
    expect(stream.getSnapshot().list?.rows[1]).toBe(untouched);
    last().send(delta(9, [rowOf("a", "stopped")], ["c"]));
    expect(stream.getSnapshot().list?.rows.map(({ name, state }) => [name, state])).toEqual([
      ["a", "stopped"],
      ["b", "running"],
    ]);
  });

  it("ignores what it has already and reconnects on a gap, keeping the rows", () => {
    const { sources, timers, last, names, state } = start();
    last().send({ type: "snapshot", list: list(7, rowOf("a")) });
    last().send(delta(7, [], ["a"]));
    last().send(delta(3, [], ["a"]));
    expect([names(), sources.length, state()]).toEqual([["a"], 1, "live"]);
    last().send(delta(9, [rowOf("b")]));
    expect([names(), state(), sources[0]?.isClosed]).toEqual([["a"], "stale", true]);
    timers[0]?.run();
    last().send({ type: "snapshot", list: list(1, rowOf("z")) });
    expect([names(), state()]).toEqual([["z"], "live"]);
  });

  it.each([
    ["a delta before any snapshot", (source: FakeSource) => source.send(delta(1, [rowOf("x")]))],
    ["no JSON", (source: FakeSource) => source.emit("snapshot", "{")],
    ["another event's data", (source: FakeSource) => source.emit("delta", '{"type":"snapshot"}')],
  ])("does not believe %s", (_, misbehave) => {
    const { last, names, state } = start();
    const source = last();
    misbehave(source);
    expect([names(), state(), source.isClosed]).toEqual([["from-page"], "stale", true]);
  });

  it("waits longer with each failure and hears nothing from a source it left", () => {
    const { sources, timers, last, state, names } = start();
    for (let n = 0; n < 8; n++) {
      last().fail(0);
      timers.at(-1)?.run();
    }
    expect(timers.map(({ afterMs }) => afterMs)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    sources[0]?.send({ type: "snapshot", list: list(1, rowOf("ghost")) });
    expect([state(), names()]).toEqual(["stale", ["from-page"]]);
    last().send({ type: "snapshot", list: list(1) });
    last().fail(0);
    expect(timers.at(-1)?.afterMs).toBe(500);
  });

  it("F10: leaves a line that has gone silent, and only then", () => {
    const { sources, timers, watchdogs, last, state, names } = start();
    last().send({ type: "snapshot", list: list(1, rowOf("a")) });
    last().send({ type: "beat" });
    expect(watchdogs.map(({ isCancelled }) => isCancelled)).toEqual([true, true, false]);
    watchdogs.at(-1)?.run();
    expect([state(), names(), sources[0]?.isClosed, timers.length]).toEqual(["stale", ["a"], true, 1]);
    timers[0]?.run();
    last().send({ type: "snapshot", list: list(1, rowOf("a")) });
    expect(state()).toBe("live");
    last().send({ type: "end", code: "forbidden" });
    expect(watchdogs.every(({ isCancelled }) => isCancelled)).toBe(true);
  });

  it("ends when the server says so, and does not come back", () => {
    const { stream, sources, timers, last } = start();
    last().send({ type: "end", code: "session-ended" });
    expect(stream.getSnapshot().connection).toMatchObject({ state: "ended", code: "session-ended" });
    expect([sources.length, timers.length, sources[0]?.isClosed]).toEqual([1, 0, true]);
  });

  it.each([
    ["session-ended", "ended"],
    ["signed-out", "ended"],
    ["forbidden", "ended"],
    ["unavailable", "stale"],
    [null, "stale"],
  ] as const)("refused with %s becomes %s", async (code, state) => {
    const { stream, last } = start(code);
    last().fail(2);
    await vi.waitFor(() => expect(stream.getSnapshot().connection.state).toBe(state));
  });

  it("F05: is stale at once when it is refused, and waits as long as it was told to", async () => {
    const { last, timers, state } = start("too-many-requests", { retryAfterSeconds: 7 });
    last().send({ type: "snapshot", list: list(1, rowOf("a")) });
    last().fail(2);
    expect(state()).toBe("stale");
    await vi.waitFor(() => expect(timers.map(({ afterMs }) => afterMs)).toEqual([7_500]));
  });

  it("says since when the cluster is out of reach, and when it is back", () => {
    const { stream, last } = start();
    last().send({ type: "snapshot", list: list(1, rowOf("a")) });
    last().send({ type: "upstream", state: "down", since: "2026-01-01T00:00:00.000Z", where: "cluster" });
    expect(stream.getSnapshot().connection).toEqual({
      state: "stale",
      since: "2026-01-01T00:00:00.000Z",
      where: "cluster",
    });
    const since = "2026-01-01T00:01:00.000Z";
    last().send({ type: "upstream", state: "down", since, where: "sign-in" });
    expect(stream.getSnapshot().connection).toEqual({ state: "stale", since, where: "sign-in" });
    last().send({ type: "upstream", state: "live", since });
    expect(stream.getSnapshot().connection.state).toBe("live");
  });

  it("follows tasks by id", () => {
    const { stream, last } = start();
    const task = {
      id: "1",
      tenant: "t",
      vm: "v",
      disks: [],
      startedAt: "",
      state: "running" as const,
      steps: [],
      problem: null,
    };
    last().send({ type: "task", task });
    last().send({ type: "task", task: { ...task, state: "done" } });
    expect(stream.getSnapshot().tasks.map(({ state }) => state)).toEqual(["done"]);
    last().send({
      type: "task",
      task: { ...task, id: "2", steps: [{ id: "disk", state: "running", progress: null }] },
    });
    last().send({ type: "tasks", tasks: [{ ...task, id: "3" }] });
    expect(stream.getSnapshot().tasks).toMatchObject([
      { id: "1", state: "done", problem: null },
      { id: "2", state: "failed", steps: [{ state: "failed" }], problem: { code: "interrupted" } },
      { id: "3", state: "running" },
    ]);
  });

  it("is silent after dispose", () => {
    const { stream, sources, last } = start();
    let calls = 0;
    stream.subscribe(() => calls++);
    stream.dispose();
    last().send({ type: "snapshot", list: list(1) });
    last().fail(0);
    expect([calls, sources.length, sources[0]?.isClosed]).toEqual([0, 1, true]);
  });

  it("tries at once when asked", () => {
    const { stream, sources, timers, last } = start();
    last().fail(0);
    stream.retryNow();
    stream.retryNow();
    expect([sources.length, timers[0]?.isCancelled]).toEqual([2, true]);
  });
});

it("full jitter stays between zero and its ceiling", () => {
  expect(fullJitter(0, () => 0)).toBe(0);
  expect(fullJitter(1000, () => 1)).toBe(30_000);
});
