import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ProblemError } from "../http/problem-error.ts";
import type { WatchEvent, WatchOptions } from "../kube/api.ts";
import { added, after, end, listOf, openSource, saying, tableOf, until } from "./testing-source.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

const refusing = (code: ConstructorParameters<typeof ProblemError>[0], extra: { retryAfterSeconds?: number } = {}) =>
  // biome-ignore lint/correctness/useYield: it is refused before it says anything.
  async function* (): AsyncGenerator<WatchEvent> {
    throw new ProblemError(code, { about: "pods watch", cause: new Error("upstream: slow down"), ...extra });
  };
/** Nobody ever answers. */
// biome-ignore lint/correctness/useYield: it says nothing.
const dead = async function* ({ signal }: WatchOptions): AsyncGenerator<WatchEvent> {
  await until(signal);
};
const deadFor = async ({ timeoutMs = 30_000 }) => {
  await after(timeoutMs);
  throw new ProblemError("timeout", { about: "pods list" });
};

it.each([true, false])(
  "F09: notices within a minute that nothing comes any more, and keeps what it knew (aggregated %s)",
  async (isAggregated) => {
    const watch = async function* (
      { signal, onOpen }: { signal?: AbortSignal; onOpen?: () => void },
      _: unknown,
      count: number,
    ) {
      if (count === 0) {
        onOpen?.();
        yield* [...added("web"), end];
      }
      await until(signal);
    };
    const { source, asked } = openSource({ watch, table: deadFor, list: deadFor, isAggregated });
    await pass(0);
    expect([source.state.status, asked]).toEqual(["ready", ["replay"]]);
    await pass(60_000);
    expect([source.state.status, [...source.items.keys()]]).toEqual(["down", ["web"]]);
    source.dispose();
  },
);

