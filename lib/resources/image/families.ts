import type { OsFamily } from "../vm/view.ts";
import type { CatalogueOverlay } from "./overlay.ts";

/** What we know of an operating system besides its name: one configured overlay with these defaults (the provider's catalogue). */
type FamilyRule = {
  label: string;
  /** Bases of image names, without the version. */
  names: readonly string[];
  kind: "cloud" | "installer";
  loginUser: string | null;
  /** GiB; by version where versions differ. Only a floor: the live image may ask for more. */
  minimum: number | Readonly<Record<string, number>>;
  /** In order of preference; `N` stands for the major version. */
  profiles: readonly string[];
  version: (digits: string) => string;
};

const major = (digits: string): string => digits;
/** `2404` and `24.04` are one version; `112` is 1.12. */
const dotted = (tail: number) => (digits: string) =>
  digits.includes(".") || digits.length <= tail ? digits : `${digits.slice(0, -tail)}.${digits.slice(-tail)}`;
const ubuntu = (digits: string): string => {
  const version = dotted(2)(digits);
  const match = /^(\d\d)\.04/.exec(version);
  return match && Number(match[1]) % 2 === 0 ? `${version} LTS` : version;
};

const enterprise = ["rhel.N", "centos.streamN"];

export const familyRules: Readonly<Record<Exclude<OsFamily, "other">, FamilyRule>> = {
  ubuntu: {
    label: "Ubuntu",
    names: ["ubuntu"],
    kind: "cloud",
    loginUser: "ubuntu",
    minimum: 4,
    profiles: ["ubuntu"],
    version: ubuntu,
  },
  debian: {
    label: "Debian",
    names: ["debian"],
    kind: "cloud",
    loginUser: "debian",
    minimum: 4,
    profiles: ["debian", "linux"],
    version: major,
  },
  rocky: {
    label: "Rocky Linux",
    names: ["rocky", "rockylinux"],
    kind: "cloud",
    loginUser: "rocky",
    minimum: 11,
    profiles: enterprise,
    version: major,
  },
  almalinux: {
    label: "AlmaLinux",
    names: ["almalinux", "alma"],
    kind: "cloud",
    loginUser: "almalinux",
    minimum: 11,
    profiles: enterprise,
    version: major,
  },
  centos: {
    label: "CentOS Stream",
    names: ["centos-stream", "centos"],
    kind: "cloud",
    loginUser: "cloud-user",
    minimum: 11,
    profiles: ["centos.streamN"],
    version: major,
  },
  oracle: {
    label: "Oracle Linux",
    names: ["oracle", "oraclelinux", "oracle-linux"],
    kind: "cloud",
    loginUser: "cloud-user",
    minimum: 40,
    profiles: ["oraclelinux", "rhel.N"],
    version: major,
  },
  opensuse: {
    label: "openSUSE Leap",
    names: ["opensuse", "opensuse-leap", "opensuse.leap"],
    kind: "cloud",
    loginUser: "opensuse",
    minimum: { "16.0": 2, "15.6": 1 },
    profiles: ["opensuse.leap"],
    version: dotted(1),
  },
  cloudlinux: {
    label: "CloudLinux",
    names: ["cloudlinux"],
    kind: "cloud",
    loginUser: "cloudlinux",
    minimum: { "9": 9, "8": 8 },
    profiles: enterprise,
    version: major,
  },
  talos: {
    label: "Talos",
    names: ["talos"],
    kind: "cloud",
    loginUser: null,
    minimum: 8,
    profiles: ["linux"],
    version: dotted(2),
  },
  proxmox: {
    label: "Proxmox VE",
    names: ["proxmox"],
    kind: "installer",
    loginUser: null,
    minimum: 2,
    profiles: ["debian", "linux"],
    version: major,
  },
  windows: {
    label: "Windows",
    names: ["windows"],
    kind: "cloud",
    loginUser: null,
    minimum: 40,
    profiles: [],
    version: (digits) => digits,
  },
  fedora: {
    label: "Fedora",
    names: ["fedora"],
    kind: "cloud",
    loginUser: "fedora",
    minimum: 5,
    profiles: ["fedora", "linux"],
    version: major,
  },
  rhel: {
    label: "RHEL",
    names: ["rhel"],
    kind: "cloud",
    loginUser: "cloud-user",
    minimum: 11,
    profiles: ["rhel.N"],
    version: major,
  },
  alpine: {
    label: "Alpine Linux",
    names: ["alpine"],
    kind: "cloud",
    loginUser: "alpine",
    minimum: 1,
    profiles: ["alpine", "linux"],
    version: dotted(2),
  },
};

const ruleOf = (family: OsFamily): FamilyRule | null => (family === "other" ? null : familyRules[family]);

// The keys of familyRules are families by its type; Object.entries forgets that.
const bases = (Object.entries(familyRules) as [Exclude<OsFamily, "other">, FamilyRule][]).flatMap(([family, rule]) =>
  rule.names.map((name) => ({ family, name })),
);

export type OsName = { family: OsFamily; familyLabel: string; version: string };

/** Family and version as people say them, from an image's name such as `ubuntu-2404` or `centos-stream-10`. */
export const osOfImage = (image: string): OsName => {
  const [, base = image, digits = ""] = /^(.{1,80}?)[-_.]?(\d[\d.]{0,11})?$/.exec(image.toLowerCase()) ?? [];
  const family = bases.find(({ name }) => name === base)?.family ?? "other";
  const rule = ruleOf(family);
  return rule
    ? { family, familyLabel: rule.label, version: digits === "" ? "" : rule.version(digits) }
    : { family: "other", familyLabel: image, version: "" };
};

export type ImageDefaults = {
  kind: "cloud" | "installer";
  loginUser: string | null;
  minimumGib: number;
  /** In order of preference. */
  profiles: string[];
  endOfSupport: string | null;
  known: boolean;
};

/** What the operator's file says of an image, else this table; an image neither knows gets no profile and no login. */
export const defaultsOfImage = (image: string, overlay?: CatalogueOverlay): ImageDefaults => {
  const known = tableDefaults(image);
  const said = overlay && Object.hasOwn(overlay.images, image) ? overlay.images[image] : undefined;
  if (!said) return known;
  return {
    kind: said.kind ?? known.kind,
    loginUser: said.loginUser === undefined ? known.loginUser : said.loginUser,
    minimumGib: said.minimumGib ?? known.minimumGib,
    profiles: said.profiles ?? known.profiles,
    endOfSupport: said.endOfSupport ?? null,
    known: true,
  };
};

const tableDefaults = (image: string): ImageDefaults => {
  const { family, version } = osOfImage(image);
  const rule = ruleOf(family);
  if (!rule) return { kind: "cloud", loginUser: null, minimumGib: 1, profiles: [], endOfSupport: null, known: false };
  const majorVersion = /^\d+/.exec(version)?.[0] ?? "";
  const minimumGib = typeof rule.minimum === "number" ? rule.minimum : (rule.minimum[version] ?? 10);
  return {
    kind: rule.kind,
    loginUser: rule.loginUser,
    minimumGib,
    profiles: rule.profiles.map((profile) => profile.replace(/N$/, majorVersion)),
    endOfSupport: null,
    known: true,
  };
};
