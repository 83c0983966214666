import { describe, expect, it } from "vitest";
import { hasRestarted, installDiscsOf, installSteps, mayBeInstalled, withoutDisks } from "./install-discs.ts";

const attached = ["system", "installer", "drivers", "data"].map((name) => ({ name, bus: "" }));
const url = { kind: "url" as const, url: "https://a.example/x.iso" };
const disks = [
  { name: "system", optical: false, origin: { kind: "empty" as const } },
  { name: "installer", optical: true, origin: url },
  { name: "drivers", optical: true, origin: url },
  { name: "data", optical: false, origin: { kind: "empty" as const } },
];

describe("discs of an installation", () => {
  const namesOf = (...given: Parameters<typeof installDiscsOf>) => installDiscsOf(...given).map(({ name }) => name);
  it("are the optical ones behind a disk that was made empty", () =>
    expect(namesOf(attached, disks)).toEqual(["installer", "drivers"]));
  it("are none where something was on the first disk, or where a disc boots first", () => {
    const filled = disks.map((disk) => (disk.name === "system" ? { ...disk, origin: url } : disk));
    expect(namesOf(attached, filled)).toEqual([]);
    expect(namesOf(attached.slice(1), disks)).toEqual([]);
    expect(namesOf(attached.slice(0, 1), disks)).toEqual([]);
    expect(namesOf([], disks)).toEqual([]);
    expect(namesOf(attached, [])).toEqual([]);
  });
  it("go alone, whatever else is attached", () =>
    expect(withoutDisks(attached, ["installer", "drivers"]).map(({ name }) => name)).toEqual(["system", "data"]));
});

describe("a machine's page", () => {
  const shared = { sizeBytes: 1, storageClass: "replicated", phase: "Succeeded", progress: null };
  const system = { ...shared, name: "system", optical: false, bootOrder: 1, image: null };
  const disc = { ...shared, name: "installer", optical: true, bootOrder: 2, image: null };
  const machine = { origin: "platform" as const, deleting: false, disksAttached: [system, disc] };
  it("asks for more only where there is a disc behind a disk of no image", () => {
    expect(mayBeInstalled(machine)).toBe(true);
    expect(mayBeInstalled({ ...machine, deleting: true })).toBe(false);
    expect(mayBeInstalled({ ...machine, origin: "outside" })).toBe(false);
    expect(mayBeInstalled({ ...machine, disksAttached: [{ ...system, image: "ubuntu-2404" }, disc] })).toBe(false);
    expect(mayBeInstalled({ ...machine, disksAttached: [disc, system] })).toBe(false);
    expect(mayBeInstalled({ ...machine, disksAttached: [system] })).toBe(false);
    expect(mayBeInstalled({ ...machine, disksAttached: [] })).toBe(false);
  });
});

describe("a machine that started anew", () => {
  it("is one that runs as another than the first", () => {
    expect(hasRestarted({ instance: "b" }, "a")).toBe(true);
    expect(hasRestarted({ instance: "a" }, "a")).toBe(false);
    expect(hasRestarted({ instance: "b" }, null)).toBe(false);
    expect(hasRestarted({ instance: null }, "a")).toBe(false);
  });
});

describe("steps in the guest", () => {
  const stepsOf = (family: "windows" | "debian", profile: string) =>
    installSteps({ os: { family, label: "" }, profile });
  it("tell of drivers only where the profile needs them", () => {
    expect(stepsOf("windows", "windows.2k25.virtio")).toEqual([
      ...["press-key", "load-drivers", "guest-tools", "windows-eject"],
    ]);
    expect(stepsOf("windows", "windows.2k25")).toEqual(["press-key", "windows-eject"]);
    expect(stepsOf("debian", "debian")).toEqual(["install", "restart-eject"]);
  });
});
