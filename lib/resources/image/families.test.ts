import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultsOfImage, osOfImage } from "./families.ts";

describe("operating systems by image name", () => {
  it.each([
    ["ubuntu-2404", "Ubuntu", "24.04 LTS"],
    ["ubuntu-24.04", "Ubuntu", "24.04 LTS"],
    ["ubuntu-2510", "Ubuntu", "25.10"],
    ["debian-13", "Debian", "13"],
    ["rocky-10", "Rocky Linux", "10"],
    ["centos-stream-9", "CentOS Stream", "9"],
    ["oracle-8", "Oracle Linux", "8"],
    ["opensuse-156", "openSUSE Leap", "15.6"],
    ["opensuse-leap-16.0", "openSUSE Leap", "16.0"],
    ["talos-112", "Talos", "1.12"],
    ["proxmox-9", "Proxmox VE", "9"],
    ["alpine-3.21", "Alpine Linux", "3.21"],
  ])("%s is %s %s", (image, familyLabel, version) => expect(osOfImage(image)).toMatchObject({ familyLabel, version }));

  it.each(["", "my-golden-image", "ubuntufoo-24", "constructor", "24"])("%j is nothing we know", (image) => {
    expect(osOfImage(image)).toMatchObject({ family: "other", familyLabel: image });
    expect(defaultsOfImage(image)).toMatchObject({ profiles: [], loginUser: null, known: false });
  });

  it("knows minimum, user and profiles in order", () => {
    expect(defaultsOfImage("rocky-9")).toEqual({
      kind: "cloud",
      loginUser: "rocky",
      minimumGib: 11,
      profiles: ["rhel.9", "centos.stream9"],
      endOfSupport: null,
      known: true,
    });
    expect(defaultsOfImage("opensuse-156").minimumGib).toBe(1);
    expect(defaultsOfImage("proxmox-8").kind).toBe("installer");
    expect(defaultsOfImage("talos-112").loginUser).toBeNull();
  });

  it("answers for any text", () => {
    fc.assert(fc.property(fc.string(), (image) => void defaultsOfImage(image)));
  });
});
