import { describe, expect, it } from "vitest";
import { catalogueFixture } from "../create/catalogue.fixture.ts";
import { defaultInput } from "../create/defaults.ts";
import { disksOfImage } from "../create/disks.ts";
import type { CreateInput } from "../create/input.ts";
import { unpublishedDialect } from "../resources/dialect/dialect.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import { gibibyte } from "../resources/quantity.ts";
import { rowOf } from "../resources/vm/row.fixture.ts";
import type { VmDisk, VmView } from "../resources/vm/view.ts";
import { newerImageOf, replicatedClassOf, roomierTypeOf } from "./of-catalogue.ts";
import { factsOfInput } from "./of-input.ts";
import { factsOfMachine } from "./of-machine.ts";

const beside = { today: "2026-11-22", backups: null };
const input = defaultInput(catalogueFixture, null);
const ofInput = (given: Partial<CreateInput> = {}, catalogue: CatalogueView = catalogueFixture) =>
  factsOfInput({ ...input, ...given }, catalogue, beside);

describe("of a machine that is to be made", () => {
  it("are what the form says, by the names that its disks will have", () => {
    expect(ofInput({ cloudInit: "#cloud-config\nssh_pwauth: true\n", sshKeys: ["a", "b"] })).toMatchObject({
      exists: false,
      guest: "other",
      cpu: 1,
      disks: [{ name: "ubuntu-2-system-1", storageClass: "replicated", sizeBytes: 20 * gibibyte, optical: false }],
      minimumBytes: 4 * gibibyte,
      keyCount: 2,
      firstBoot: { passwords: true, firewall: false },
      exposure: { kind: "ports" },
    });
  });

  it("know of an existing disk what the catalogue does, and nothing of one it does not list", () => {
    const disks = ["spare", "elsewhere"].map((name) => ({ kind: "existing" as const, name, bus: "" }));
    expect(ofInput({ disks })).toMatchObject({
      disks: [
        { name: "spare", storageClass: "replicated", sizeBytes: 10 * gibibyte },
        { name: "elsewhere", storageClass: "", sizeBytes: null },
      ],
      minimumBytes: null,
    });
  });

  it("tell systems that are set up otherwise", () => {
    expect(ofInput({ profile: "windows.2k25.virtio" }).guest).toBe("windows");
    const proxmox = catalogueFixture.images.find(({ kind }) => kind === "installer");
    const disks = disksOfImage(proxmox, 32 * gibibyte, "replicated");
    expect(ofInput({ disks })).toMatchObject({ guest: "installer", minimumBytes: null });
    const talos = {
      ...catalogueFixture,
      images: catalogueFixture.images.map((each) => ({ ...each, family: "talos" as const })),
    };
    expect(ofInput({}, talos).guest).toBe("talos");
  });

  it("ask for nothing that this platform does not take", () => {
    const old = ofInput(
      {},
      { ...catalogueFixture, dialect: { ...unpublishedDialect, sshKeys: false, cloudInit: false } },
    );
    expect([old.keyCount, old.firstBoot]).toEqual([null, null]);
  });

  it("know a system that nobody mends any more by its profile", () => {
    expect(ofInput({ profile: "centos.7" }).hasOldProfile).toBe(true);
    expect(ofInput().hasOldProfile).toBe(false);
  });
});

const attached = (given: Partial<VmDisk>): VmDisk => ({
  name: "web-system",
  sizeBytes: 20 * gibibyte,
  storageClass: "replicated",
  optical: false,
  bootOrder: 1,
  phase: "Succeeded",
  progress: null,
  image: "oracle-9",
  ...given,
});
const machine: VmView = {
  ...rowOf("web"),
  profile: "oraclelinux",
  disksAttached: [attached({})],
  sshKeyCount: 2,
  hasCloudInit: true,
  node: null,
  service: null,
  outside: null,
  instance: null,
  loginUser: null,
  notes: null,
  firstBoot: null,
  loginUserFrom: null,
  startMarks: [],
  conditions: [],
  events: [],
};

describe("of a machine that is there", () => {
  const of = (given: Partial<VmView> = {}) => factsOfMachine({ ...machine, ...given }, catalogueFixture, beside);

  it("are what the cluster says, and of its image what the catalogue does", () => {
    expect(of()).toMatchObject({
      exists: true,
      guest: "other",
      name: "web",
      cpu: 1,
      keyCount: 2,
      firstBoot: "unread",
      minimumBytes: 40 * gibibyte,
      replicatedClass: "replicated",
    });
    expect(of({ firstBoot: { firewall: true, passwords: false, keys: false } }).firstBoot).toMatchObject({
      firewall: true,
    });
  });

  it("know no least size where the image is gone or on another disk than the first", () => {
    expect(of({ disksAttached: [attached({ image: "beos-5" })] }).minimumBytes).toBeNull();
    expect(of({ disksAttached: [attached({ image: null }), attached({ name: "data" })] }).minimumBytes).toBeNull();
  });

  it("tell systems that are set up otherwise", () => {
    expect(of({ os: { family: "windows", label: "Windows" } }).guest).toBe("windows");
    expect(of({ os: { family: "talos", label: "Talos" } }).guest).toBe("talos");
    const disks = [attached({ image: null }), attached({ image: "proxmox-9", optical: true })];
    expect(of({ disksAttached: disks }).guest).toBe("installer");
  });
});

describe("of the catalogue", () => {
  it("the replicated class is the one of that name, and nobody guesses at others", () => {
    expect(replicatedClassOf(catalogueFixture)).toBe("replicated");
    expect(replicatedClassOf({ storageClasses: [{ name: "ceph-block", isDefault: true }] })).toBeNull();
  });

  it("a roomier size has no less memory than the machine, listed or of its own", () => {
    const roomier = (type: string, cpu: number | null, gib: number | null) =>
      roomierTypeOf({ type, cpu, memoryBytes: gib === null ? null : gib * gibibyte }, catalogueFixture);
    expect(roomier("u1.medium", 1, 4)).toBe("u1.large");
    expect(roomier("", 1, 4)).toBe("s1.medium");
    expect(roomier("", 1, 6)).toBe("u1.large");
    expect(roomier("x1.gone", null, 12)).toBe("u1.xlarge");
    expect(roomier("", 1, 64)).toBeNull();
    expect(roomier("", 1, null)).toBeNull();
  });

  it("a newer image is of the same family and still mended", () => {
    const until = (days: Record<string, string>): CatalogueView => ({
      ...catalogueFixture,
      images: catalogueFixture.images.map((each) => ({ ...each, endOfSupport: days[each.name] ?? null })),
    });
    const days = { "ubuntu-2404": "2029-05-31", "oracle-9": "2032-06-30" };
    expect(newerImageOf("ubuntu-2204", until(days), beside.today)?.name).toBe("ubuntu-2404");
    expect(newerImageOf("ubuntu-2204", until({ "ubuntu-2404": "2026-01-01" }), beside.today)).toBeNull();
    expect(newerImageOf("ubuntu-2204", until({}), beside.today)).toBeNull();
    expect(newerImageOf("oracle-9", until(days), beside.today)).toBeNull();
    expect(newerImageOf("beos-5", until(days), beside.today)).toBeNull();
  });
});
