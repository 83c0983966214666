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

const left = (kept: ReturnType<typeof store>, scope = "ada") =>
  createCopiesLeft(
    () => kept,
    () => scope,
  );

describe("machines that were not begun when the page was closed", () => {
  it("are known to the next page by tenant and name, until they are put away", () => {
    const kept = store();
    const first = left(kept);
    first.write("tenant-a", ["web-2", "web-3"]);
    first.write("tenant-b", ["db-2"]);
    expect(kept.all()).toEqual({
      "porthole-copies-left": '{"scope":"ada","left":{"tenant-a":["web-2","web-3"],"tenant-b":["db-2"]}}',
    });
    const next = left(kept);
    expect([next.read("tenant-b"), next.read("tenant-a")]).toEqual([["db-2"], ["web-2", "web-3"]]);
    let told = 0;
    const stop = next.subscribe(() => told++);
    next.write("tenant-b", []);
    stop();
    expect([next.read("tenant-b"), next.read("tenant-a"), next.isEmpty(), told]).toEqual([
      [],
      ["web-2", "web-3"],
      false,
      1,
    ]);
    next.write("tenant-a", []);
    expect([next.read("tenant-a"), next.isEmpty(), kept.all()]).toEqual([[], true, {}]);
  });

  it("are nobody else's who signs in in the same tab", () => {
    const kept = store();
    left(kept).write("tenant-a", ["web-2"]);
    expect(left(kept, "omar").read("tenant-a")).toEqual([]);
  });

  it("are none where a browser keeps nothing, or keeps something else", () => {
    const closed = createCopiesLeft(
      () => {
        throw new Error("SecurityError");
      },
      () => "ada",
    );
    closed.write("tenant-a", ["web-2"]);
    expect(closed.read("tenant-a")).toEqual(["web-2"]);
    for (const text of [
      "{",
      "[]",
      '{"scope":"ada","left":{"tenant-a":[1]}}',
      '{"scope":"ada","left":[]}',
      '{"scope":"ada"}',
      "null",
    ])
      expect(left(store({ "porthole-copies-left": text })).read("tenant-a")).toEqual([]);
  });
});
