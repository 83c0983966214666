import { describe, expect, it } from "vitest";
import { growthProblem } from "./growth.ts";
import { storageEffects, storageProblems } from "./quota.ts";

describe("a new size", () => {
  it.each([
    [{ askedBytes: 20, realBytes: 20 }, 30, null],
    [{ askedBytes: 20, realBytes: null }, 21, null],
    [{ askedBytes: null, realBytes: null }, 1, null],
    [{ askedBytes: 20, realBytes: 20 }, 20, 20],
    [{ askedBytes: 20, realBytes: 20 }, 10, 20],
    // Somebody asked for less, which the platform ignored.
    [{ askedBytes: 5, realBytes: 20 }, 10, 20],
    // What was asked for and is not carried out yet counts as well.
    [{ askedBytes: 40, realBytes: 20 }, 30, 40],
  ])("%j to %d", (disk, sizeBytes, floor) => {
    const problem = growthProblem(disk, sizeBytes);
    expect(problem).toEqual(
      floor === null ? null : { path: "sizeBytes", rule: "sizeNotLarger", values: { min: floor } },
    );
  });
});

describe("what more storage takes from the quota", () => {
  const quota = {
    items: [
      { key: "requests.storage", used: 90, hard: 100 },
      { key: "replicated.storageclass.storage.k8s.io/requests.storage", used: 10, hard: 1000 },
      { key: "local.storageclass.storage.k8s.io/requests.storage", used: 10, hard: 11 },
      { key: "persistentvolumeclaims", used: 3, hard: 3 },
      { key: "requests.cpu", used: 1, hard: 2 },
    ],
  };
  it("is counted for all storage, its own class and, of a new disk, the number of volumes", () => {
    const grown = storageEffects({ storageClass: "replicated", bytes: 20, claims: 0 }, quota);
    expect(grown.map(({ key, after, exceeds }) => [key, after, exceeds])).toEqual([
      ["requests.storage", 110, true],
      ["replicated.storageclass.storage.k8s.io/requests.storage", 30, false],
    ]);
    expect(storageProblems(grown, "sizeBytes")).toEqual([
      { path: "sizeBytes", rule: "quota", values: { left: 10, key: "requests.storage" } },
    ]);
    const made = storageEffects({ storageClass: "local", bytes: 1, claims: 1 }, quota);
    expect(made.filter(({ exceeds }) => exceeds).map(({ key }) => key)).toEqual(["persistentvolumeclaims"]);
    expect(storageEffects({ storageClass: "local", bytes: 1, claims: 1 }, null)).toEqual([]);
  });
});
