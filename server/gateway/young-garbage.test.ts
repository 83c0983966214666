import { constants, PerformanceObserver } from "node:perf_hooks";
import { expect, it } from "vitest";
import { createYoungGarbage } from "./young-garbage.ts";

/** https://nodejs.org/api/perf_hooks.html#garbage-collection-gc-details */
const isWhole = (entry: object): boolean =>
  "detail" in entry &&
  typeof entry.detail === "object" &&
  entry.detail !== null &&
  "kind" in entry.detail &&
  entry.detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR;

/** How often the whole heap is collected while half a gigabyte is read in pieces of a socket's size. */
const wholeCollections = async (clearAfter: (bytes: number) => void): Promise<number> => {
  let count = 0;
  const observer = new PerformanceObserver((list) => {
    count += list.getEntries().filter(isWhole).length;
  });
  observer.observe({ entryTypes: ["gc"] });
  for (let at = 0; at < 8_192; at += 1) {
    const piece = Buffer.from(new ArrayBuffer(65_536));
    clearAfter(piece.length);
    // As between two reads.
    await new Promise((next) => setImmediate(next));
  }
  await new Promise((next) => setImmediate(next));
  observer.disconnect();
  return count;
};

it("spares the whole heap while a console is busy", async () => {
  // About eight; how many is V8's affair.
  const without = await wholeCollections(() => {});
  expect(await wholeCollections(createYoungGarbage())).toBeLessThanOrEqual(without / 2);
});
