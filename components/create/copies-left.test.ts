import { describe, expect, it } from "vitest";
import { createCopiesLeft } from "./copies-left.ts";

const store = (start: Record<string, string> = {}) => {
  const kept = new Map(Object.entries(start));
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    all: () => Object.fromEntries(kept),
  };
};

describe("machines that were not begun when the page was closed", () => {
  it("are known to the next page of that tenant by their names, until they are put away", () => {
    const kept = store();
    createCopiesLeft(() => kept).write("tenant-a", ["web-2", "web-3"]);
    expect(kept.all()).toEqual({ "porthole-copies-left": '{"tenant":"tenant-a","names":["web-2","web-3"]}' });
    const next = createCopiesLeft(() => kept);
    expect([next.read("tenant-b"), next.read("tenant-a")]).toEqual([[], ["web-2", "web-3"]]);
    let told = 0;
    const stop = next.subscribe(() => told++);
    next.write("tenant-a", []);
    stop();
    next.write("tenant-a", []);
    expect([next.read("tenant-a"), kept.all(), told]).toEqual([[], {}, 1]);
  });

  it("are none where a browser keeps nothing, or keeps something else", () => {
    const closed = createCopiesLeft(() => {
      throw new Error("SecurityError");
    });
    closed.write("tenant-a", ["web-2"]);
    expect(closed.read("tenant-a")).toEqual(["web-2"]);
    for (const text of ["{", "[]", '{"tenant":"tenant-a","names":[1]}', '{"tenant":"tenant-a"}', "null"])
      expect(createCopiesLeft(() => store({ "porthole-copies-left": text })).read("tenant-a")).toEqual([]);
  });
});
