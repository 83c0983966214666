import { defaultInstanceType } from "#lib/create/defaults.ts";
import { systemPart } from "#lib/create/disks.ts";
import { resourcesOf, typeFitsProfile } from "#lib/create/size.ts";
import { freeName } from "#lib/resources/free-name.ts";
import type { CatalogueView, ImageView, InstanceTypeView } from "#lib/resources/image/view.ts";
import { vmNameLimit } from "#lib/resources/names.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { type Draft, inputOf, isProfileKnown } from "./draft.ts";
import { type DraftDisk, emptyDisk, gibText, minimumOf, usualDataBytes } from "./draft-disks.ts";
import { unfitOf } from "./size-fit.ts";

/** The disk that the machine starts from; the first one where somebody has moved it away from that part. */
export const systemOf = ({ disks }: Pick<Draft, "disks">): DraftDisk =>
  disks.find(({ part }) => part === systemPart) ?? disks[0] ?? emptyDisk(systemPart, "");

/** The same draft with one of its disks changed. */
export const withDisk = (draft: Draft, part: string, change: (disk: DraftDisk) => DraftDisk): Draft => ({
  ...draft,
  raised: null,
  disks: draft.disks.some((disk) => disk.part === part)
    ? draft.disks.map((disk) => (disk.part === part ? change(disk) : disk))
    : // Edited YAML may have left none: what is chosen then is the first.
      [change(emptyDisk(part, "")), ...draft.disks],
});

/** Another image brings its profile and name; size and disk are raised where they must be, and that is said. */
export const withImage = (draft: Draft, image: ImageView, catalogue: CatalogueView, quota: QuotaView | null): Draft => {
  const started = withDisk(draft, systemOf(draft).part, (disk) => ({ ...disk, from: "image", image: image.name }));
  const next = withFreeName(started, image.family === "other" ? "vm" : image.family, catalogue);
  const hasProfile = isProfileKnown(next.disks, catalogue);
  const known: Draft = { ...next, hasProfile, input: { ...next.input, profile: image.profile } };
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
  return image ? withImage(draft, image, catalogue, quota) : draft;
};

/** Starting from something else: what was chosen for that way before, else the first there is. */
export const withStart = (
  draft: Draft,
  from: DraftDisk["from"],
  catalogue: CatalogueView,
  quota: QuotaView | null,
): Draft => {
  const system = systemOf(draft);
  const image =
    catalogue.images.find(({ name }) => name === system.image) ?? catalogue.images.find(({ kind }) => kind === "cloud");
  if (from === "image" && image) return withImage(draft, image, catalogue, quota);
  const next = withFreeName(
    withDisk(draft, system.part, (disk) => ({ ...disk, from })),
    "vm",
    catalogue,
  );
  // What was set for an image is no answer for something else.
  const hasProfile = system.from === "image" ? false : draft.hasProfile;
  return { ...next, hasProfile, input: hasProfile ? next.input : { ...next.input, profile: "" } };
};

/** A name nobody has yet, unless the person gave one. */
const withFreeName = (draft: Draft, base: string, catalogue: CatalogueView): Draft => {
  if (draft.hasOwnName) return draft;
  return { ...draft, input: { ...draft.input, name: freeName(base, catalogue.takenVmNames, vmNameLimit) } };
};

/** An older draft with what is offered now; null when what it starts from is gone. */
export const renewed = (draft: Draft, catalogue: CatalogueView): Draft | null => {
  const { from, image } = systemOf(draft);
  const known = catalogue.images.find(({ name }) => name === image);
  if (from === "image" && !known) return null;
  return withFreeName(draft, from === "image" && known && known.family !== "other" ? known.family : "vm", catalogue);
};

/** A copy is at least as large as what it is made from. */
export const withClone = (draft: Draft, clone: string, catalogue: CatalogueView, quota: QuotaView | null): Draft =>
  raised(
    withDisk(draft, systemOf(draft).part, (disk) => ({ ...disk, clone })),
    clone,
    catalogue,
    quota,
  );

export const withProfile = (
  draft: Draft,
  profile: string,
  catalogue: CatalogueView,
  quota: QuotaView | null,
): Draft => {
  const label = catalogue.profiles.find(({ name }) => name === profile)?.label ?? profile;
  return raised({ ...draft, hasProfile: true, input: { ...draft.input, profile } }, label, catalogue, quota);
};

/** Size and system disk brought up to what the start and its profile need, with what was raised from what. */
const raised = (draft: Draft, reason: string, catalogue: CatalogueView, quota: QuotaView | null): Draft => {
  const system = systemOf(draft);
  const minimum = minimumOf(system, catalogue) ?? 0;
  // Nobody's own size follows the usual one down again, too.
  const wanted = Math.max(minimum, system.hasOwnSize ? system.sizeBytes : usualDataBytes);
  const disk = wanted > system.sizeBytes ? { from: system.sizeBytes, to: wanted } : null;
  const sized = withDisk(draft, system.part, (each) =>
    wanted === each.sizeBytes ? each : { ...each, sizeBytes: wanted, sizeText: gibText(wanted) },
  );
  const instanceType = sized.isCustom ? draft.instanceType : typeFor(sized, catalogue, quota);
  const type = instanceType === draft.instanceType ? null : { from: draft.instanceType, to: instanceType };
  return { ...sized, instanceType, raised: disk || type ? { for: reason, disk, type } : null };
};

/** The chosen type, or the next larger one that the profile and the quota admit. */
const typeFor = (draft: Draft, catalogue: CatalogueView, quota: QuotaView | null): string => {
  const input = inputOf(draft, []);
  const profile = catalogue.profiles.find(({ name }) => name === input.profile);
  const resources = resourcesOf(input, catalogue);
  if (resources && typeFitsProfile(resources, profile)) return draft.instanceType;
  const fits = (type: InstanceTypeView) => unfitOf(type, input, catalogue, quota) === null;
  return defaultInstanceType(catalogue, input.profile, fits)?.name ?? draft.instanceType;
};
