import { describe, expect, it } from "vitest";
import { plainQuery, readListQuery, showList, writeListQuery } from "./list-query.ts";
import type { VmRow } from "./view.ts";

const row = (name: string, more: Partial<VmRow> = {}): VmRow => ({
  name,
  origin: "platform",
  uid: name,
  state: "running",
  status: "Running",
  inferred: false,
  progress: null,
  trouble: null,
  os: { family: "ubuntu", label: "Ubuntu 24.04" },
  size: { type: "u1.medium", cpu: 1, memoryBytes: 4 * 2 ** 30 },
  addresses: { public: null, private: null },
  exposure: { kind: "private" },
  disks: { count: 1, totalBytes: 20 * 2 ** 30 },
  labels: [],
  createdAt: "2026-01-01T00:00:00Z",
  runStrategy: "Always",
  deleting: false,
  contradictory: false,
  ...more,
});

const shown = (rows: VmRow[], query: Partial<typeof plainQuery>) =>
  showList(rows, { ...plainQuery, ...query }).rows.map(({ name }) => name);

describe("showList", () => {
  it("orders names as people count", () =>
    expect(shown([row("web-10"), row("web-2")], {})).toEqual(["web-2", "web-10"]));

  it("finds by name, address, system and type, all words together", () => {
    const rows = [
      row("a", { addresses: { public: "185.19.28.41", private: null } }),
      row("b", { os: { family: "debian", label: "Debian 13" } }),
      row("c", { size: { type: "m1.xlarge", cpu: 4, memoryBytes: 1 } }),
    ];
    expect(shown(rows, { text: "28.41" })).toEqual(["a"]);
    expect(shown(rows, { text: "DEBIAN 13" })).toEqual(["b"]);
    expect(shown(rows, { text: " m1. " })).toEqual(["c"]);
    expect(shown(rows, { text: "debian m1" })).toEqual([]);
  });

  it("counts every group of the whole list, whatever is searched", () => {
    const rows = [
      row("a"),
      row("b", { state: "paused" }),
      row("c", { state: "migrating" }),
      row("d", { state: "unknown" }),
    ];
    const { counts, total } = showList(rows, { ...plainQuery, text: "nothing" });
    expect(counts).toEqual({ running: 1, progress: 1, stopped: 1, attention: 0, unknown: 1 });
    expect(total).toBe(4);
  });

  it("keeps one group", () =>
    expect(shown([row("a"), row("b", { state: "stopped" })], { group: "stopped" })).toEqual(["b"]));

  it("keeps what is unknown last in both directions", () => {
    const rows = [
      row("none", { disks: { count: 0, totalBytes: null } }),
      row("big", { disks: { count: 1, totalBytes: 9 } }),
      row("small", { disks: { count: 1, totalBytes: 1 } }),
    ];
    expect(shown(rows, { sort: "disks" })).toEqual(["small", "big", "none"]);
    expect(shown(rows, { sort: "disks", descending: true })).toEqual(["big", "small", "none"]);
  });

  it("orders sizes by CPU, then memory, and addresses by their numbers", () => {
    const rows = [
      row("m1", {
        size: { type: "m1", cpu: 2, memoryBytes: 16 * 2 ** 30 },
        addresses: { public: "10.0.0.9", private: null },
      }),
      row("u1", {
        size: { type: "u1", cpu: 2, memoryBytes: 8 * 2 ** 30 },
        addresses: { public: "10.0.0.10", private: null },
      }),
      row("s1", {
        size: { type: "s1", cpu: 1, memoryBytes: 99 * 2 ** 30 },
        addresses: { public: "9.0.0.1", private: null },
      }),
    ];
    expect(shown(rows, { sort: "size" })).toEqual(["s1", "u1", "m1"]);
    expect(shown(rows, { sort: "addresses" })).toEqual(["s1", "m1", "u1"]);
  });

  it("puts the youngest first by age", () =>
    expect(shown([row("old"), row("new", { createdAt: "2026-02-01T00:00:00Z" })], { sort: "age" })).toEqual([
      "new",
      "old",
    ]));
});

describe("the address", () => {
  it.each(["", "?q=web+01", "?state=attention", "?sort=-age", "?q=a&state=stopped&sort=disks"])("keeps %s", (text) => {
    const parameters = new URLSearchParams(text);
    expect(writeListQuery(readListQuery((name) => parameters.get(name)))).toBe(text);
  });

  it("leaves out what it does not know", () => {
    const parameters = new URLSearchParams("?sort=-__proto__&state=constructor&q=");
    expect(readListQuery((name) => parameters.get(name))).toEqual(plainQuery);
  });
});
