import { describe, expect, it } from "vitest";
import { gibibyte } from "../resources/quantity.ts";
import { catalogueFixture } from "./catalogue.fixture.ts";
import {
  disksToInstall,
  guessOfIso,
  isIsoUrl,
  isoBytes,
  startsInstaller,
  windowsEditions,
  windowsProfile,
} from "./installers.ts";

const named = (...names: string[]) => names.map((name) => ({ name }));
const profiles = named(
  ...["alpine", "centos.stream9", "debian", "fedora", "linux", "opensuse.leap", "opensuse.tumbleweed", "oraclelinux"],
  ...["rhel.9", "sles", "ubuntu", "windows.2k16", "windows.2k16.virtio", "windows.2k22", "windows.2k25"],
  "windows.2k25.virtio",
);

describe("an address is an installer's", () => {
  it.each([
    "https://a.example/debian-13.iso",
    "https://a.example/x/Debian.ISO?sig=1.qcow2#part",
    " https://a.example/win.iso.gz ",
    "https://a.example/win.iso.xz",
  ])("by the end of its path: %s", (url) => expect(isIsoUrl(url)).toBe(true));
  it.each([
    "",
    "debian.iso",
    "https://a.example/",
    "https://a.example/a.qcow2?name=b.iso",
    "https://a.example/a.iso/b",
  ])("and by nothing else: %j", (url) => expect(isIsoUrl(url)).toBe(false));
});

describe("what is inside an ISO is guessed from its name", () => {
  it.each([
    ["ubuntu-24.04.3-live-server-amd64.iso", "ubuntu"],
    ["debian-13.1.0-amd64-netinst.iso", "debian"],
    ["proxmox-ve_9.0-1.iso", "debian"],
    ["Rocky-9.6-x86_64-dvd.iso", "rhel.9"],
    ["AlmaLinux-9-latest-x86_64-minimal.iso", "rhel.9"],
    ["CentOS-Stream-9-latest-x86_64-dvd1.iso", "centos.stream9"],
    ["OracleLinux-R9-U4-x86_64-dvd.iso", "oraclelinux"],
    ["openSUSE-Leap-15.6-DVD-x86_64-Media.iso", "opensuse.leap"],
    ["openSUSE-Tumbleweed-DVD-x86_64-Current.iso", "opensuse.tumbleweed"],
    ["SLE-15-SP6-Full-x86_64-GM-Media1.iso", "sles"],
    ["Fedora-Server-dvd-x86_64-42-1.1.iso", "fedora"],
    ["alpine-virt-3.22.0-x86_64.iso", "alpine"],
    ["26100.1742.240906-0331.ge_release_svc_refresh_SERVER_EVAL_x64FRE_en-us.iso", "windows.2k25"],
    ["SERVER_EVAL_x64FRE_en-us.iso", "windows.2k22"],
    ["en-us_windows_server_2022_updated_x64_dvd.iso", "windows.2k22"],
    ["Windows%20Server%202016.iso", "windows.2k16"],
  ])("%s: %s", (file, profile) =>
    expect(guessOfIso(`https://a.example/isos/${file}`, profiles)?.profile).toBe(profile),
  );
  it.each([
    "FreeBSD-14.3-RELEASE-amd64-disc1.iso",
    "image.iso",
    "pubuntuish.iso",
    "Rocky-8.10-x86_64-dvd.iso",
    "%.iso",
  ])("and nothing is guessed that the name does not say, or that is not offered: %s", (file) =>
    expect(guessOfIso(`https://a.example/${file}`, profiles)).toBeNull(),
  );
  it("says which file it went by", () =>
    expect(guessOfIso("https://a.example/a/debian-13.iso?x=1", profiles)?.file).toBe("debian-13.iso"));
  it("leaves room for the large ones", () =>
    expect(
      ["https://a.example/Rocky-9.6-x86_64-dvd.iso", "https://a.example/debian-13.iso"].map((url) => isoBytes(url)),
    ).toEqual([16 * gibibyte, 8 * gibibyte]));
});

describe("editions of Windows", () => {
  const editions = windowsEditions(profiles);
  it("are those with a profile, newest first, with what is at its end marked", () =>
    expect(editions.map(({ year, isOver }) => `${year}${isOver ? " over" : ""}`)).toEqual([
      "2025",
      "2022",
      "2016 over",
    ]));
  it("take fast devices only with drivers, and only where there is such a profile", () => {
    const all = [true, false].flatMap((hasDrivers) => editions.map((edition) => windowsProfile(edition, hasDrivers)));
    expect(all).toEqual([
      ...["windows.2k25.virtio", "windows.2k22", "windows.2k16.virtio"],
      ...["windows.2k25", "windows.2k22", "windows.2k16"],
    ]);
  });
  it("are none where the platform has none", () => expect(windowsEditions(named("ubuntu", "windows.11"))).toEqual([]));
});

describe("disks of a machine that is installed", () => {
  const source = { kind: "url" as const, url: "https://a.example/win.iso", headers: [], checksum: "" };
  const disc = { kind: "new" as const, source, sizeBytes: 8 * gibibyte };
  const driversUrl = "https://a.example/virtio-win.iso";
  it("are an empty one of 32 GiB first, then the installer, then the drivers", () =>
    expect(disksToInstall(disc, { storageClass: "local", driversUrl })).toMatchObject([
      { part: "system", source: { kind: "empty" }, sizeBytes: 32 * gibibyte, optical: false, storageClass: "local" },
      { part: "installer", source, sizeBytes: 8 * gibibyte, optical: true },
      { part: "drivers", source: { url: driversUrl }, sizeBytes: gibibyte, optical: true },
    ]));

  it("are known as such, whether the disc is new or there already", () => {
    const shared = { storageClass: "local", driversUrl: null };
    const catalogue = {
      disks: [
        { name: "iso", optical: true },
        { name: "spare", optical: false },
      ],
    };
    const isOne = (disks: ReturnType<typeof disksToInstall>) => startsInstaller({ disks }, catalogue);
    const fresh = disksToInstall(disc, shared);
    expect(isOne(fresh)).toBe(true);
    expect(isOne(disksToInstall({ kind: "existing", name: "iso" }, shared))).toBe(true);
    expect(isOne(disksToInstall({ kind: "existing", name: "spare" }, shared))).toBe(false);
    expect(isOne(fresh.toReversed())).toBe(false);
    expect(isOne(fresh.slice(0, 1))).toBe(false);
    expect(isOne([])).toBe(false);
    expect(startsInstaller({ disks: fresh }, catalogueFixture)).toBe(true);
  });
});
