import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeLock } from "./lock.ts";
import { createMemoryStore } from "./memory-store.ts";
import type { SharedStore } from "./shared-store.ts";
import { noStoreServer, startReplicas, startWire } from "./testing.ts";

type Pair = { one: SharedStore; other: SharedStore; end: () => Promise<void> };

const inMemory = async (): Promise<Pair> => {
  const store = createMemoryStore();
  return { one: store, other: store, end: store.dispose };
};

const inRedis = async (): Promise<Pair> => {
  const replicas = await startReplicas({ password: "a b&c" });
  return { one: await replicas.replica(), other: await replicas.replica(), end: replicas.end };
};

const minute = 60_000;
const gone = (read: () => Promise<unknown>) => expect.poll(read, { interval: 5 });

const contract = (open: () => Promise<Pair>) => () => {
  let one: SharedStore;
  let other: SharedStore;
  let end: () => Promise<void>;
  let turn = 0;
  const name = () => {
    turn += 1;
    return `key ${turn}`;
  };

  beforeAll(async () => {
    ({ one, other, end } = await open());
  });
  afterAll(() => end());

  it("gives what another replica set, until its end", async () => {
    const [key, short] = [name(), name()];
    expect(await other.get(key)).toBeNull();
    await one.set(key, "é\n\0 {}", minute);
    expect(await other.get(key)).toBe("é\n\0 {}");
    await one.set(short, "soon gone", 20);
    await gone(() => other.get(short)).toBeNull();
    expect(await other.get(key)).not.toBeNull();
  });

  it("adds only what is not there, replaces only what is known", async () => {
    const key = name();
    expect(await one.replace(key, "", "b", minute)).toBe(false);
    expect(await Promise.all([one, other, one, other].map((store) => store.add(key, "a", minute)))).toEqual(
      expect.arrayContaining([true, false, false, false]),
    );
    expect(await other.replace(key, "b", "c", minute)).toBe(false);
    expect(await other.replace(key, "a", "b", minute)).toBe(true);
    expect(await one.get(key)).toBe("b");
    expect(await other.replace(key, "b", "c")).toBe(true);
    expect(await one.endsIn(key)).toBeGreaterThan(minute / 2);
    expect(await one.endsIn(key)).toBeLessThanOrEqual(minute);
    const short = name();
    await one.add(short, "a", 20);
    await gone(() => other.add(short, "b", minute)).toBe(true);
  });

  it("moves an end, in both directions, and none that is past", async () => {
    const key = name();
    await one.set(key, "a", 40);
    expect(await other.extend(key, minute)).toBe(true);
    expect(await other.extend(key, 20)).toBe(true);
    await gone(() => one.get(key)).toBeNull();
    expect(await one.extend(key, minute)).toBe(false);
    expect(await one.endsIn(key)).toBeNull();
  });

  it("gives to one of many takers only", async () => {
    const key = name();
    await one.set(key, "once", minute);
    const taken = await Promise.all([one, other, one, other].map((store) => store.take(key)));
    expect(taken.filter((value) => value !== null)).toEqual(["once"]);
    expect(await one.get(key)).toBeNull();
  });

  it("deletes, when asked so only what is known", async () => {
    const key = name();
    await one.set(key, "a", minute);
    expect(await other.delete(key, "b")).toBe(false);
    expect(await other.delete(key, "a")).toBe(true);
    expect(await other.delete(key)).toBe(false);
    await one.set(key, "a", minute);
    expect(await other.delete(key)).toBe(true);
    expect(await one.get(key)).toBeNull();
  });

  it("keeps sets whose members end one by one, first the next to end", async () => {
    const set = name();
    expect(await one.members(set)).toEqual([]);
    await one.addMember(set, "late", minute);
    await other.addMember(set, "early", minute / 2);
    await one.addMember(set, "soon", 20);
    expect(await other.countMembers(set)).toBeGreaterThanOrEqual(2);
    await gone(() => other.members(set)).toEqual(["early", "late"]);
    await one.addMember(set, "early", 2 * minute);
    expect(await other.members(set)).toEqual(["late", "early"]);
    expect(await one.removeMember(set, "late")).toBe(true);
    expect(await one.removeMember(set, "late")).toBe(false);
    expect(await other.countMembers(set)).toBe(1);
    await one.addMember(set, "first", minute);
    expect([await one.popMember(set), await other.popMember(set), await one.popMember(set)]).toEqual([
      "first",
      "early",
      null,
    ]);
  });

  it("lets no more members into a set than allowed, however many come at once", async () => {
    const set = name();
    const asked = Array.from({ length: 12 }, (_, at) => (at % 2 ? one : other).addMember(set, `m${at}`, minute, 5));
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(5);
    const [member = ""] = await one.members(set);
    expect(await one.addMember(set, member, minute, 5)).toBe(true);
    expect(await one.addMember(set, "more", minute, 5)).toBe(false);
    await other.removeMember(set, member);
    expect(await one.addMember(set, "more", minute, 5)).toBe(true);
  });

  it("tells all replicas, each channel its own, until they listen no more", async () => {
    const heard: string[] = [];
    const [leave] = [
      one.subscribe("news", (message) => heard.push(`one ${message}`)),
      other.subscribe("news", (message) => heard.push(`other ${message}`)),
      other.subscribe("else", (message) => heard.push(`else ${message}`)),
    ];
    await other.publish("news", "a\nb");
    await expect.poll(() => heard.length).toBe(2);
    leave?.();
    await one.publish("news", "c");
    await one.publish("else", "d");
    await expect.poll(() => heard.sort()).toEqual(["else d", "one a\nb", "other a\nb", "other c"]);
  });

  it("locks: one at a time over all replicas, kept beyond its time while its holder lives", async () => {
    const key = name();
    // A holder lives on a machine that may be busy for a while.
    const options = { ttlMs: 500, waitMs: 10_000 };
    let held = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 6 }, async (_, at) => {
        const lock = await takeLock(at % 2 ? one : other, key, options);
        held += 1;
        most = Math.max(most, held);
        await expect.poll(() => one.get(key)).not.toBeNull();
        held -= 1;
        await lock?.release();
      }),
    );
    expect(most).toBe(1);

    const lock = await takeLock(one, key, options);
    expect(await takeLock(other, key, { ttlMs: 500, waitMs: 800 })).toBeNull();
    expect(lock?.lost.aborted).toBe(false);
    await lock?.release();
    expect(await takeLock(other, key, { ttlMs: minute, waitMs: 0 })).not.toBeNull();
    expect(await takeLock(one, key, { ttlMs: minute, waitMs: minute, signal: AbortSignal.abort() })).toBeNull();
  });

  it("locks: a lock that the store gave to another is lost, and its release leaves the other's alone", async () => {
    const key = name();
    const lock = await takeLock(one, key, { ttlMs: 60, waitMs: 0 });
    await other.set(key, "another", minute);
    await expect.poll(() => lock?.lost.aborted).toBe(true);
    await lock?.release();
    expect(await other.get(key)).toBe("another");
  });
};