describe("what may be watched", () => {
  it("is read as a watch: there is no list", async () => {
    const { source, asked, names } = openSource({ watch: saying(...added("a", "b"), end) });
    await pass(0);
    expect([source.state.status, source.hasRead, names(), asked]).toEqual(["ready", true, ["a", "b"], ["replay"]]);
    source.dispose();
  });

  it("F43: has not been read before everything was told, and an end before that is no empty list", async () => {
    const { source, asked } = openSource({
      watch: (options, _from, count) => saying(...added("a"), 1_000, ...(count === 0 ? [null] : [end]))(options),
    });
    await pass(500);
    expect([source.hasRead, source.state.status]).toEqual([false, "pending"]);
    await pass(600);
    expect([source.hasRead, source.state.status]).toEqual([false, "down"]);
    await pass(2_000);
    expect([source.hasRead, source.state.status]).toEqual([true, "ready"]);
    expect(asked.slice(0, 2)).toEqual(["replay", "replay"]);
    source.dispose();
  });

  it("F02: goes on from the last version after a clean end: nothing is read again and nothing changes", async () => {
    const { source, asked, changes } = openSource({
      watch: (options, from) =>
        saying(
          ...(from === null ? [...added("web"), end] : []),
          25_000,
          { type: "BOOKMARK", object: { metadata: { resourceVersion: "9" } } },
          null,
        )(options),
    });
    await pass(55_000);
    expect([asked, changes]).toEqual([["replay", "watch 9", "watch 9"], ["+web"]]);
    source.dispose();
  });

  it("F03: takes 410, inside a watch or instead of one, for what it is: one reading anew in place, no outage", async () => {
    const expired: WatchEvent = { type: "ERROR", object: { kind: "Status", code: 410 } };
    const { source, asked, changes, lines } = openSource({
      watch: (options, from, count) => {
        if (from !== null && count === 2) return refusing("conflict")();
        if (from === null)
          return saying(
            ...added(...(count === 0 ? ["a", "b"] : ["a", "c"])),
            end,
            5_000,
            ...(count === 0 ? [expired] : [null]),
          )(options);
        return saying()(options);
      },
    });
    await pass(4_000);
    expect(asked).toEqual(["replay"]);
    await pass(4_000);
    expect(asked).toEqual(["replay", "replay"]);
    expect(changes).toEqual(["+a", "+b", "+c", "-b"]);
    await pass(4_000);
    expect(asked).toEqual(["replay", "replay", "watch 5", "replay"]);
    expect([source.state.status, lines]).toEqual(["ready", []]);
    source.dispose();
  });

  it("is down when the cluster refuses the token again, not when one session ends", async () => {
    const once = openSource({
      watch: (options, _from, count) =>
        count === 0 ? refusing("session-ended")() : saying(...added("web"), end)(options),
    });
    await pass(10);
    expect([once.source.state.status, once.lines]).toEqual(["ready", []]);
    once.source.dispose();
    const refused = openSource({ watch: refusing("session-ended") });
    await pass(10);
    expect(refused.source.state.status).toBe("down");
    refused.source.dispose();
  });

  it("F05: waits as long as it is told to, and logs upstream's reason once", async () => {
    const { source, lines, waits } = openSource({
      watch: (options, _from, count) =>
        count < 3 ? refusing("too-many-requests", { retryAfterSeconds: 7 })() : saying(end)(options),
    });
    await pass(10);
    expect([source.state.status, waits]).toEqual(["ready", [7, 7, 7]]);
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(["a list cannot be read", "a list is read again"]);
    expect(lines[0]).toContain("slow down");
    source.dispose();
  });

  it("F07: says after half a minute that it takes too long, and takes what comes slowly to its end", async () => {
    const drip = Array.from({ length: 70 }, (_, at) => [...added(`vm-${at}`), 1_000]).flat();
    const { source, asked } = openSource({
      // A server ends a watch when its time is up, also in the middle of what it has to tell.
      watch: (options, from) => {
        const seconds = Number(options.query?.timeoutSeconds);
        return saying(...(from === null ? [...drip.slice(0, seconds * 2), ...(seconds < 70 ? [null] : [end])] : []))(
          options,
        );
      },
    });
    await pass(29_000);
    expect(source.state.status).toBe("pending");
    await pass(2_000);
    expect(source.state).toMatchObject({ status: "down", problem: { code: "timeout" } });
    expect(source.hasRead).toBe(false);
    await pass(90_000);
    expect([source.state.status, source.items.size]).toEqual(["ready", 70]);
    expect(asked.slice(0, 3)).toEqual(["replay", "replay", "watch 5"]);
    source.dispose();
  });

  it("F07: gives up after half a minute what has stopped coming", async () => {
    const { source, asked } = openSource({
      watch: (options, _from, count) => (count === 0 ? dead(options) : saying(...added("a"), end)(options)),
    });
    await pass(29_000);
    expect([source.state.status, asked]).toEqual(["pending", ["replay"]]);
    await pass(2_000);
    expect([source.state.status, asked]).toEqual(["ready", ["replay", "replay"]]);
    source.dispose();
  });
});

describe("a cluster that does not begin a watch with everything", () => {
  it.each([
    ["refuses it", "invalid"],
    ["does not understand it", "bad-request"],
  ] as const)("and %s is listed in pages, then watched from there", async (_, code) => {
    const pages: Record<string, object> = {
      "": { metadata: { resourceVersion: "5", continue: "more" }, items: listOf("a", "b").items },
      more: listOf("c"),
    };
    const { source, asked, names } = openSource({
      list: async ({ query }) => pages[query?.continue ?? ""],
      watch: (options, from) => (from === null ? refusing(code)() : saying(1_500, null)(options)),
    });
    await pass(1_000);
    expect([source.state.status, names()]).toEqual(["ready", ["a", "b", "c"]]);
    expect(asked).toEqual(["replay", "list", "list more", "watch 5"]);
    source.dispose();
  });

  it("or ignores the question and falls silent, is listed too", async () => {
    const { source, asked } = openSource({ list: async () => listOf("a"), watch: saying(...added("a")) });
    await pass(4_000);
    expect(source.hasRead).toBe(false);
    await pass(1_500);
    expect([source.state.status, asked]).toEqual(["ready", ["replay", "list", "watch 5"]]);
    source.dispose();
  });

  it("F03: begins a list once more whose rest is gone, and forgets what only its first half had", async () => {
    let firsts = 0;
    const { source, names } = openSource({
      list: async ({ query }) => {
        if (query?.continue) throw new ProblemError("conflict", { about: "pods list" });
        firsts += 1;
        if (firsts === 2) return listOf("b");
        return { metadata: { resourceVersion: "5", continue: "more" }, items: listOf("a").items };
      },
      watch: (options, from) => (from === null ? refusing("invalid")() : saying()(options)),
    });
    await pass(1_000);
    expect([firsts, source.state.status, names()]).toEqual([2, "ready", ["b"]]);
    source.dispose();
  });
});

