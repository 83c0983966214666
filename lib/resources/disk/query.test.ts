import { describe, expect, it } from "vitest";
import { disksFor, readDisksQuery, totalBytesOf, writeDisksQuery } from "./query.ts";
import type { DiskRow } from "./view.ts";

const disk = (name: string, change: Partial<DiskRow> = {}): DiskRow => ({
  name,
  uid: "u",
  origin: { kind: "empty" },
  storageClass: "replicated",
  optical: false,
  askedBytes: 10,
  realBytes: null,
  state: "ready",
  progress: null,
  trouble: null,
  usedBy: [],
  createdAt: "",
  ...change,
});
const all = [
  disk("spare"),
  disk("going", { state: "deleting" }),
  disk("web-system", { usedBy: ["web"] }),
  disk("shared", { usedBy: ["web", "db"] }),
  disk("broken", { state: "failing", trouble: "404" }),
];
const names = (disks: readonly DiskRow[]) => disks.map(({ name }) => name);

describe("which disks are looked at", () => {
  it("are those of a part: without a machine, in use, in need of attention", () => {
    const found = disksFor(all, "", ({ name }) => [name]);
    expect(names(found.all)).toHaveLength(5);
    expect(names(found.orphans)).toEqual(["spare", "broken"]);
    expect(names(found.attached)).toEqual(["web-system", "shared"]);
    expect(names(found.trouble)).toEqual(["shared", "broken"]);
  });

  it("and those that hold every word", () => {
    const found = disksFor(all, "web db", ({ name, usedBy }) => [name, ...usedBy]);
    expect(names(found.all)).toEqual(["shared"]);
  });

  it("stand in the address, and what it does not know is left out", () => {
    const get = (query: string) => (name: string) => new URLSearchParams(query).get(name);
    expect(readDisksQuery(get("?show=orphans&q=web"))).toEqual({ show: "orphans", text: "web" });
    expect(readDisksQuery(get("?show=everything"))).toEqual({ show: "all", text: "" });
    expect(writeDisksQuery({ show: "orphans", text: " web " })).toBe("?show=orphans&q=web");
    expect(writeDisksQuery({ show: "all", text: "" })).toBe("");
  });

  it("take so much together, or nobody knows", () => {
    expect(totalBytesOf([disk("a"), disk("b", { realBytes: 30 })])).toBe(40);
    expect(totalBytesOf([disk("a"), disk("b", { askedBytes: null })])).toBeNull();
    expect(totalBytesOf([])).toBe(0);
  });
});
