import { describe, expect, it } from "vitest";
import { goldenCatalogue, goldenDisc, goldenDisk } from "#lib/create/golden.fixture.ts";
import { disksToInstall, isoBytes } from "#lib/create/installers.ts";
import { planOf } from "#lib/create/plan.ts";
import { gibibyte } from "#lib/resources/quantity.ts";
import { type Draft, draftOf, inputOf, startDraft } from "./draft.ts";
import { withSizeText } from "./draft-disks.ts";
import { accessWithheld } from "./draft-installer.ts";
import { startOf } from "./draft-parts.ts";
import {
  renewed,
  withDisk,
  withDrivers,
  withImage,
  withProfile,
  withSource,
  withStart,
  withWanted,
  withWindows,
} from "./draft-start.ts";
import { pendingOf } from "./pending.ts";

const catalogue = goldenCatalogue("current");
const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada@laptop";
const fresh = startDraft(catalogue, null);
const iso = "https://images.example.org/debian-13-amd64.iso";
const winIso = "https://images.example.org/windows.iso";
const driversUrl = catalogue.windows?.driversUrl ?? "";

const image = (name: string) => {
  const found = catalogue.images.find((each) => each.name === name);
  if (!found) throw new Error(name);
  return found;
};
const of = (draft: Draft, name: string) => withImage(draft, image(name), catalogue, null);
const source = (draft: Draft, values: Parameters<typeof withSource>[1]) => withSource(draft, values, catalogue, null);
const byUrl = (url: string, draft = fresh) => source(withStart(draft, "url", catalogue, null), { url });
const newDisc = (url: string) => ({
  ...{ kind: "new" as const, sizeBytes: isoBytes(url) },
  source: { kind: "url" as const, url, headers: [], checksum: "" },
});
const disksOf = (draft: Draft) => inputOf(draft, []).disks;
const shared = { storageClass: "replicated", driversUrl: null };

describe("a golden installer", () => {
  it.each(["proxmox-9", "proxmox-8"])("%s lies behind an empty system disk, each with a size of its own", (name) => {
    const disc = { kind: "new" as const, source: { kind: "image" as const, name }, sizeBytes: 2 * gibibyte };
    const draft = of(fresh, name);
    expect(disksOf(draft)).toEqual(disksToInstall(disc, shared));
    expect(inputOf(draft, [])).toMatchObject({ name: "proxmox-1", profile: "debian" });
    expect(draft).toMatchObject({ hasProfile: true, raised: null });
  });

  it("leaves nothing behind where another image is taken", () =>
    expect(inputOf(of(of(fresh, "proxmox-9"), "ubuntu-2404"), [])).toEqual(inputOf(fresh, [])));

  it("keeps the size that the person gave the system disk", () => {
    const own = withDisk(fresh, "system", (disk) => withSizeText(disk, "64"));
    expect(disksOf(of(own, "proxmox-9"))).toMatchObject([{ sizeBytes: 64 * gibibyte }, { sizeBytes: 2 * gibibyte }]);
  });

  it("answers on no port, so nobody waits for it", () => {
    const stepsOf = (draft: Draft) => planOf(inputOf(draft, []), "tenant-a", catalogue).steps.map(({ id }) => id);
    expect(stepsOf(of(fresh, "proxmox-9"))).not.toContain("answer");
    expect(stepsOf(fresh)).toContain("answer");
  });
});

describe("an address", () => {
  it("of an ISO is an installer, and its profile is guessed", () => {
    const draft = byUrl(iso);
    expect(disksOf(draft)).toEqual(disksToInstall(newDisc(iso), shared));
    expect(draft).toMatchObject({ hasProfile: true, guessedFrom: "debian-13-amd64.iso", input: { profile: "debian" } });
  });

  it("is one where the person says so, and none where they say not", () => {
    const plain = byUrl("https://images.example.org/download?id=7");
    expect(disksOf(plain)).toHaveLength(1);
    expect(disksOf(source(plain, { isInstaller: true }))).toHaveLength(2);
    expect(disksOf(source(byUrl(iso), { isInstaller: false }))).toMatchObject([
      { part: "system", source: { url: iso } },
    ]);
  });

  it("keeps what is typed from letter to letter, wherever it leads", () => {
    const begun = withStart(fresh, "url", catalogue, null);
    const typed = [...`${iso}?token=1`].reduce(
      (draft, letter) => source(draft, { url: startOf(draft).url + letter }),
      begun,
    );
    expect(disksOf(typed)).toMatchObject([{ source: { kind: "empty" } }, { source: { url: `${iso}?token=1` } }]);
    expect(startOf(source(typed, { url: "https://images.example.org/disk.qcow2" })).part).toBe("system");
  });

  it("guesses no profile over the person's own, and takes a guess back", () => {
    const own = withProfile(byUrl("https://images.example.org/x"), "fedora", catalogue, null);
    expect(source(own, { url: iso })).toMatchObject({ guessedFrom: null, input: { profile: "fedora" } });
    const unknown = source(byUrl(iso), { url: "https://images.example.org/x.iso" });
    expect(unknown).toMatchObject({ guessedFrom: null, hasProfile: false, input: { profile: "" } });
  });
});