describe("what may be listed but not watched", () => {
  it("is asked every ten seconds, one object sooner when something of it changed, and the watch is tried again", async () => {
    let mayWatch = false;
    const { source, asked, names } = openSource({
      list: async () => listOf("a", "b"),
      one: async (name) => listOf(name).items[0],
      watch: (options) => (mayWatch ? saying(...added("a"), end)(options) : refusing("forbidden")()),
    });
    await pass(1_000);
    expect([source.state.status, names(), asked]).toEqual(["ready", ["a", "b"], ["replay", "list"]]);
    source.poke("a");
    await pass(500);
    expect(asked.slice(2)).toEqual(["get a"]);
    await pass(10_000);
    expect(asked.slice(3)).toEqual(["list"]);
    mayWatch = true;
    await pass(60_000);
    expect([asked.at(-1), names()]).toEqual(["replay", ["a"]]);
    source.poke("a");
    await pass(1_000);
    expect(asked.at(-1)).toBe("replay");
    source.dispose();
  });

  it("F27: is forbidden only when neither is granted; the right is looked for again within a minute", async () => {
    let mayList = false;
    const { source, names } = openSource({
      list: async () => {
        if (!mayList) throw new ProblemError("forbidden", { about: "pods list" });
        return listOf("a");
      },
      watch: refusing("forbidden"),
    });
    await pass(100);
    expect([source.state.status, source.hasRead]).toEqual(["forbidden", false]);
    mayList = true;
    await pass(61_000);
    expect([source.state.status, names()]).toEqual(["ready", ["a"]]);
    mayList = false;
    await pass(11_000);
    // What was read may not be shown any more.
    expect([source.state.status, names()]).toEqual(["forbidden", []]);
    source.dispose();
  });
});

describe("F26: a kind that this platform does not have", () => {
  it("is absent, not down, and found within a minute once it is there", async () => {
    let isThere = false;
    const { source, names, lines } = openSource({
      watch: (options) => (isThere ? saying(...added("a"), end)(options) : refusing("not-found")()),
    });
    await pass(100);
    expect([source.state.status, lines]).toEqual(["absent", []]);
    expect(source.state).toMatchObject({ problem: { code: "unsupported" } });
    isThere = true;
    await pass(60_000);
    expect([source.state.status, names()]).toEqual(["ready", ["a"]]);
    source.dispose();
  });

  it("is not believed at once of a server that just started: what was read stays for a while", async () => {
    const gone = openSource({
      watch: (options, _from, count) =>
        count === 0
          ? saying(...added("a"), end, 2_000, { type: "ERROR", object: {} })(options)
          : (async function* (): AsyncGenerator<WatchEvent> {
              await after(1_000, options.signal);
              yield* refusing("not-found")();
            })(),
    });
    await pass(20_000);
    expect([gone.source.state.status, gone.names()]).toEqual(["down", ["a"]]);
    await pass(20_000);
    expect([gone.source.state.status, gone.names()]).toEqual(["absent", []]);
    gone.source.dispose();
  });
});

it("stops asking when nobody wants it any more", async () => {
  const { source, asked } = openSource({ watch: dead, isAggregated: true, table: async () => tableOf({}) });
  await pass(0);
  source.dispose();
  const before = asked.length;
  await pass(600_000);
  expect(asked).toHaveLength(before);
});
