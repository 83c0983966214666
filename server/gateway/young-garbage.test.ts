import { constants, PerformanceObserver } from "node:perf_hooks";
import { expect, it } from "vitest";
import { createYoungGarbage } from "./young-garbage.ts";

/** https://nodejs.org/api/perf_hooks.html#garbage-collection-gc-details */
const isMinor = (entry: object): boolean =>
  "detail" in entry &&
  typeof entry.detail === "object" &&
  entry.detail !== null &&
  "kind" in entry.detail &&
  entry.detail.kind === constants.NODE_PERFORMANCE_GC_MINOR;

const turn = (): Promise<void> => new Promise((next) => setImmediate(next));

it("has the young cleared up every 8 MB that a busy console has said, so that the whole heap is spared", async () => {
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    collections += list.getEntries().filter(isMinor).length;
  });
  observer.observe({ entryTypes: ["gc"] });
  const clearAfter = createYoungGarbage();
  for (let read = 0; read < 256; read += 1) {
    clearAfter(512 * 1024);
    await turn();
  }
  // V8 may add collections of its own: none of these chunks was ever made, so it has little reason to.
  await expect.poll(() => collections).toBeGreaterThanOrEqual(16);
  observer.disconnect();
});
