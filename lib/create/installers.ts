import { familyRules } from "../resources/image/families.ts";
import type { ProfileView } from "../resources/image/view.ts";
import { profileWords } from "../resources/profile/words.ts";
import { gibibyte } from "../resources/quantity.ts";
import type { CreateDisk, CreateInput, DiskSource, NewDisk } from "./input.ts";

/** Machines that somebody installs by hand: from a disc, onto a disk that is empty before. */

export const systemPart = "system";
export const installerPart = "installer";
export const driversPart = "drivers";

/** What a guest is installed onto, unless somebody chooses otherwise. */
export const installedBytes = 32 * gibibyte;
/** No address says how large its ISO is: room for today's, as one that is too small stops its import. */
const discBytes = 8 * gibibyte;
const fullDvdBytes = 16 * gibibyte;
/** virtio-win has about 0.7 GiB. */
const driversBytes = gibibyte;

/** What Windows Server can be worked with; the profiles ask for less than its maker. */
export const windowsLeast = { cpu: 2, memoryBytes: 4 * gibibyte } as const;

/** Whether an address names an ISO by the end of its path; packed ones are unpacked on import. */
export const isIsoUrl = (text: string): boolean => /\.iso(\.[gx]z)?$/i.test(fileOf(text));

/** The last part of an address's path; "" where there is none. */
const fileOf = (text: string): string => {
  const url = text.trim();
  // Not URL.parse, which some of our browsers lack.
  const path = URL.canParse(url) ? new URL(url).pathname : "";
  const file = path.slice(path.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(file);
  } catch {
    return file;
  }
};

/** What is inside an ISO as far as its file's name tells: a guess, and said as one. */
export type IsoGuess = { file: string; profile: string };

/** Builds of Windows Server as Microsoft writes them into its files' names. */
const windowsFiles: readonly [RegExp, string][] = [
  [/\b26100\b|server[ _-]*2025/i, "windows.2k25"],
  [/\b20348\b|server[ _-]*2022|^SERVER_EVAL/i, "windows.2k22"],
  [/\b17763\b|server[ _-]*2019/i, "windows.2k19"],
  [/\b14393\b|server[ _-]*2016/i, "windows.2k16"],
];

/** Names that the table of images does not have. */
const otherFiles: readonly [RegExp, string][] = [
  [/tumbleweed/i, "opensuse.tumbleweed"],
  [/^SLES?[-_]/i, "sles"],
];

/** The first profile of this cluster that the name speaks for; null where it speaks for none. */
export const guessOfIso = (url: string, profiles: readonly Pick<ProfileView, "name">[]): IsoGuess | null => {
  const file = fileOf(url);
  if (file === "") return null;
  const said = [...windowsFiles, ...otherFiles].find(([pattern]) => pattern.test(file))?.[1];
  const wanted = said ? [said] : profilesOfName(file.toLowerCase());
  const profile = wanted.find((name) => profiles.some((each) => each.name === name));
  return profile === undefined ? null : { file, profile };
};

const profilesOfName = (file: string): string[] => {
  const found = Object.values(familyRules)
    .flatMap((rule) => rule.names.map((name) => ({ rule, name })))
    .filter(({ name }) => new RegExp(`(^|[^a-z])${name.replaceAll(".", "\\.")}([^a-z]|$)`).test(file))
    // `centos-stream` says more than `centos`.
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!found) return [];
  const major = /\d{1,2}/.exec(file.slice(file.indexOf(found.name)))?.[0] ?? "";
  return found.rule.profiles.map((profile) => profile.replace(/N$/, major));
};

/** The disk that an ISO from this address gets, where nobody says. */
export const isoBytes = (url: string): number => (/dvd\d?\.iso/i.test(fileOf(url)) ? fullDvdBytes : discBytes);

/** `profile` has devices that Windows knows by itself, `virtio` (null: not here) those that need drivers. */
export type WindowsEdition = { profile: string; virtio: string | null; year: string; isOver: boolean };

/** The editions that this cluster has a profile for, newest first. */
export const windowsEditions = (profiles: readonly Pick<ProfileView, "name">[]): WindowsEdition[] => {
  const names = profiles.map(({ name }) => name);
  return names
    .flatMap((profile) => {
      const [, year] = /^windows\.2k(\d\d)$/.exec(profile) ?? [];
      const virtio = names.find((name) => name === `${profile}.virtio`) ?? null;
      const isOver = profileWords(profile).badge === "endOfLife";
      return year ? [{ profile, virtio, year: `20${year}`, isOver }] : [];
    })
    .sort((a, b) => b.year.localeCompare(a.year, "en"));
};

/** With the drivers at hand the fast devices; without them setup would not see its own disk. */
export const windowsProfile = ({ profile, virtio }: WindowsEdition, hasDrivers: boolean): string =>
  hasDrivers && virtio !== null ? virtio : profile;

type Shared = Pick<NewDisk, "storageClass">;

/** The disc with the drivers. */
export const driversDisk = (url: string, { storageClass }: Shared): NewDisk => ({
  ...{ kind: "new", part: driversPart, storageClass, bus: "", optical: true, sizeBytes: driversBytes },
  source: { kind: "url", url, headers: [], checksum: "" },
});

type Disc = { kind: "new"; source: DiskSource; sizeBytes: number } | { kind: "existing"; name: string };

/** The installer stands behind the empty system disk: it boots only while that one has nothing to boot. */
export const disksToInstall = (
  disc: Disc,
  { storageClass, driversUrl }: Shared & { driversUrl: string | null },
): CreateDisk[] => [
  {
    ...{ kind: "new", part: systemPart, source: { kind: "empty" } },
    ...{ sizeBytes: installedBytes, storageClass, optical: false, bus: "" },
  },
  disc.kind === "existing"
    ? { ...disc, bus: "" }
    : { ...disc, part: installerPart, storageClass, optical: true, bus: "" },
  ...(driversUrl === null ? [] : [driversDisk(driversUrl, { storageClass })]),
];

/** Whether somebody has to install it first: what boots first is empty, and a disc lies behind it. */
export const startsInstaller = (
  { disks }: Pick<CreateInput, "disks">,
  catalogue: { disks: readonly { name: string; optical: boolean }[] },
): boolean => {
  const [first, ...others] = disks;
  if (first?.kind !== "new" || first.source.kind !== "empty" || first.optical) return false;
  return others.some((disk) =>
    disk.kind === "new"
      ? disk.optical && disk.source.kind !== "empty"
      : catalogue.disks.some(({ name, optical }) => optical && name === disk.name),
  );
};
