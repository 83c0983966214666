import { defaultInstanceType } from "#lib/create/defaults.ts";
import { installedBytes, windowsLeast } from "#lib/create/installers.ts";
import { type Resources, resourcesOf, typeFitsProfile } from "#lib/create/size.ts";
import type { CatalogueView, ImageView, InstanceTypeView } from "#lib/resources/image/view.ts";
import { adminPortOf } from "#lib/resources/known-ports.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { type Draft, inputOf, isProfileKnown } from "./draft.ts";
import { generatedName } from "./draft-copies.ts";
import { type DraftDisk, emptyDisk, gibText, minimumOf, usualDataBytes } from "./draft-disks.ts";
import { arranged, editionOf, installs, isWindowsInstaller, withEdition } from "./draft-installer.ts";
import { startOf, systemOf } from "./draft-parts.ts";
import { unfitOf } from "./size-fit.ts";

/** The same draft with one of its disks changed. */
export const withDisk = (draft: Draft, part: string, change: (disk: DraftDisk) => DraftDisk): Draft => ({
  ...draft,
  raised: null,
  disks: draft.disks.some((disk) => disk.part === part)
    ? draft.disks.map((disk) => (disk.part === part ? change(disk) : disk))
    : // Edited YAML may have left none: what is chosen then is the first.
      [change(emptyDisk(part, draft.disks[0]?.storageClass ?? "")), ...draft.disks],
});

/** Another image brings its profile and name; size and disk are raised where they must be, and that is said. */
export const withImage = (draft: Draft, image: ImageView, catalogue: CatalogueView, quota: QuotaView | null): Draft => {
  const started = withDisk(draft, startOf(draft).part, (disk) => ({ ...disk, from: "image", image: image.name }));
  const next = withFreeName(
    arranged({ ...withUsualPort(started, false), isWindows: false }, catalogue),
    image.family === "other" ? "vm" : image.family,
    catalogue,
  );
  const hasProfile = isProfileKnown(next.disks, catalogue);
  const known: Draft = { ...next, hasProfile, guessedFrom: null, input: { ...next.input, profile: image.profile } };
  return raised(known, `${image.familyLabel} ${image.version}`.trim(), catalogue, quota);
};

/** The image that a link to this page names, as if somebody had chosen it; a name that is not offered changes nothing. */
export const withWanted = (
  draft: Draft,
  wanted: string | undefined,
  catalogue: CatalogueView,
  quota: QuotaView | null,
): Draft => {
  const image = catalogue.images.find(({ name }) => name === wanted);
  if (!image) return draft;
  if (!isWindowsInstaller(image)) return withImage(draft, image, catalogue, quota);
  return withSource(withWindows(draft, null, catalogue, quota), { from: "image", image: image.name }, catalogue, quota);
};

/** Starting from something else: what was chosen for that way before, else the first there is. */
export const withStart = (
  draft: Draft,
  from: DraftDisk["from"],
  catalogue: CatalogueView,
  quota: QuotaView | null,
): Draft => {
  const start = startOf(draft);
  const image =
    catalogue.images.find((each) => each.name === start.image && !isWindowsInstaller(each)) ??
    catalogue.images.find(({ kind }) => kind === "cloud");
  if (from === "image" && image) return withImage(draft, image, catalogue, quota);
  const started = withDisk({ ...withUsualPort(draft, false), isWindows: false }, start.part, (disk) => ({
    ...disk,
    from,
  }));
  // What was set for an image, for Windows or by a guess is no answer for something else.
  const hasProfile = start.from === "image" || draft.isWindows || draft.guessedFrom !== null ? false : draft.hasProfile;
  const asked: Draft = { ...started, hasProfile, guessedFrom: null };
  const next = hasProfile ? asked : { ...asked, input: { ...asked.input, profile: "" } };
  return settled(withFreeName(arranged(next, catalogue), "vm", catalogue), catalogue, quota);
};

/** Windows from an ISO, the person's own or the provider's: the newest edition until they say another. */
export const withWindows = (
  draft: Draft,
  edition: string | null,
  catalogue: CatalogueView,
  quota: QuotaView | null,
): Draft => {
  const { part } = startOf(draft);
  const started = draft.isWindows
    ? draft
    : withDisk(withUsualPort(draft, true), part, (disk) => ({ ...disk, ...windowsSource(disk, catalogue) }));
  const next = withEdition(arranged({ ...started, isWindows: true }, catalogue), edition ?? "", catalogue);
  const named = withFreeName(next, "windows", catalogue);
  return raised(named, "Windows", catalogue, quota, windowsLeast);
};

/** The port that people come in by, RDP or SSH, where nobody has chosen another one. */
const withUsualPort = (draft: Draft, isWindows: boolean): Draft => {
  const { exposure } = draft.input;
  const usual = (is: boolean): number => adminPortOf(is ? "windows" : "other");
  const isUntouched =
    draft.isWindows !== isWindows && exposure.kind === "ports" && String(exposure.ports) === String(usual(!isWindows));
  if (!isUntouched) return draft;
  return { ...draft, input: { ...draft.input, exposure: { kind: "ports", ports: [usual(isWindows)] } } };
};

