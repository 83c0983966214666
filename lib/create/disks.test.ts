import { describe, expect, it } from "vitest";
import { gibibyte } from "../resources/quantity.ts";
import { catalogueFixture } from "./catalogue.fixture.ts";
import { defaultDiskBytes, disksOfImage, imageNameOf, systemDiskOf, withSystemDisk } from "./disks.ts";

const imageOf = (name: string) => catalogueFixture.images.find((image) => image.name === name);
const ubuntu = disksOfImage(imageOf("ubuntu-2404"), 20 * gibibyte, "local");
const proxmox = disksOfImage(imageOf("proxmox-9"), 32 * gibibyte, "local");
const existing = { kind: "existing" as const, name: "spare", bus: "" };

describe("disks that start from an image", () => {
  it("are one, or an empty one with the installer behind it", () => {
    expect(ubuntu).toMatchObject([{ part: "system", source: { kind: "image" }, optical: false }]);
    expect(proxmox).toMatchObject([
      { part: "system", source: { kind: "empty" }, sizeBytes: 32 * gibibyte },
      { part: "installer", source: { name: "proxmox-9" }, sizeBytes: 2 * gibibyte, optical: true },
    ]);
  });

  it("say which image it is; that of a data disk does not count", () => {
    expect([ubuntu, proxmox, [existing]].map((disks) => imageNameOf({ disks }))).toEqual([
      "ubuntu-2404",
      "proxmox-9",
      "",
    ]);
    const data = ubuntu.map((disk) => ({ ...disk, part: "data" }));
    expect(imageNameOf({ disks: [existing, ...data] })).toBe("");
    expect(systemDiskOf({ disks: [existing, ...data] })).toBeUndefined();
  });

  it("are as large as usual, or as the image asks", () =>
    expect(
      ["ubuntu-2404", "oracle-9", "proxmox-9", "none"].map((name) => defaultDiskBytes(imageOf(name)) / gibibyte),
    ).toEqual([...[20, 40, 32, 20]]));

  it("change at the system disk alone", () => {
    const disks = withSystemDisk([existing, ...proxmox], { sizeBytes: gibibyte });
    expect(disks.map((disk) => (disk.kind === "new" ? disk.sizeBytes / gibibyte : disk.name))).toEqual(["spare", 1, 2]);
  });
});