describe("the store of one process", contract(inMemory));

it("the store of one process keeps nothing that has ended", async () => {
  const clock = { now: 0 };
  const store = createMemoryStore(() => clock.now);
  for (let at = 0; at < 1000; at += 1) {
    await store.set(`key ${at}`, "value", minute);
    await store.addMember(`set ${at % 10}`, `member ${at}`, minute);
  }
  expect(store.size).toBe(1010);
  clock.now = minute;
  store.sweep();
  expect(store.size).toBe(0);
  await store.dispose();
});

describe.skipIf(noStoreServer)(`the store of several replicas${noStoreServer ? ` (${noStoreServer})` : ""}`, () => {
  describe("is one", contract(inRedis));

  it("keeps two Portholes on one server apart", async () => {
    const replicas = await startReplicas();
    const [one, other] = [await replicas.replica(), await replicas.replica(replicas.url, "other:")];
    const heard: string[] = [];
    other.subscribe("news", (message) => heard.push(message));
    await one.set("key", "value", minute);
    await one.publish("news", "not for you");
    await other.publish("news", "for you");
    await expect.poll(() => heard).toEqual(["for you"]);
    expect(await other.get("key")).toBeNull();
    await replicas.end();
  });

  it.each(["cut", "silence"] as const)("F19: %s off, it fails as what it is, and mends itself", async (fault) => {
    const replicas = await startReplicas();
    const wire = await startWire(replicas.port);
    const [near, far] = [await replicas.replica(wire.url), await replicas.replica()];
    await near.set("key", "value", minute);
    const heard: string[] = [];
    near.subscribe("news", (message) => heard.push(message));

    wire[fault]();
    const calls = [
      () => near.get("key"),
      () => near.set("key", "mine", minute),
      () => near.add("new", "mine", minute),
      () => near.take("key"),
      () => near.members("set"),
      () => near.publish("news", "lost"),
      () => takeLock(near, "lock", { ttlMs: minute, waitMs: 0 }),
    ];
    const refused = await Promise.allSettled(calls.map((call) => call()));
    for (const answer of refused) {
      expect(answer).toMatchObject({
        status: "rejected",
        reason: { problem: { code: "store-unavailable", status: 503 } },
      });
    }
    expect(near.isReady).toBe(false);

    wire.mend();
    await expect.poll(() => near.get("key").catch(() => null), { timeout: 15_000 }).toBe("value");
    await expect
      .poll(
        async () => {
          await far.publish("news", "again");
          return heard;
        },
        { timeout: 15_000 },
      )
      .toContain("again");
    await replicas.end();
    await wire.dispose();
  });

  it("F19: a lock is lost when the store is away for longer than it holds", async () => {
    const replicas = await startReplicas();
    const wire = await startWire(replicas.port);
    const lock = await takeLock(await replicas.replica(wire.url), "lock", { ttlMs: 300, waitMs: 0 });
    wire.cut();
    await expect.poll(() => lock?.lost.aborted).toBe(true);
    await lock?.release();
    await replicas.end();
    await wire.dispose();
  });

  it("is away where the password is wrong", async () => {
    const replicas = await startReplicas({ password: "right" });
    const { createRedisStore } = await import("./redis-store.ts");
    const { silent } = await import("./testing.ts");
    const store = createRedisStore({ url: replicas.url, password: "wrong", prefix: "" }, silent);
    await expect(store.get("key")).rejects.toThrow("store-unavailable");
    expect(store.isReady).toBe(false);
    await store.dispose();
    await replicas.end();
  });
});
