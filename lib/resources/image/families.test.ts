import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultsOfImage, osOfImage } from "./families.ts";
import { noOverlay } from "./overlay.ts";

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

  it.each([
    ["ubuntu-2404", "ubuntu"],
    ["debian-13", "debian"],
    ["rocky-9", "rocky"],
    ["almalinux-10", "almalinux"],
    ["centos-stream-10", "cloud-user"],
    ["oracle-9", "cloud-user"],
    ["opensuse-160", "opensuse"],
    ["cloudlinux-9", "cloudlinux"],
    // Nobody logs in there, or whoever installs it says who.
    ["talos-112", null],
    ["proxmox-9", null],
    ["windows-2025", null],
  ])("one logs in to %s as %s, unless the provider says another", (image, user) => {
    expect(defaultsOfImage(image).loginUser).toBe(user);
    const said = { ...noOverlay, images: { [image]: { loginUser: "opc" } } };
    expect(defaultsOfImage(image, said).loginUser).toBe("opc");
  });

  it("answers for any text", () => {
    fc.assert(fc.property(fc.string(), (image) => void defaultsOfImage(image)));
  });
});
