import { describe, expect, it } from "vitest";
import { osOf } from "./os.ts";

describe("operating system of a machine", () => {
  it.each([
    ["ubuntu-2404", "debian", "ubuntu", "Ubuntu 24.04 LTS"],
    [null, "ubuntu", "ubuntu", "Ubuntu"],
    [null, "rhel.9.desktop", "rhel", "RHEL 9"],
    [null, "centos.stream10", "centos", "CentOS Stream 10"],
    [null, "opensuse.leap", "opensuse", "openSUSE Leap"],
    [null, "windows.2k25.virtio", "windows", "Windows Server 2025"],
    [null, "windows.2k8", "windows", "Windows Server 2008"],
    [null, "windows.11", "windows", "Windows 11"],
    [null, "linux", "other", "Linux"],
    [null, "centos.7.desktop", "centos", "CentOS 7"],
    [null, "plan9", "other", "plan9"],
    [null, "", "other", ""],
    ["own-image", "ubuntu", "other", "own-image"],
  ])("image %s, profile %s is %s", (image, profile, family, label) => {
    expect(osOf(image, profile)).toEqual({ family, label });
  });
});
