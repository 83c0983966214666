import { defaultInput } from "#lib/create/defaults.ts";
import type { CreateInput } from "#lib/create/input.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { bytesOfGib, createDiskOf, type DraftDisk, draftDisksOf, gibText } from "./draft-disks.ts";
import { type AccessKeeper, accessWithheld, installs, keysWithheld } from "./draft-installer.ts";
import { startOf } from "./draft-parts.ts";
import { type MoreTyped, moreOf, moreTyped } from "./more-fields.ts";

/** What was raised because what it starts from asks for it: said once, until the person chooses for themselves. */
export type Raised = {
  for: string;
  disk: { from: number; to: number } | null;
  type: { from: string; to: string } | null;
};

/** Sizes of one's own, as typed. */
export type CustomSize = { cpu: string; sockets: string; memory: string; memoryBytes: number };

/** The input as it is being typed. */
export type Draft = {
  input: Omit<CreateInput, "sshKeys" | "disks" | "size" | "more">;
  /** How many of it; 0 for text that is no number, which the rules refuse. */
  copies: number;
  copiesText: string;
  /** The machine that it was begun like, by its name in addresses; null for none. */
  like: string | null;
  hasOwnName: boolean;
  /** False where nobody knows what starts and nobody has said which profile fits. */
  hasProfile: boolean;
  /** The file whose name the profile was guessed from; null: nobody guessed. */
  guessedFrom: string | null;
  isWindows: boolean;
  /** The disc with the virtio drivers, where there is one. */
  wantsDrivers: boolean;
  /** To what starts without them keys and user data go all the same: some installers read them. Said of one, it is not said of the other. */
  accessAnyway: AccessKeeper | null;
  /** Edited text gave user data to an installer, and no keys: of the keys nothing was chosen by that. */
  keysHeldBack: boolean;
  disks: readonly DraftDisk[];
  isCustom: boolean;
  instanceType: string;
  custom: CustomSize;
  more: MoreTyped;
  raised: Raised | null;
  /** Keys of the library that this machine does not get. */
  keysLeftOut: readonly string[];
  /** Keys that this machine gets and the library does not have. */
  keysBeside: readonly string[];
  /** Pasted or typed, not added yet. */
  keyText: string;
  portText: string;
  /** User data that goes as it is, whatever is said of it; null is none. */
  cloudInitAsIs: string | null;
};

/** What the page holds before anybody touched it: the shortest path. */
export const startDraft = (catalogue: CatalogueView, quota: QuotaView | null): Draft => {
  const input = defaultInput(catalogue, quota);
  const blank: Draft = {
    input,
    copies: 1,
    copiesText: "1",
    like: null,
    hasOwnName: false,
    hasProfile: true,
    guessedFrom: null,
    isWindows: false,
    wantsDrivers: true,
    accessAnyway: null,
    keysHeldBack: false,
    disks: [],
    isCustom: false,
    instanceType: "",
    custom: { cpu: "2", sockets: "1", memory: "4", memoryBytes: bytesOfGib("4") },
    more: {},
    raised: null,
    keysLeftOut: [],
    keysBeside: [],
    keyText: "",
    portText: "",
    cloudInitAsIs: null,
  };
  const draft = draftOf(input, blank, []);
  const disks = draft.disks.map((disk) => ({ ...disk, hasOwnSize: false }));
  return { ...draft, disks, hasProfile: isProfileKnown(disks, catalogue) };
};

/** Somebody knows what starts: an image that the catalogue describes. Otherwise the person is asked. */
export const isProfileKnown = (disks: readonly DraftDisk[], catalogue: CatalogueView): boolean => {
  const { from, image } = startOf({ disks });
  return from === "image" && catalogue.images.find(({ name }) => name === image)?.known !== false;
};

/** What is sent. Keys are the library's, less those left out; what is withheld stays typed. */
export const inputOf = (draft: Draft, library: readonly string[]): CreateInput => ({
  ...draft.input,
  disks: draft.disks.map(createDiskOf),
  size: draft.isCustom
    ? {
        kind: "custom",
        cpu: countOf(draft.custom.cpu),
        sockets: countOf(draft.custom.sockets),
        memoryBytes: draft.custom.memoryBytes,
      }
    : { kind: "type", instanceType: draft.instanceType },
  ...(accessWithheld(draft) === "installer" && { cloudInit: "" }),
  sshKeys: keysWithheld(draft)
    ? []
    : [...library.filter((key) => !draft.keysLeftOut.includes(key)), ...draft.keysBeside],
  more: moreOf(draft.more),
});

/** An input as a draft, over what was typed before: the way back from edited YAML. */
export const draftOf = (input: CreateInput, before: Draft, library: readonly string[]): Draft => {
  const { sshKeys, disks, size, more, ...rest } = input;
  const next: Draft = {
    ...before,
    input: rest,
    hasOwnName: before.hasOwnName || input.name !== before.input.name,
    hasProfile: before.hasProfile || input.profile !== before.input.profile,
    guessedFrom: input.profile === before.input.profile ? before.guessedFrom : null,
    disks: draftDisksOf(disks, before.disks),
    isCustom: size.kind === "custom",
    instanceType: size.kind === "type" ? size.instanceType : before.instanceType,
    custom: size.kind === "custom" ? customOf(size, before.custom) : before.custom,
    more: moreTyped(more, before.more),
    raised: null,
  };
  next.isWindows = installs(next) && input.profile.startsWith("windows.");
  next.accessAnyway = null;
  // Only where something keeps them away does the text say that they go anyway.
  const kept = accessWithheld(next);
  if (sshKeys.length > 0 || (kept === "installer" && input.cloudInit !== "")) next.accessAnyway = kept;
  next.keysHeldBack = next.accessAnyway === "installer" && sshKeys.length === 0 && keysWithheld(before);
  // What was withheld from the text is no choice that somebody made in it.
  const withheld = accessWithheld(next);
  if (withheld) return withheld === "talos" ? next : { ...next, input: { ...rest, cloudInit: before.input.cloudInit } };
  if (next.keysHeldBack) return next;
  return {
    ...next,
    keysLeftOut: library.filter((key) => !sshKeys.includes(key)),
    keysBeside: sshKeys.filter((key) => !library.includes(key)),
  };
};

const customOf = (size: { cpu: number; sockets: number; memoryBytes: number }, before: CustomSize): CustomSize => ({
  cpu: String(size.cpu),
  sockets: String(size.sockets),
  memory: size.memoryBytes === before.memoryBytes ? before.memory : gibText(size.memoryBytes),
  memoryBytes: size.memoryBytes,
});

/** A whole number, or 0, which the rules refuse; the text itself stays. */
const countOf = (text: string): number => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : 0);

export const withName = (draft: Draft, name: string): Draft => ({
  ...draft,
  hasOwnName: true,
  input: { ...draft.input, name },
});
