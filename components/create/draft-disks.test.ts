import { describe, expect, it } from "vitest";
import { nextPart } from "#lib/create/disks.ts";
import type { CreateDisk } from "#lib/create/input.ts";
import { gibibyte } from "#lib/resources/quantity.ts";
import { placeAt } from "./disk-order.ts";
import { bytesOfGib, createDiskOf, draftDisksOf, emptyDisk, gibText, moved, withSizeText } from "./draft-disks.ts";

const disk = emptyDisk("data", "replicated");

describe("withSizeText", () => {
  it.each(["", "ten", "-5", "1.5.5", "9999999999"])("keeps %j as typed and counts it as nothing", (text) =>
    expect(withSizeText(disk, text)).toMatchObject({ sizeText: text, sizeBytes: 0, hasOwnSize: true }),
  );
  it.each([
    ["40", 40 * gibibyte],
    [" 40 ", 40 * gibibyte],
    ["0.5", gibibyte / 2],
    ["1,5", 1.5 * gibibyte],
  ])("reads %j", (text, bytes) => expect(bytesOfGib(text)).toBe(bytes));
  it("writes what it reads", () => {
    expect(gibText(40 * gibibyte)).toBe("40");
    expect(gibText(gibibyte / 2)).toBe("0.5");
  });
});

describe("createDiskOf", () => {
  const shared = { storageClass: "replicated", sizeBytes: 20 * gibibyte, optical: false, bus: "" };
  it.each([
    [{ from: "empty" }, { kind: "empty" }],
    [
      { from: "image", image: "ubuntu-2404" },
      { kind: "image", name: "ubuntu-2404" },
    ],
    [
      { from: "clone", clone: "old" },
      { kind: "clone", disk: "old" },
    ],
    [
      { from: "registry", registry: " docker://q.example/a:1 " },
      { kind: "registry", url: "docker://q.example/a:1" },
    ],
    [
      { from: "url", url: " https://a.example/x.iso ", checksum: "" },
      { kind: "url", url: "https://a.example/x.iso", headers: [], checksum: "" },
    ],
  ] as const)("sends %j as %j", (change, source) =>
    expect(createDiskOf({ ...disk, ...change })).toEqual({ kind: "new", part: "data", source, ...shared }),
  );
  it("sends what only the schema knows, and takes it back as it was typed", () => {
    const typed = { ...disk, more: { weight: { text: "3.0", value: 3 } } };
    const sent = createDiskOf(typed);
    expect(sent).toMatchObject({ more: { weight: 3 } });
    expect(draftDisksOf([sent], [typed])[0]?.more).toEqual(typed.more);
  });
  it("sends a name of its own, and none where nothing was typed", () => {
    const typed = { ...disk, ownName: "application-data" };
    const sent = createDiskOf(typed);
    expect(sent).toMatchObject({ part: "data", name: "application-data" });
    expect(draftDisksOf([sent], [disk])).toMatchObject([{ ownName: "application-data" }]);
    expect(draftDisksOf([createDiskOf(disk)], [typed])).toMatchObject([{ ownName: "" }]);
    expect(createDiskOf(disk)).not.toHaveProperty("name");
  });
  it("attaches an existing disk by name, with no size of its own", () =>
    expect(createDiskOf({ ...disk, from: "existing", existing: "old", bus: "sata" })).toEqual({
      kind: "existing",
      name: "old",
      bus: "sata",
    }));
});

describe("draftDisksOf", () => {
  const system: CreateDisk = {
    kind: "new",
    part: "system",
    source: { kind: "image", name: "ubuntu-2404" },
    sizeBytes: 20 * gibibyte,
    storageClass: "replicated",
    optical: false,
    bus: "",
  };
  const existing = (name: string): CreateDisk => ({ kind: "existing", name, bus: "" });

  it("gives back what it was given, in every kind", () => {
    const all: CreateDisk[] = [
      existing("old"),
      system,
      {
        ...system,
        part: "data",
        source: { kind: "url", url: "https://a.example/x", headers: [{ name: "A", value: "b" }], checksum: "" },
      },
      {
        ...system,
        part: "data-2",
        source: { kind: "registry", url: "docker://q.example/a:1" },
        optical: true,
        bus: "sata",
      },
      { ...system, part: "data-3", source: { kind: "clone", disk: "old" }, sizeBytes: 1_000_000_000 },
      existing("older"),
    ];
    const drafts = draftDisksOf(all, []);
    expect(drafts.map(createDiskOf)).toEqual(all);
    expect(new Set(drafts.map(({ part }) => part)).size).toBe(all.length);
  });

  it("takes a first disk that exists for the one the machine starts from", () =>
    expect(draftDisksOf([existing("old"), existing("older")], []).map(({ part }) => part)).toEqual(["system", "data"]));

  it("keeps what was typed for the same disk, the text of its size too", () => {
    const before = [{ ...withSizeText(emptyDisk("system", "local"), "020"), url: "https://a.example/typed" }];
    expect(draftDisksOf([system], before)).toMatchObject([
      { sizeText: "020", url: "https://a.example/typed", from: "image", storageClass: "replicated" },
    ]);
    const larger = draftDisksOf([{ ...system, sizeBytes: 40 * gibibyte }], before);
    expect(larger).toMatchObject([{ sizeText: "40", hasOwnSize: true }]);
  });
});

describe("the order of disks", () => {
  const disks = ["system", "data", "data-2"].map((part) => emptyDisk(part, ""));
  const order = (from: number, to: number) => moved(disks, from, to).map(({ part }) => part);
  it("moves one and keeps the rest in order", () => {
    expect(order(2, 0)).toEqual(["data-2", "system", "data"]);
    expect(order(0, 2)).toEqual(["data", "data-2", "system"]);
    expect(order(1, 2)).toEqual(["system", "data-2", "data"]);
  });
  it.each([
    [0, -1],
    [0, 3],
    [5, 0],
    [1, 1],
  ])("moves nothing from %d to %d", (from, to) => expect(moved(disks, from, to)).toBe(disks));
  it("takes the next free part", () => {
    expect(nextPart(["system"])).toBe("data");
    expect(nextPart(["system", "data", "data-3"])).toBe("data-2");
  });
  it("finds the row under a height", () => {
    const rows = [
      { top: 0, bottom: 10 },
      { top: 10, bottom: 30 },
    ];
    expect([-5, 5, 10, 29, 99].map((y) => placeAt(y, rows))).toEqual([0, 0, 1, 1, 1]);
    expect(placeAt(5, [])).toBe(0);
  });
});
