import { describe, expect, it } from "vitest";
import { createWriteQueue } from "./write-queue.ts";

describe("write queue", () => {
  it("runs one piece of work of a kind at a time, in order, past failures", async () => {
    const queue = createWriteQueue();
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
    const other = queue("VMDisk", async () => void log.push("another kind"));
    await other;
    expect(log).toEqual(["a begins", "another kind"]);
    first.resolve();
    const answers = await Promise.allSettled(all);
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(log.slice(2)).toEqual(["a ends", "b begins", "b ends", "c begins", "c ends"]);
  });

  it("refuses more than it can hold, and has room again", async () => {
    const queue = createWriteQueue();
    const gate = Promise.withResolvers<void>();
    const held = Array.from({ length: 200 }, () => queue("VMDisk", () => gate.promise));
    await expect(queue("VMDisk", async () => {})).rejects.toMatchObject({ problem: { code: "too-many-requests" } });
    gate.resolve();
    await Promise.all(held);
    await expect(queue("VMDisk", async () => "in")).resolves.toBe("in");
  });
});
