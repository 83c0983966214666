import { eraDialects } from "../resources/dialect/eras.fixture.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import { gibibyte } from "../resources/quantity.ts";

/** A small catalogue with the odd rows that rules are about. Only tests read it. */
export const catalogueFixture: CatalogueView = {
  dialect: eraDialects.current,
  imagesFrom: "cluster",
  images: [
    image("ubuntu-2404", "ubuntu", "Ubuntu", "24.04 LTS", 4, "ubuntu"),
    image("ubuntu-2204", "ubuntu", "Ubuntu", "22.04 LTS", 4, "ubuntu"),
    image("oracle-9", "oracle", "Oracle Linux", "9", 40, "oraclelinux"),
    { ...image("proxmox-9", "proxmox", "Proxmox VE", "9", 2, "debian"), kind: "installer" },
  ],
  instanceTypes: [
    type("u1.nano", 1, 0.5),
    type("u1.medium", 1, 4),
    type("s1.medium", 2, 4),
    type("u1.large", 2, 8),
    type("u1.xlarge", 4, 16),
  ],
  profiles: [
    { name: "ubuntu", label: "Ubuntu", minimumCpu: 1, minimumMemoryBytes: 2 * gibibyte },
    { name: "oraclelinux", label: "Oracle Linux", minimumCpu: 2, minimumMemoryBytes: 4 * gibibyte },
    { name: "debian", label: "Debian", minimumCpu: 0, minimumMemoryBytes: 0 },
  ],
  storageClasses: [
    { name: "replicated", isDefault: true },
    { name: "local", isDefault: false },
  ],
  gpus: [
    { name: "nvidia.com/GA102GL_A10", free: 2 },
    { name: "nvidia.com/TU104GL_TESLA_T4", free: 0 },
  ],
  networks: [{ name: "subnet-1a2b3c4d" }],
  networksListed: true,
  disks: [
    { ...disk("ubuntu-2-system"), usedBy: "ubuntu-1" },
    disk("spare"),
    { ...disk("leaving"), deleting: true },
    { ...disk("failing"), ready: false },
  ],
  takenVmNames: ["ubuntu-1"],
  takenDiskNames: ["ubuntu-2-system", "spare", "leaving", "failing"],
  missing: [],
  forbidden: [],
  windows: null,
  provider: null,
  prices: null,
  backups: { kind: "none" },
};

function image(
  name: string,
  family: CatalogueView["images"][number]["family"],
  familyLabel: string,
  version: string,
  gib: number,
  profile: string,
): CatalogueView["images"][number] {
  return {
    name,
    family,
    familyLabel,
    version,
    minimumBytes: gib * gibibyte,
    kind: "cloud",
    loginUser: family,
    profile,
    profiles: [profile],
    endOfSupport: null,
    known: true,
  };
}

function type(name: string, cpu: number, gib: number): CatalogueView["instanceTypes"][number] {
  return {
    name,
    series: name.split(".")[0] ?? "",
    cpu,
    memoryBytes: gib * gibibyte,
    dedicatedCpu: false,
    traits: [],
    typicalFor: null,
  };
}

function disk(name: string): CatalogueView["disks"][number] {
  return {
    name,
    sizeBytes: 10 * gibibyte,
    storageClass: "replicated",
    optical: false,
    usedBy: null,
    ready: true,
    deleting: false,
  };
}
