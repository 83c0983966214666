import { defaultInput, defaultInstanceType } from "#lib/create/defaults.ts";
import { defaultDiskBytes, disksOfImage, systemDiskOf, withSystemDisk } from "#lib/create/disks.ts";
import type { CreateInput } from "#lib/create/input.ts";
import { instanceTypeOf, typeFitsProfile } from "#lib/create/size.ts";
import { freeName } from "#lib/resources/free-name.ts";
import type { CatalogueView, ImageView, InstanceTypeView } from "#lib/resources/image/view.ts";
import { vmNameLimit } from "#lib/resources/names.ts";
import { gibibyte } from "#lib/resources/quantity.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { unfitOf } from "./size-fit.ts";

/** The input as it is being typed. Keys are not in it: they are the library's, less those left out. */
export type Draft = {
  input: Omit<CreateInput, "sshKeys">;
  /** Of the system disk, in GiB, exactly as typed. */
  sizeText: string;
  hasOwnName: boolean;
  hasOwnSize: boolean;
  /** Keys of the library that this machine does not get. */
  keysLeftOut: readonly string[];
  /** Pasted or typed, not added yet. */
  keyText: string;
};

/** What the page holds before anybody touched it; `wanted` names the image to start from. */
export const startDraft = (catalogue: CatalogueView, quota: QuotaView | null, wanted?: string): Draft => {
  const { sshKeys: _, ...input } = defaultInput(catalogue, quota);
  const draft: Draft = {
    input,
    sizeText: gibText(systemBytesOf(input)),
    hasOwnName: false,
    hasOwnSize: false,
    keysLeftOut: [],
    keyText: "",
  };
  const image = catalogue.images.find(({ name }) => name === wanted);
  return image ? withImage(draft, image, catalogue, quota) : draft;
};

export const inputOf = (draft: Draft, library: readonly string[]): CreateInput => ({
  ...draft.input,
  sshKeys: library.filter((key) => !draft.keysLeftOut.includes(key)),
});

/** Another image brings its profile; size, disk and name follow unless the person chose them and they still fit. */
export const withImage = (draft: Draft, image: ImageView, catalogue: CatalogueView, quota: QuotaView | null): Draft => {
  const input = { ...draft.input, profile: image.profile };
  if (!draft.hasOwnName)
    input.name = freeName(image.family === "other" ? "vm" : image.family, catalogue.takenVmNames, vmNameLimit);
  const sizeBytes = draft.hasOwnSize ? systemBytesOf(input) : defaultDiskBytes(image);
  input.disks = disksOfImage(image, sizeBytes, systemDiskOf(input)?.storageClass ?? "replicated");
  const fits = (type: InstanceTypeView) => unfitOf(type, { ...input, sshKeys: [] }, catalogue, quota) === null;
  const profile = catalogue.profiles.find(({ name }) => name === image.profile);
  const chosen = catalogue.instanceTypes.find(({ name }) => name === instanceTypeOf(input));
  if (!chosen || !typeFitsProfile(chosen, profile))
    input.size = {
      kind: "type",
      instanceType: defaultInstanceType(catalogue, image.profile, fits)?.name ?? instanceTypeOf(input) ?? "",
    };
  return { ...draft, input, sizeText: draft.hasOwnSize ? draft.sizeText : gibText(sizeBytes) };
};

/** Text that is no whole number counts as nothing, which the rules refuse; the text itself stays. */
export const withSizeText = (draft: Draft, sizeText: string): Draft => {
  const gib = /^\d{1,9}$/.test(sizeText.trim()) ? Number(sizeText) : 0;
  const disks = withSystemDisk(draft.input.disks, { sizeBytes: gib * gibibyte });
  return { ...draft, sizeText, hasOwnSize: true, input: { ...draft.input, disks } };
};

export const withName = (draft: Draft, name: string): Draft => ({
  ...draft,
  hasOwnName: true,
  input: { ...draft.input, name },
});

/** Another series keeps about the size: the first of its types that fits and is not smaller, else the first that fits. */
export const withSeries = (draft: Draft, series: string, catalogue: CatalogueView, quota: QuotaView | null): Draft => {
  const cpu = catalogue.instanceTypes.find(({ name }) => name === instanceTypeOf(draft.input))?.cpu ?? 0;
  const fitting = catalogue.instanceTypes.filter(
    (type) => type.series === series && unfitOf(type, { ...draft.input, sshKeys: [] }, catalogue, quota) === null,
  );
  const type = fitting.find((each) => each.cpu >= cpu) ?? fitting[0];
  return type ? withType(draft, type.name) : draft;
};

export const withType = (draft: Draft, instanceType: string): Draft => ({
  ...draft,
  input: { ...draft.input, size: { kind: "type", instanceType } },
});

const systemBytesOf = (input: Pick<CreateInput, "disks">): number => systemDiskOf(input)?.sizeBytes ?? 0;

const gibText = (bytes: number): string => String(Math.ceil(bytes / gibibyte));
