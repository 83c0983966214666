import { describe, expect, it } from "vitest";
import { eraDialects } from "../resources/dialect/eras.fixture.ts";
import { type DiskListFacts, diskConsequences, isSameDisks, movedDisk } from "./disks.ts";
import { specPatch } from "./patch.ts";
import type { VmSettings } from "./settings.ts";

const on = (...names: string[]) => names.map((name) => ({ name, bus: "" }));
const isOptical = (name: string) => name.endsWith("iso");
const said = (before: string[], after: string[], isRunning: DiskListFacts["isRunning"] = true) =>
  diskConsequences(on(...before), on(...after), { isRunning, isOptical }).map(({ id, values }) =>
    values ? `${id} ${values.names ?? values.name}` : id,
  );

describe("what follows from another disk list", () => {
  it.each<[string, string[], string[], DiskListFacts["isRunning"], string[]]>([
    ["nothing changes", ["a", "b"], ["a", "b"], true, []],
    ["a disk comes to a running machine", ["a"], ["a", "b"], true, ["disks-restart", "disks-guest-mounts b"]],
    ["a disk comes to one that is off", ["a"], ["a", "b"], false, ["disks-next-start", "disks-guest-mounts b"]],
    ["nobody can say whether it runs", ["a"], ["a", "b"], null, ["disks-restart-unknown", "disks-guest-mounts b"]],
    ["a disk goes", ["a", "b"], ["a"], true, ["disks-restart", "disks-still-held b", "disks-kept b"]],
    ["a disk goes while it is off", ["a", "b"], ["a"], false, ["disks-next-start", "disks-kept b"]],
    [
      "an installer is ejected",
      ["a", "iso"],
      ["a"],
      true,
      ["disks-restart", "disks-still-held iso", "disks-ejected iso"],
    ],
    ["an installer comes, which nobody mounts by hand", ["a"], ["a", "iso"], true, ["disks-restart"]],
    ["another disk boots first", ["a", "b"], ["b", "a"], true, ["disks-boots-first b", "disks-restart"]],
    ["nothing is left", ["a"], [], false, ["disks-nothing-boots", "disks-next-start", "disks-kept a"]],
    [
      "only an installer is left",
      ["a", "iso"],
      ["iso"],
      false,
      ["disks-only-optical", "disks-next-start", "disks-kept a"],
    ],
    ["two are exchanged", ["a", "b"], ["a", "c"], false, ["disks-next-start", "disks-kept b", "disks-guest-mounts c"]],
  ])("%s", (_, before, after, isRunning, expected) => expect(said(before, after, isRunning)).toEqual(expected));

  it("another bus may hide the disk from the guest", () => {
    const before = [{ name: "a", bus: "" }];
    const after = [{ name: "a", bus: "sata" }];
    expect(diskConsequences(before, after, { isRunning: false, isOptical }).map(({ id }) => id)).toEqual([
      "disks-next-start",
      "disks-bus",
    ]);
    expect(isSameDisks(before, after)).toBe(false);
  });
});

describe("moving a disk", () => {
  it.each([
    [0, 2, ["b", "c", "a"]],
    [2, 0, ["c", "a", "b"]],
    [1, 1, ["a", "b", "c"]],
    [0, 3, ["a", "b", "c"]],
    [0, -1, ["a", "b", "c"]],
    [5, 0, ["a", "b", "c"]],
  ])("from %d to %d", (from, to, expected) =>
    expect(movedDisk(on("a", "b", "c"), from, to).map(({ name }) => name)).toEqual(expected),
  );
});

describe("the patch each platform gets", () => {
  const settings: VmSettings = {
    runStrategy: "Always",
    exposure: { kind: "private" },
    icmp: null,
    size: { instanceType: "u1.medium", cpu: "", sockets: "", memory: "" },
    profile: "ubuntu",
    disks: [
      { name: "system", bus: "" },
      { name: "data", bus: "sata" },
    ],
    networks: [],
    usesSubnets: false,
    gpus: [],
    sshKeys: [],
    hasCloudInit: false,
    cloudInitSeed: "",
  };
  const [system, data] = settings.disks as [VmSettings["disks"][number], VmSettings["disks"][number]];
  it.each([
    ["attach", [system, data, { name: "more", bus: "" }]],
    ["reorder", [data, system]],
    ["detach", [system]],
    ["bus", [{ ...system, bus: "virtio" }, data]],
  ])("%s: the whole list in its own words, and no other key", (_, disks) => {
    for (const dialect of Object.values(eraDialects)) {
      const patch = specPatch(dialect, settings, { disks });
      const entries =
        dialect.disks === "names"
          ? disks.map(({ name }) => name)
          : disks.map(({ name, bus }) => (bus ? { name, bus } : { name }));
      const isOnlyBus = dialect.disks === "names" && JSON.stringify(entries) === JSON.stringify(["system", "data"]);
      expect(patch).toEqual(isOnlyBus ? {} : { disks: entries });
    }
  });
});
