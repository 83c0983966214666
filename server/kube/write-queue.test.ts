import { describe, expect, it } from "vitest";
import { createMemoryStore } from "../store/memory-store.ts";
import type { SharedStore } from "../store/shared-store.ts";
import { noStoreServer, startReplicas, startWire, untilReady } from "../store/testing.ts";
import { createWriteQueue, type Turn } from "./write-queue.ts";

const queueOf = (store: SharedStore = createMemoryStore(), more: object = {}) => createWriteQueue({ store, ...more });
const rejected = (work: Promise<unknown>) => expect(work).rejects;
const nothing = async () => {};

describe("rule 10.2.6-2: the line of writes", () => {
  it("runs one piece of work of a kind at a time, in order, past failures", async () => {
    const queue = queueOf();
    const log: string[] = [];
    const first = Promise.withResolvers<void>();
    const work = (name: string, until: Promise<void> = Promise.resolve()) =>
      queue("VMInstance", async () => {
        log.push(`${name} begins`);
        await until;
        log.push(`${name} ends`);
        if (name === "b") throw new Error("b fails");
      });
    const all = [work("a", first.promise), work("b"), work("c")];
    await queue("VMDisk", async () => void log.push("another kind"));
    expect(log.toSorted()).toEqual(["a begins", "another kind"]);
    first.resolve();
    const answers = await Promise.allSettled(all);
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(log.slice(2)).toEqual(["a ends", "b begins", "b ends", "c begins", "c ends"]);
  });

  it("refuses more than it can hold, and has room again", async () => {
    const queue = queueOf();
    const gate = Promise.withResolvers<void>();
    const held = Array.from({ length: 200 }, () => queue("VMDisk", () => gate.promise));
    await rejected(queue("VMDisk", nothing)).toMatchObject({ problem: { code: "too-many-requests" } });
    gate.resolve();
    await Promise.all(held);
    await expect(queue("VMDisk", async () => "in")).resolves.toBe("in");
  });

  it("lets nobody wait for longer than it may take", async () => {
    const store = createMemoryStore();
    const gate = Promise.withResolvers<void>();
    const held = queueOf(store)("VMDisk", () => gate.promise);
    const queue = queueOf(store, { longestWaitMs: 100 });
    const late = [queue("VMDisk", nothing), queue("VMDisk", nothing)];
    for (const one of late) await rejected(one).toMatchObject({ problem: { code: "too-many-requests" } });
    gate.resolve();
    await held;
  });

  it("is fair between replicas: one with much to do does not keep the other waiting for all of it", async () => {
    const store = createMemoryStore();
    const [one, other] = [queueOf(store), queueOf(store)];
    const log: string[] = [];
    const busy = Array.from({ length: 20 }, () => one("VMDisk", async () => void log.push("one")));
    const late = other("VMDisk", async () => void log.push("other"));
    await Promise.all([...busy, late]);
    expect(log.indexOf("other")).toBeLessThan(5);
  });

  it("waits after a store that lost its memory, as a lock that it forgot may still be writing", async () => {
    const clock = { now: 0 };
    const store = createMemoryStore(() => clock.now);
    const queue = queueOf(store, { settleMs: 1_000, longestWaitMs: 300 });
    await queue("VMDisk", nothing);
    await store.delete("writes:known");
    await rejected(queue("VMDisk", nothing)).toMatchObject({ problem: { code: "too-many-requests" } });
    await rejected(queueOf(store, { longestWaitMs: 300 })("VMDisk", nothing)).toMatchObject({
      problem: { code: "too-many-requests" },
    });
    clock.now = 1_000;
    await queue("VMDisk", nothing);
  });
});

describe.skipIf(noStoreServer)("rule 10.2.6-2: replicas", () => {
  it("never write two at once, and each gets its turn", async () => {
    const replicas = await startReplicas();
    const queues = (await Promise.all([replicas.replica(), replicas.replica(), replicas.replica()])).map((each) =>
      queueOf(each),
    );
    let inside = 0;
    let most = 0;
    const work = async ({ confirm }: Turn) => {
      inside += 1;
      most = Math.max(most, inside);
      await confirm();
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 30 }, (_, n) => queues[n % 3]?.("VMInstance", work)));
    expect(most).toBe(1);
    await replicas.end();
  });

  it("F19: nobody writes while the store is away, nor on with a lock that is another's", async () => {
    const replicas = await startReplicas();
    const wire = await startWire(replicas.port);
    const near = await replicas.replica();
    const far = await replicas.replica(wire.url);
    const inTurn = Promise.withResolvers<Turn>();
    const goOn = Promise.withResolvers<void>();
    const writes: string[] = [];
    const working = queueOf(far)("VMInstance", async (turn) => {
      inTurn.resolve(turn);
      await goOn.promise;
      await turn.confirm();
      writes.push("far");
    });
    await inTurn.promise;
    wire.cut();
    await rejected(queueOf(far)("VMDisk", nothing)).toMatchObject({ problem: { code: "store-unavailable" } });
    goOn.resolve();
    await rejected(working).toMatchObject({ problem: { code: "store-unavailable" } });

    wire.mend();
    await untilReady(far);
    const again = Promise.withResolvers<Turn>();
    const stolen = Promise.withResolvers<void>();
    const losing = queueOf(far)("VMDisk", async (turn) => {
      again.resolve(turn);
      await stolen.promise;
      await turn.confirm();
      writes.push("far");
    });
    const { lost } = await again.promise;
    await near.set("writes:VMDisk", "another", 60_000);
    stolen.resolve();
    await rejected(losing).toMatchObject({ problem: { code: "unavailable" } });
    expect(lost.aborted).toBe(true);
    expect(writes).toEqual([]);
    await wire.dispose();
    await replicas.end();
  });
});