/** The provider's own ISO where there is one; else what the person began with, or an address. */
const windowsSource = ({ from }: DraftDisk, { images }: CatalogueView): Partial<DraftDisk> => {
  const [ready] = images.filter(isWindowsInstaller);
  if (ready) return { from: "image", image: ready.name };
  return { from: from === "existing" ? from : "url" };
};

/** Another value of what it starts from, which may turn out to be an installer. */
export const withSource = (
  draft: Draft,
  values: Partial<DraftDisk>,
  catalogue: CatalogueView,
  quota: QuotaView | null,
): Draft => {
  const changed = withDisk(draft, startOf(draft).part, (disk) => ({ ...disk, ...values }));
  return settled(arranged(changed, catalogue), catalogue, quota);
};

/** With the disc of drivers or without, and the profile that goes with it. */
export const withDrivers = (
  draft: Draft,
  wantsDrivers: boolean,
  catalogue: CatalogueView,
  quota: QuotaView | null,
): Draft => withWindows({ ...draft, wantsDrivers }, editionOf(draft), catalogue, quota);

/** A name nobody has yet, unless the person gave one. */
const withFreeName = (draft: Draft, base: string, catalogue: CatalogueView): Draft => {
  if (draft.hasOwnName) return draft;
  return { ...draft, input: { ...draft.input, name: generatedName(base, draft.copies, catalogue) } };
};

/** An older draft with what is offered now; null when what it starts from is gone. */
export const renewed = (draft: Draft, catalogue: CatalogueView): Draft | null => {
  const { from, image } = startOf(draft);
  const known = catalogue.images.find(({ name }) => name === image);
  if (from === "image" && !known) return null;
  if (draft.isWindows) return withFreeName(draft, "windows", catalogue);
  return withFreeName(draft, from === "image" && known && known.family !== "other" ? known.family : "vm", catalogue);
};

export const withProfile = (
  draft: Draft,
  profile: string,
  catalogue: CatalogueView,
  quota: QuotaView | null,
): Draft => {
  const next: Draft = { ...draft, hasProfile: true, guessedFrom: null, input: { ...draft.input, profile } };
  return settled(next, catalogue, quota);
};

/** What was chosen with what it needs: of a copy its original's size, else what its profile asks for. */
const settled = (draft: Draft, catalogue: CatalogueView, quota: QuotaView | null): Draft => {
  const { profile } = draft.input;
  const label = catalogue.profiles.find(({ name }) => name === profile)?.label ?? profile;
  const { from, clone } = systemOf(draft);
  return raised(draft, from === "clone" ? clone : label, catalogue, quota);
};

/** Size and system disk brought up to what the start and its profile need, with what was raised from what. */
const raised = (
  draft: Draft,
  reason: string,
  catalogue: CatalogueView,
  quota: QuotaView | null,
  least: Resources = noLeast,
): Draft => {
  const system = systemOf(draft);
  const minimum = minimumOf(system, catalogue) ?? 0;
  const usual = installs(draft) ? installedBytes : usualDataBytes;
  // Nobody's own size follows the usual one down again, too.
  const wanted = Math.max(minimum, system.hasOwnSize ? system.sizeBytes : usual);
  const disk = minimum > system.sizeBytes ? { from: system.sizeBytes, to: wanted } : null;
  const sized = withDisk(draft, system.part, (each) =>
    wanted === each.sizeBytes ? each : { ...each, sizeBytes: wanted, sizeText: gibText(wanted) },
  );
  const instanceType = sized.isCustom ? draft.instanceType : typeFor(sized, catalogue, quota, least);
  const type = instanceType === draft.instanceType ? null : { from: draft.instanceType, to: instanceType };
  return { ...sized, instanceType, raised: disk || type ? { for: reason, disk, type } : null };
};

const noLeast: Resources = { cpu: 0, memoryBytes: 0 };

/** The chosen type, or the next larger one that the profile and the quota admit, with the least where one such fits. */
const typeFor = (draft: Draft, catalogue: CatalogueView, quota: QuotaView | null, least: Resources): string => {
  const input = inputOf(draft, []);
  const profile = catalogue.profiles.find(({ name }) => name === input.profile);
  const resources = resourcesOf(input, catalogue);
  const hasLeast = ({ cpu, memoryBytes }: Resources) => cpu >= least.cpu && memoryBytes >= least.memoryBytes;
  if (resources && hasLeast(resources) && typeFitsProfile(resources, profile)) return draft.instanceType;
  const fits = (type: InstanceTypeView) => unfitOf(type, input, catalogue, quota) === null;
  const isRoomy = (type: InstanceTypeView) => hasLeast(type) && fits(type);
  const suits = catalogue.instanceTypes.some(isRoomy) ? isRoomy : fits;
  return defaultInstanceType(catalogue, input.profile, suits)?.name ?? draft.instanceType;
};
