import {
  driversDisk,
  driversPart,
  guessOfIso,
  installerPart,
  isIsoUrl,
  isoBytes,
  windowsEditions,
  windowsProfile,
} from "#lib/create/installers.ts";
import { osOfImage } from "#lib/resources/image/families.ts";
import type { CatalogueView, ImageView } from "#lib/resources/image/view.ts";
import type { Draft } from "./draft.ts";
import { type DraftDisk, draftDiskOf, emptyDisk, gibText, minimumOf } from "./draft-disks.ts";
import { startOf, systemOf } from "./draft-parts.ts";

type Disks = Pick<Draft, "disks">;

/** Whether somebody installs it by hand, from a disc. */
export const installs = ({ disks }: Disks): boolean => disks.some(({ part }) => part === installerPart);

export const hasDrivers = ({ disks }: Disks): boolean => disks.some(({ part }) => part === driversPart);

/** Whether what a disk is filled from is an installer: by the catalogue, by what the person said, or by its name. */
export const isInstaller = (disk: DraftDisk, { images, disks }: Pick<CatalogueView, "images" | "disks">): boolean => {
  if (disk.from === "image") return images.find(({ name }) => name === disk.image)?.kind === "installer";
  if (disk.from === "existing") return disks.find(({ name }) => name === disk.existing)?.optical ?? false;
  return disk.from === "url" && (disk.isInstaller ?? isIsoUrl(disk.url));
};

/** Windows is asked for in a place of its own. */
export const isWindowsInstaller = ({ kind, family }: ImageView): boolean =>
  kind === "installer" && family === "windows";

/** What starts without keys and user data. */
export type AccessKeeper = "installer" | "talos";

const accessKeeper = (draft: Draft): AccessKeeper | null => {
  const { from, image } = startOf(draft);
  // With a key and no text the chart writes a cloud-config, which Talos would read as its own configuration.
  if (from === "image" && osOfImage(image).family === "talos") return "talos";
  return installs(draft) ? "installer" : null;
};

/** What keeps keys and user data away from a machine; null: nothing, or the person has said of the same that they go all the same. */
export const accessWithheld = (draft: Draft): AccessKeeper | null => {
  const keeper = accessKeeper(draft);
  return keeper === draft.accessAnyway ? null : keeper;
};

/** Whether the machine gets no keys, whichever are chosen. */
export const keysWithheld = (draft: Draft): boolean =>
  accessWithheld(draft) !== null || (draft.keysHeldBack && installs(draft));

/** The same draft with an installer disk behind an empty system disk where what it starts from is one, and without where it is none. */
export const arranged = (draft: Draft, catalogue: CatalogueView): Draft => {
  const isWanted = draft.isWindows || isInstaller(startOf(draft), catalogue);
  if (!isWanted) return installs(draft) ? withoutDisc(draft) : draft;
  return guessed(withDrivers(withDiscSize(installs(draft) ? draft : withDisc(draft), catalogue), catalogue), catalogue);
};

const withDisc = (draft: Draft): Draft => {
  const system = systemOf(draft);
  const empty: DraftDisk = { ...system, from: "empty", optical: false };
  const disc: DraftDisk = {
    ...system,
    part: installerPart,
    ownName: "",
    optical: true,
    bus: "",
    more: {},
    hasOwnSize: false,
  };
  const others = draft.disks.filter(({ part }) => part !== system.part);
  return { ...draft, disks: [empty, disc, ...others] };
};

/** What was chosen on the disc is the system disk's again. */
const withoutDisc = (draft: Draft): Draft => {
  const { from, image, existing, clone, url, headers, checksum, registry, isInstaller: said } = startOf(draft);
  const source = { from, image, existing, clone, url, headers, checksum, registry, isInstaller: said };
  const system = systemOf(draft);
  const isOwn = ({ part }: DraftDisk) => part === installerPart || part === driversPart;
  return {
    ...draft,
    disks: draft.disks.filter((disk) => !isOwn(disk)).map((disk) => (disk === system ? { ...disk, ...source } : disk)),
  };
};

const withDiscSize = (draft: Draft, catalogue: CatalogueView): Draft => {
  const resized = (disc: DraftDisk): DraftDisk => {
    const minimum = minimumOf(disc, catalogue);
    const wanted = minimum ?? isoBytes(disc.url);
    const sizeBytes = disc.hasOwnSize ? Math.max(disc.sizeBytes, minimum ?? 0) : wanted;
    return sizeBytes === disc.sizeBytes ? disc : { ...disc, sizeBytes, sizeText: gibText(sizeBytes) };
  };
  return { ...draft, disks: draft.disks.map((disk) => (disk.part === installerPart ? resized(disk) : disk)) };
};

/** Only Windows needs them, and only where the operator says where they are. */
const withDrivers = (draft: Draft, { windows }: CatalogueView): Draft => {
  const others = draft.disks.filter(({ part }) => part !== driversPart);
  if (!draft.isWindows || !draft.wantsDrivers || !windows)
    return others.length === draft.disks.length ? draft : { ...draft, disks: others };
  if (hasDrivers(draft)) return draft;
  const { storageClass } = systemOf(draft);
  const disk = draftDiskOf(driversDisk(windows.driversUrl, { storageClass }), emptyDisk(driversPart, storageClass));
  const behind = others.findIndex(({ part }) => part === installerPart) + 1;
  return { ...draft, disks: [...others.slice(0, behind), disk, ...others.slice(behind)] };
};

/** A profile that a file's name speaks for, while the person has not named one. */
const guessed = (draft: Draft, { profiles }: CatalogueView): Draft => {
  const { from, url } = startOf(draft);
  if (draft.isWindows || from === "image" || (draft.hasProfile && draft.guessedFrom === null)) return draft;
  const guess = from === "url" ? guessOfIso(url, profiles) : null;
  return {
    ...draft,
    hasProfile: guess !== null,
    guessedFrom: guess?.file ?? null,
    input: { ...draft.input, profile: guess?.profile ?? "" },
  };
};

/** The profile of a Windows edition: with the drivers that come along, the fast devices. */
export const withEdition = (draft: Draft, profile: string, { profiles }: Pick<CatalogueView, "profiles">): Draft => {
  const editions = windowsEditions(profiles);
  const edition = editions.find((each) => each.profile === profile) ?? editions[0];
  if (!edition) return draft;
  const named = windowsProfile(edition, hasDrivers(draft));
  return { ...draft, hasProfile: true, guessedFrom: null, input: { ...draft.input, profile: named } };
};

/** The edition that a profile belongs to, without its `.virtio`. */
export const editionOf = ({ input }: Pick<Draft, "input">): string => input.profile.replace(/\.virtio$/, "");
