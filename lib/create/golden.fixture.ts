import { type Era, eraDialects } from "../resources/dialect/eras.fixture.ts";
import { projectImage } from "../resources/image/project.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import { gibibyte } from "../resources/quantity.ts";
import { defaultInput, defaultInstanceType } from "./defaults.ts";
import { defaultDiskBytes, disksOfImage } from "./disks.ts";
import { isAccepted } from "./input.fixture.ts";
import type { CreateInput, DiskSource, NewDisk } from "./input.ts";
import { disksToInstall, guessOfIso, isoBytes, windowsEditions, windowsProfile } from "./installers.ts";
import { planOf } from "./plan.ts";
import { manifestsOf } from "./yaml.ts";

export const goldenTenant = "tenant-golden";
/** A disk that is there already, for what needs none of its own. */
export const goldenDisk = "shared";
/** An ISO that is there already. */
export const goldenDisc = "iso";

/** Name and the least a disk from it has, in GiB, as the provider's catalogue promises them. */
const images: readonly (readonly [string, number])[] = [
  ...([
    ["ubuntu-2404", 4],
    ["ubuntu-2204", 4],
    ["debian-13", 4],
    ["debian-12", 4],
    ["debian-11", 4],
  ] as const),
  ...([
    ["rocky-10", 11],
    ["rocky-9", 11],
    ["rocky-8", 11],
  ] as const),
  ...([
    ["almalinux-10", 11],
    ["almalinux-9", 11],
    ["almalinux-8", 11],
  ] as const),
  ...([
    ["centos-stream-10", 11],
    ["centos-stream-9", 11],
  ] as const),
  ...([
    ["oracle-10", 40],
    ["oracle-9", 40],
    ["oracle-8", 40],
  ] as const),
  ...([
    ["opensuse-160", 2],
    ["opensuse-156", 1],
    ["cloudlinux-9", 9],
    ["cloudlinux-8", 8],
    ["talos-112", 8],
    ["proxmox-9", 2],
    ["proxmox-8", 2],
  ] as const),
];

/** vCPU and GiB by series. */
const sizes: Readonly<Record<string, string>> = {
  s1: "small 1/2, medium 2/4, large 4/8, xlarge 8/16, 3large 12/24, 2xlarge 16/32, 3xlarge 24/48, 4xlarge 32/64, 8xlarge 64/128",
  u1: "medium 1/4, 2xmedium 2/4, large 2/8, xlarge 4/16, 2xlarge 8/32, 4xlarge 16/64, 8xlarge 32/128",
  m1: "large 2/16, xlarge 4/32, 2xlarge 8/64, 4xlarge 16/128, 8xlarge 32/256",
};

/** Profiles by what they ask for: vCPU and GiB. */
const profiles: Readonly<Record<string, string>> = {
  "0/0": "linux",
  "1/0.25": "cirros",
  "1/0.5": "alpine debian",
  "1/1": "centos.7 centos.7.desktop rhel.7 rhel.7.desktop",
  "1/1.5":
    "centos.stream8 centos.stream8.desktop centos.stream9 centos.stream9.desktop centos.stream10 centos.stream10.desktop rhel.8 rhel.8.desktop rhel.9 rhel.9.desktop rhel.10",
  "1/2":
    "fedora opensuse.leap opensuse.tumbleweed sles ubuntu windows.2k16 windows.2k16.virtio windows.2k19 windows.2k19.virtio windows.2k22 windows.2k22.virtio windows.2k25 windows.2k25.virtio",
  "2/4": "oraclelinux",
};

const pair = (text: string): [number, number] => {
  const [cpu = 0, gib = 0] = text.split("/").map(Number);
  return [cpu, gib * gibibyte];
};