describe("an existing disk", () => {
  const existing = (name: string) => source(withStart(fresh, "existing", catalogue, null), { existing: name });
  it("that is optical is an installer, any other is the system itself", () => {
    expect(disksOf(existing(goldenDisc))).toEqual(disksToInstall({ kind: "existing", name: goldenDisc }, shared));
    expect(disksOf(existing(goldenDisk))).toEqual([{ kind: "existing", name: goldenDisk, bus: "" }]);
    expect(disksOf(source(existing(goldenDisc), { existing: goldenDisk }))).toHaveLength(1);
  });
});

describe("Windows", () => {
  const windows = (draft = fresh, edition: string | null = null, on = catalogue) =>
    withWindows(draft, edition, on, null);
  const drivers = (draft: Draft, wants: boolean) => withDrivers(draft, wants, catalogue, null);

  it("takes the newest edition, a large enough size and the drivers, and asks for the ISO alone", () => {
    const draft = source(windows(), { url: winIso });
    expect(inputOf(draft, [])).toMatchObject({
      ...{ name: "windows-1", profile: "windows.2k25.virtio" },
      size: { kind: "type", instanceType: "u1.2xmedium" },
    });
    expect(disksOf(draft)).toEqual(disksToInstall(newDisc(winIso), { ...shared, driversUrl }));
    expect(windows().raised).toMatchObject({ for: "Windows", type: { from: "u1.medium" } });
  });

  it("is reached by RDP, everything else by SSH, where nobody has chosen ports", () => {
    const exposed = (draft: Draft) => draft.input.exposure;
    expect(exposed(windows())).toEqual({ kind: "ports", ports: [3389] });
    expect(exposed(of(windows(), "ubuntu-2404"))).toEqual(exposed(fresh));
    const own: Draft["input"]["exposure"] = { kind: "ports", ports: [22, 443] };
    const chosen: Draft = { ...fresh, input: { ...fresh.input, exposure: own } };
    expect(exposed(windows(chosen))).toEqual(own);
    const ssh: Draft = { ...windows(), input: { ...windows().input, exposure: { kind: "ports", ports: [22] } } };
    expect(exposed(windows(ssh, "windows.2k19"))).toEqual({ kind: "ports", ports: [22] });
  });

  it("proposes no profile that needs drivers where nobody says where they are", () => {
    const without = { ...catalogue, windows: null };
    expect(windows(fresh, null, without).input.profile).toBe("windows.2k25");
    expect(disksOf(windows(fresh, null, without))).toHaveLength(2);
    expect(drivers(windows(), false).input.profile).toBe("windows.2k25");
    expect(disksOf(drivers(windows(), false))).toHaveLength(2);
    expect(inputOf(drivers(drivers(windows(), false), true), [])).toEqual(inputOf(windows(), []));
  });

  it("takes another edition with its drivers, and a profile of the person's own", () => {
    expect(windows(windows(), "windows.2k19").input.profile).toBe("windows.2k19.virtio");
    expect(windows(drivers(windows(), false), "windows.2k19").input.profile).toBe("windows.2k19");
    expect(withProfile(windows(), "windows.2k22", catalogue, null).input.profile).toBe("windows.2k22");
  });

  it("takes a disc that is there, and gives everything back where something else is chosen", () => {
    const draft = source(windows(), { from: "existing", existing: goldenDisc });
    expect(disksOf(draft)).toMatchObject([{ part: "system" }, { name: goldenDisc }, { part: "drivers" }]);
    expect(inputOf(of(draft, "ubuntu-2404"), []).disks).toEqual(inputOf(fresh, []).disks);
    expect(withStart(draft, "url", catalogue, null)).toMatchObject({ isWindows: false, hasProfile: false });
  });

  it("takes the provider's own ISO where there is one", () => {
    const ready = { ...image("proxmox-9"), name: "windows-2022", family: "windows" as const };
    const more = { ...catalogue, images: [...catalogue.images, ready] };
    expect(startOf(windows(fresh, null, more))).toMatchObject({ from: "image", image: "windows-2022" });
    expect(withWanted(fresh, "windows-2022", more, null).isWindows).toBe(true);
  });

  it("gives way to an image that people start from, where the provider has an ISO of it", () => {
    const golden = { ...image("proxmox-9"), name: "windows-2025", family: "windows" } as const;
    const with2025 = { ...catalogue, images: [golden, ...catalogue.images] };
    const back = withStart(windows(fresh, null, with2025), "image", with2025, null);
    expect(inputOf(back, []).disks).toEqual(inputOf(fresh, []).disks);
  });

  it("lies where the others do, after a disk that was there already", () => {
    const attached = draftOf(
      { ...inputOf(fresh, []), disks: [{ kind: "existing", name: goldenDisk, bus: "" }] },
      fresh,
      [],
    );
    const classes = disksOf(of(attached, "ubuntu-2404")).map((disk) => disk.kind === "new" && disk.storageClass);
    expect(classes).toEqual(["replicated"]);
  });

  it("stays Windows when its text is edited, and when the page is come back to", () => {
    const draft = source(windows(), { url: winIso });
    const back = draftOf(inputOf(draft, [key]), draft, [key]);
    expect(back).toMatchObject({ isWindows: true, keysLeftOut: [], accessAnyway: null });
    expect(inputOf(back, [key])).toEqual(inputOf(draft, [key]));
    expect(renewed(draft, { ...catalogue, takenVmNames: ["windows-1"] })?.input.name).toBe("windows-2");
  });
});

