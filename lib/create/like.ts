import { freeName } from "../resources/free-name.ts";
import type { CatalogueView } from "../resources/image/view.ts";
import { shownNameOfVm, vmNameLimit } from "../resources/names.ts";
import { portsProblem } from "../resources/ports.ts";
import { quantityToBytes, quantityToNumber } from "../resources/quantity.ts";
import type { QuotaView } from "../resources/tenant/view.ts";
import { moreProblems } from "./check-more.ts";
import { defaultInput } from "./defaults.ts";
import type { CreateExposure, CreateInput, CreateSize } from "./input.ts";
import { likeDisks } from "./like-disks.ts";
import type { AddNote, LikeNote } from "./like-notes.ts";
import type { LikeView } from "./like-view.ts";
import { keyLimit, networkLimit, sizeSchema } from "./schema.ts";
import { sshKeyIdentity, sshKeyProblem } from "./ssh-key.ts";

/**
 * Another machine like this one, under names of its own, and what of it could not be taken over. Its seed never is: a new name is a new
 * instance for cloud-init (platform-api.md 2.3), which so runs at the first boot, also on a copied disk.
 */
export const likeOf = (
  original: LikeView,
  catalogue: CatalogueView,
  quota: QuotaView | null,
): { input: CreateInput; notes: LikeNote[] } => {
  const notes: LikeNote[] = [];
  const add: AddNote = (rule, values = {}) => notes.push({ rule, values });
  const { settings, oddity } = original;
  const usual = defaultInput(catalogue, quota);
  if (oddity) add(oddity);
  const input: CreateInput = {
    name: freeName(stemOf(shownNameOfVm(original.name)), catalogue.takenVmNames, vmNameLimit),
    disks: likeDisks(original, usual.disks, catalogue, add),
    size: sizeOf(original, usual.size, catalogue, add),
    profile: profileOf(original, usual.profile, catalogue, add),
    gpus: kept(settings.gpus, catalogue.dialect.gpus, catalogue.gpus, catalogue.missing.includes("gpus"), (gpu) =>
      add("gpuGone", { gpu }),
    ),
    sshKeys: keysOf(original, catalogue, add),
    cloudInit: "",
    exposure: exposureOf(original, add),
    // True is what the platform takes for nothing said.
    icmp: catalogue.dialect.icmp && settings.icmp === false ? false : null,
    networks: networksOf(original, catalogue, add),
    start: settings.runStrategy !== "Halted",
    more: moreOf(original, catalogue, add),
  };
  if (!["Always", "Halted"].includes(settings.runStrategy)) add("power", { strategy: settings.runStrategy });
  if (settings.hasCloudInit) add("cloudInit");
  return { input, notes };
};

/** `web-3` and `web` both lead to the first free `web-…`. */
const stemOf = (name: string): string => name.replace(/-\d+$/, "");

const sizeOf = (
  { settings: { size } }: LikeView,
  usual: CreateSize,
  { instanceTypes, missing, dialect }: CatalogueView,
  add: AddNote,
): CreateSize => {
  const { instanceType, cpu, sockets, memory } = size;
  const instead = usual.kind === "type" ? usual.instanceType : "";
  if (instanceType !== "") {
    if (missing.includes("instancetypes") || instanceTypes.some(({ name }) => name === instanceType))
      return { kind: "type", instanceType };
    add("sizeGone", { type: instanceType, instead });
    return usual;
  }
  const custom = sizeSchema.safeParse({
    kind: "custom",
    cpu: quantityToNumber(cpu),
    sockets: quantityToNumber(sockets),
    memoryBytes: quantityToBytes(memory),
  });
  if (custom.success && dialect.customSize) return custom.data;
  add("sizeUnread", { instead });
  return usual;
};

const profileOf = (
  { settings: { profile } }: LikeView,
  usual: string,
  { profiles, missing, dialect }: CatalogueView,
  add: AddNote,
): string => {
  const isAllowed = dialect.profiles?.includes(profile) ?? true;
  const isThere = profile === "" || missing.includes("profiles") || profiles.some(({ name }) => name === profile);
  if (isAllowed && isThere) return profile;
  add("profileGone", { profile, instead: usual || "–" });
  return usual;
};

/** Those that are offered; where nobody could say what is, all of them. */
const kept = (
  names: readonly string[],
  isDeclared: boolean,
  offered: readonly { name: string }[],
  isUnread: boolean,
  onLost: (name: string) => void,
): string[] =>
  names.filter((name) => {
    const isOffered = isDeclared && (isUnread || offered.some((one) => one.name === name));
    if (!isOffered) onLost(name);
    return isOffered;
  });

const networksOf = ({ settings }: LikeView, catalogue: CatalogueView, add: AddNote): string[] => {
  const { dialect, networks, networksListed, missing } = catalogue;
  const isUnread = !networksListed || missing.includes("networks");
  const lost = (network: string) => add("networkGone", { network });
  const unique = [...new Set(settings.networks)].slice(0, networkLimit);
  return kept(unique, dialect.networks !== "none", networks, isUnread, lost);
};

const keysOf = ({ settings }: LikeView, { dialect }: CatalogueView, add: AddNote): string[] => {
  const stored = settings.sshKeys.map((key) => key.trim()).filter((key) => key !== "");
  const unique = [...new Map(stored.map((key) => [sshKeyIdentity(key), key])).values()];
  const good = unique.filter((key) => dialect.sshKeys && sshKeyProblem(key) === null).slice(0, keyLimit);
  if (good.length < unique.length) add("keysRefused", { count: String(unique.length - good.length) });
  return good;
};

const exposureOf = ({ settings: { exposure } }: LikeView, add: AddNote): CreateExposure => {
  if (exposure.kind !== "ports" || portsProblem(exposure.ports) === null) return exposure;
  add("portsLeft");
  return { kind: "private" };
};

const moreOf = ({ more, unknown }: LikeView, { dialect }: CatalogueView, add: AddNote): CreateInput["more"] => {
  for (const field of unknown) add("fieldLeft", { field });
  const refused = new Set<string>();
  moreProblems(more, dialect.more, (path) => refused.add(path.slice("more.".length)));
  for (const field of refused) add("fieldLeft", { field });
  return Object.fromEntries(Object.entries(more).filter(([path]) => !refused.has(path)));
};