/** The model customer's whole catalogue in front of a cluster of one dialect: sizes sorted by vCPU and memory, as everywhere. */
export const goldenCatalogue = (era: Era): CatalogueView => {
  const dialect = eraDialects[era];
  const offered = Object.entries(profiles)
    .flatMap(([needs, names]) => names.split(" ").map((name) => ({ name, needs: pair(needs) })))
    .filter(({ name }) => dialect.profiles?.includes(name) ?? true)
    .map(({ name, needs: [minimumCpu, minimumMemoryBytes] }) => ({
      name,
      label: name,
      minimumCpu,
      minimumMemoryBytes,
    }));
  const names = new Set(offered.map(({ name }) => name));
  return {
    dialect,
    images: images.map(([name, gib]) => projectImage(name, gib * gibibyte, names)),
    imagesFrom: "cluster",
    instanceTypes: Object.entries(sizes)
      .flatMap(([series, list]) =>
        list.split(", ").map((each) => {
          const [size = "", amounts = ""] = each.split(" ");
          const [cpu, memoryBytes] = pair(amounts);
          return {
            name: `${series}.${size}`,
            series,
            cpu,
            memoryBytes,
            dedicatedCpu: false,
            traits: [],
            typicalFor: null,
          };
        }),
      )
      .sort((a, b) => a.cpu - b.cpu || a.memoryBytes - b.memoryBytes),
    profiles: offered,
    storageClasses: [
      { name: "replicated", isDefault: true },
      { name: "local", isDefault: false },
    ],
    gpus: [{ name: "nvidia.com/GA102GL_A10", free: 2 }],
    networks: [{ name: "subnet-1a2b3c4d" }],
    networksListed: true,
    disks: [
      {
        ...{ name: goldenDisk, sizeBytes: 10 * gibibyte, storageClass: "replicated", optical: false },
        ...{ usedBy: null, ready: true, deleting: false },
      },
      {
        ...{ name: goldenDisc, sizeBytes: 8 * gibibyte, storageClass: "replicated", optical: true },
        ...{ usedBy: null, ready: true, deleting: false },
      },
    ],
    takenVmNames: [],
    takenDiskNames: [goldenDisk, goldenDisc],
    missing: [],
    forbidden: [],
    windows: { driversUrl: "https://drivers.example.org/virtio-win.iso" },
    provider: null,
    prices: null,
    backups: { kind: "none" },
  };
};

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ada@laptop";
const data: NewDisk = {
  ...{ kind: "new", part: "data", source: { kind: "empty" }, sizeBytes: 10 * gibibyte, storageClass: "replicated" },
  ...{ optical: false, bus: "" },
};
const url = { kind: "url" as const, url: "https://images.example.org/disk.qcow2", headers: [], checksum: "" };

/** What else can be chosen; what a dialect does not have is not in its file. */
const choices: Readonly<Record<string, (from: CreateInput) => Partial<CreateInput>>> = {
  halted: () => ({ start: false }),
  private: () => ({ exposure: { kind: "private" } }),
  whole: () => ({ exposure: { kind: "whole" } }),
  ports: () => ({ exposure: { kind: "ports", ports: [22, 80, 443] } }),
  "no-ping": () => ({ icmp: false }),
  keys: () => ({ sshKeys: [key], cloudInit: "#cloud-config\npackages:\n  - htop\n" }),
  "own-size": () => ({ size: { kind: "custom", cpu: 2, sockets: 2, memoryBytes: 6 * gibibyte } }),
  gpus: () => ({ gpus: ["nvidia.com/GA102GL_A10", "nvidia.com/GA102GL_A10"] }),
  networks: () => ({ networks: ["subnet-1a2b3c4d"] }),
  "cpu-model": () => ({ more: { cpuModel: "host-passthrough" } }),
  "data-disk": withDisk({ kind: "empty" }, { storageClass: "local", sizeBytes: 1.5 * gibibyte }),
  "own-name": withDisk({ kind: "empty" }, { name: "application-data" }),
  "existing-disk": ({ disks }) => ({ disks: [{ kind: "existing", name: goldenDisk, bus: "" }, ...disks] }),
  bus: withDisk({ kind: "empty" }, { bus: "sata" }),
  address: withDisk(url, { optical: true }),
  headers: withDisk({ ...url, headers: [{ name: "Authorization", value: "Bearer token123" }] }),
  checksum: withDisk({ ...url, checksum: `sha256:${"0123456789abcdef".repeat(4)}` }),
  registry: withDisk({ kind: "registry", url: "docker://quay.io/kubevirt/cirros-container-disk-demo" }),
  clone: withDisk({ kind: "clone", disk: goldenDisk }),
};