describe("keys and user data", () => {
  const text = "#cloud-config\n";
  const typed: Draft = { ...fresh, input: { ...fresh.input, cloudInit: text }, keyText: key };

  it("are not sent to an installer, and come back with another start", () => {
    const draft = of(typed, "proxmox-9");
    expect(inputOf(draft, [key])).toMatchObject({ sshKeys: [], cloudInit: "" });
    expect(pendingOf(draft, inputOf(draft, []), []).input.sshKeys).toEqual([]);
    const back = of(draft, "ubuntu-2404");
    expect(inputOf(back, [key])).toMatchObject({ sshKeys: [key], cloudInit: text });
    expect(pendingOf(back, inputOf(back, []), []).input.sshKeys).toEqual([key]);
  });

  it("are sent to an installer that reads them, where the person says so, here or in the text", () => {
    const draft = of(typed, "proxmox-9");
    expect(inputOf({ ...draft, accessAnyway: "installer" }, [key])).toMatchObject({ sshKeys: [key], cloudInit: text });
    const edited = draftOf({ ...inputOf(draft, [key]), cloudInit: "#!/bin/sh\n" }, draft, [key]);
    expect(inputOf(edited, [key])).toMatchObject({ sshKeys: [], cloudInit: "#!/bin/sh\n" });
  });

  it("stay away from what is chosen later, also where the text was edited before", () => {
    const edited = draftOf({ ...inputOf(fresh, [key]), name: "edited" }, fresh, [key]);
    expect(inputOf(edited, [key]).sshKeys).toEqual([key]);
    for (const name of ["talos-112", "proxmox-9"]) expect(inputOf(of(edited, name), [key]).sshKeys).toEqual([]);
    expect(inputOf(withWindows(edited, null, catalogue, null), [key]).sshKeys).toEqual([]);
  });

  it("are chosen as before once another start takes them, after user data was written into an installer's text", () => {
    const other = `${key}2`;
    const one = { ...of(typed, "proxmox-9"), keysLeftOut: [other] };
    const library = [key, other];
    const edited = draftOf({ ...inputOf(one, library), cloudInit: "#!/bin/sh\n" }, one, library);
    expect(inputOf(edited, library)).toMatchObject({ sshKeys: [], cloudInit: "#!/bin/sh\n" });
    expect(inputOf(of(edited, "ubuntu-2404"), library).sshKeys).toEqual([key]);
    const again = draftOf({ ...inputOf(edited, library), name: "again" }, edited, library);
    expect(inputOf(of(again, "ubuntu-2404"), library).sshKeys).toEqual([key]);
    const withKey = draftOf({ ...inputOf(edited, library), sshKeys: [other] }, edited, library);
    expect(inputOf(withKey, library).sshKeys).toEqual([other]);
    expect(inputOf(of(withKey, "ubuntu-2404"), library).sshKeys).toEqual([other]);
  });

  it("that go to an installer all the same do not go to Talos, nor the other way", () => {
    const ticked: Draft = { ...of(typed, "proxmox-9"), accessAnyway: "installer" };
    const held = draftOf(
      { ...inputOf(of(typed, "proxmox-9"), [key]), cloudInit: "#!/bin/sh\n" },
      of(typed, "proxmox-9"),
      [key],
    );
    for (const draft of [ticked, held, of(ticked, "ubuntu-2404"), of(held, "ubuntu-2404")])
      expect(inputOf(of(draft, "talos-112"), [key]).sshKeys).toEqual([]);
    const talos = of(typed, "talos-112");
    const told = draftOf({ ...inputOf(talos, [key]), sshKeys: [key] }, talos, [key]);
    expect(inputOf(told, [key]).sshKeys).toEqual([key]);
    expect(inputOf(of(told, "proxmox-9"), [key]).sshKeys).toEqual([]);
  });

  it("that went to an installer and were taken out of its text stay out", () => {
    const ticked: Draft = { ...of(typed, "proxmox-9"), accessAnyway: "installer" };
    const edited = draftOf({ ...inputOf(ticked, [key]), sshKeys: [] }, ticked, [key]);
    expect(inputOf(edited, [key])).toMatchObject({ sshKeys: [], cloudInit: text });
    expect(inputOf(of(edited, "ubuntu-2404"), [key]).sshKeys).toEqual([]);
  });

  it("of Talos are its machine configuration alone: it has no SSH", () => {
    const draft = of(typed, "talos-112");
    expect(accessWithheld(draft)).toBe("talos");
    expect(inputOf(draft, [key])).toMatchObject({ sshKeys: [], cloudInit: text });
  });
});
