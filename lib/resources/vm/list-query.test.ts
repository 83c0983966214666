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
  filtersPorts: true,
  disks: { count: 1, totalBytes: 20 * 2 ** 30 },
  labels: [],
  createdAt: "2026-01-01T00:00:00Z",
  runStrategy: "Always",
  drifted: false,
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

  it("finds by label", () =>
    expect(shown([row("a", { labels: ["env=production"] }), row("b")], { text: "production" })).toEqual(["a"]));

  it("puts rows of one value together, each group sorted, those without a value last", () => {
    const rows = [
      row("b", { labels: ["env=test"] }),
      row("z"),
      row("c", { labels: ["env=prod"] }),
      row("a", { labels: ["env=test", "environment=no"] }),
    ];
    const { rows: inOrder, groups } = showList(rows, { ...plainQuery, by: "label:env", descending: true });
    expect(inOrder.map(({ name }) => name)).toEqual(["c", "b", "a", "z"]);
    expect(groups).toEqual([
      { value: "prod", count: 1 },
      { value: "test", count: 2 },
      { value: null, count: 1 },
    ]);
  });

  it("groups states by what wants a look first", () => {
    const rows = [
      row("a"),
      row("b", { state: "stopped" }),
      row("c", { state: "attention" }),
      row("d", { deleting: true }),
    ];
    const { groups } = showList(rows, { ...plainQuery, by: "state" });
    expect(groups?.map(({ value }) => value)).toEqual(["attention", "running", "stopped", "deleting"]);
  });

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

const read = (text: string) => {
  const parameters = new URLSearchParams(text);
  return readListQuery((name) => parameters.getAll(name));
};

describe("the address", () => {
  it.each([
    "",
    "?q=web+01",
    "?state=attention",
    "?sort=-age",
    "?q=a&state=stopped&sort=disks",
    "?status=paused&os=ubuntu&os=Debian+13&label=acme.ch%2Fenv%3Dtest&by=label%3Aenv&columns=state%2Csize",
  ])("keeps %s", (text) => expect(writeListQuery(read(text))).toBe(text));

  it("leaves out names that it does not know", () =>
    expect(read("?sort=-__proto__&by=constructor&q=&columns=none&evil=1")).toEqual(plainQuery));

  it("keeps values that it does not know, so that they can be shown: no machine has them", () => {
    const { filters } = read("?state=constructor&os=beos&label=__proto__");
    expect(filters).toEqual([
      { field: "status", value: "constructor" },
      { field: "os", value: "beos" },
      { field: "label", value: "__proto__" },
    ]);
    expect(shown([row("a")], { filters })).toEqual([]);
  });

  it("takes a state that is no tab for a filter", () =>
    expect(writeListQuery(read("?state=paused"))).toBe("?status=paused"));

  it("is bounded, whatever a link holds", () => {
    const many = Array.from({ length: 500 }, (_, at) => `label=${"k".repeat(900)}${at}`).join("&");
    const { filters } = read(`?${many}&label=a&label=a`);
    expect(filters.length).toBeLessThan(30);
    expect(Math.max(...filters.map(({ value }) => value.length))).toBeLessThan(400);
  });
});