function withDisk(source: DiskSource, change: Partial<NewDisk> = {}) {
  return ({ disks }: CreateInput): Partial<CreateInput> => ({ disks: [...disks, { ...data, source, ...change }] });
}

/** What is installed by hand: from an address and from a disk that is there, and each Windows with the drivers and without. */
const installations = ({
  profiles: offered,
  windows,
}: CatalogueView): Pick<CreateInput, "name" | "disks" | "profile">[] => {
  const isoOf = (file: string) => {
    const source = { ...url, url: `https://images.example.org/${file}` };
    return { kind: "new" as const, source, sizeBytes: isoBytes(source.url) };
  };
  const shared = { storageClass: "replicated", driversUrl: null };
  const debian = guessOfIso(isoOf("debian-13-amd64.iso").source.url, offered)?.profile ?? "";
  return [
    { name: "install-address", disks: disksToInstall(isoOf("debian-13-amd64.iso"), shared), profile: debian },
    { name: "install-disk", disks: disksToInstall({ kind: "existing", name: goldenDisc }, shared), profile: debian },
    ...windowsEditions(offered).flatMap((edition) =>
      [null, windows?.driversUrl ?? null].map((driversUrl) => ({
        name: `windows-${edition.year}${driversUrl === null ? "" : "-drivers"}`,
        disks: disksToInstall(isoOf("windows.iso"), { ...shared, driversUrl }),
        profile: windowsProfile(edition, driversUrl !== null),
      })),
    ),
  ];
};

/** What is chosen, by the name its machine gets. */
export const goldenInputs = (era: Era): CreateInput[] => {
  const catalogue = goldenCatalogue(era);
  const usual = defaultInput(catalogue, null);
  const shared: CreateInput = { ...usual, disks: [{ kind: "existing", name: goldenDisk, bus: "" }], start: false };
  const nameOf = (kind: string, what: string) => `${kind}-${what.replaceAll(".", "-")}`;
  const typeFor = (profile: string) => ({
    kind: "type" as const,
    instanceType: defaultInstanceType(catalogue, profile, () => true)?.name ?? "",
  });
  const inputs: CreateInput[] = [
    ...catalogue.images.map((image) => ({
      ...usual,
      name: nameOf("image", image.name),
      disks: disksOfImage(image, defaultDiskBytes(image), "replicated"),
      profile: image.profile,
      size: typeFor(image.profile),
    })),
    ...catalogue.instanceTypes.map(({ name }) => ({
      ...shared,
      name: nameOf("type", name),
      size: { kind: "type" as const, instanceType: name },
    })),
    ...catalogue.profiles.map(({ name }) => ({
      ...shared,
      name: nameOf("profile", name),
      profile: name,
      size: typeFor(name),
    })),
    ...installations(catalogue).map(({ name, ...chosen }) => ({
      ...{ ...usual, ...chosen, name },
      size: typeFor(chosen.profile),
    })),
    ...Object.entries(choices).map(([name, choose]) => ({ ...usual, name: nameOf("with", name), ...choose(usual) })),
  ];
  return inputs.filter((input) => isAccepted(input, catalogue));
};

/** The file of a dialect: a line for each object that is sent, as JSON, which is YAML too. */
export const goldenText = (era: Era): string => {
  const catalogue = goldenCatalogue(era);
  const blocks = goldenInputs(era).map((input) => {
    const lines = manifestsOf(planOf(input, goldenTenant, catalogue)).map(
      ({ kind, metadata, spec }) => `  - ${JSON.stringify({ kind, name: metadata.name, spec })}\n`,
    );
    return `${input.name}:\n${lines.join("")}`;
  });
  return `# What is sent to a cluster of the dialect "${era}", by what was chosen. Written by golden.fixture.ts, read by people.\n${blocks.join("")}`;
};
