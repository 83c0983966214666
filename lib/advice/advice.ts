import { gibibyte } from "../resources/quantity.ts";
import type { AdviceDisk, AdviceFacts, GuestKind } from "./facts.ts";

/** In the order they are shown: what is lost first comes first. */
export const adviceRules = [
  ...(["disks", "replicated", "backup", "keys", "ports", "firewall", "cpu", "room", "image"] as const),
];
export type AdviceRule = (typeof adviceRules)[number];

/** `open` can be better; `unknown` cannot be told; `aside` is said and not counted. */
export type AdviceState = "done" | "open" | "unknown" | "aside";

/** What is found, each a key of messages `advice.says`, and what it means for the rule. */
const states = {
  "disks-two": "done",
  "disks-one": "open",
  "replicated-all": "done",
  "replicated-not": "open",
  "replicated-unnamed": "unknown",
  "replicated-unread": "unknown",
  "backup-planned": "done",
  "backup-none": "open",
  "backup-unread": "unknown",
  "backup-not-offered": "aside",
  "backup-later": "aside",
  "keys-some": "done",
  "keys-cloud-init": "done",
  "keys-none": "open",
  "keys-passwords": "open",
  "keys-unread": "unknown",
  "ports-private": "done",
  "ports-listed": "done",
  "ports-whole": "open",
  "ports-unfiltered": "unknown",
  "firewall-set": "done",
  "firewall-none": "open",
  "firewall-untold": "unknown",
  "firewall-unread": "unknown",
  "cpu-enough": "done",
  "cpu-one": "open",
  "cpu-unknown": "unknown",
  "room-enough": "done",
  "room-short": "open",
  "room-unknown": "unknown",
  "image-supported": "done",
  "image-over": "open",
  "image-old-profile": "open",
  "image-untold": "unknown",
} as const satisfies Record<string, AdviceState>;

export type AdviceFinding = keyof typeof states;
export const adviceFindings = Object.keys(states).filter((key): key is AdviceFinding => Object.hasOwn(states, key));

export type Advice = {
  rule: AdviceRule;
  finding: AdviceFinding;
  state: AdviceState;
  /** Of its sentence: `bytes` are amounts, `day` a date, the rest as it is. */
  values: { count?: number; names?: string; class?: string; bytes?: number; least?: number; day?: string };
};

export const leastCpu = 2;
/** What a system disk should have beyond its image: logs, temporary data and updates fill it up first. */
export const roomBytes = 8 * gibibyte;

/** What makes no sense for a system is left out, not judged. */
const leftOut: Record<GuestKind, readonly AdviceRule[]> = {
  other: [],
  // It is logged into by its own password, runs a firewall of its own, and no image says how large it is.
  windows: ["keys", "firewall", "room"],
  // It has no login, no shell and no firewall to set up.
  talos: ["keys", "firewall"],
  // Whoever installs it answers these there, and the image's size is the installer's.
  installer: ["keys", "firewall", "room"],
};

type Found = [AdviceFinding, Advice["values"]?] | null;

/** Good practice for this machine, rule by rule; what does not apply is left out. */
export const adviceOf = (facts: AdviceFacts): Advice[] =>
  adviceRules.flatMap((rule) => {
    if (leftOut[facts.guest].includes(rule)) return [];
    const found = judges[rule](facts);
    if (!found) return [];
    const [finding, values = {}] = found;
    return [{ rule, finding, state: states[finding], values }];
  });

const standing = ({ disks }: AdviceFacts): AdviceDisk[] => disks.filter(({ optical }) => !optical);

const judges: Record<AdviceRule, (facts: AdviceFacts) => Found> = {
  disks: (facts) => {
    const count = standing(facts).length;
    return count >= 2 ? ["disks-two", { count }] : ["disks-one"];
  },
  replicated: (facts) => {
    const disks = standing(facts);
    const { replicatedClass } = facts;
    if (replicatedClass === null) return ["replicated-unnamed"];
    const others = disks.filter(({ storageClass }) => storageClass !== "" && storageClass !== replicatedClass);
    if (others.length > 0) return ["replicated-not", { ...inWords(others), class: replicatedClass }];
    if (disks.length === 0 || disks.some(({ storageClass }) => storageClass === "")) return ["replicated-unread"];
    return ["replicated-all", { class: replicatedClass }];
  },
  backup: ({ backups, exists, name }) => {
    if (backups === null || backups.kind === "unread") return ["backup-unread"];
    if (backups.kind === "none") return ["backup-not-offered"];
    if (!exists) return ["backup-later"];
    return backups.vms.includes(name) ? ["backup-planned"] : ["backup-none"];
  },
  keys: ({ keyCount, firstBoot }) => {
    if (keyCount === null) return null;
    const read = firstBoot === "unread" ? null : firstBoot;
    if (read?.passwords) return ["keys-passwords"];
    if (keyCount > 0) return ["keys-some", { count: keyCount }];
    if (read?.keys) return ["keys-cloud-init"];
    return firstBoot === "unread" ? ["keys-unread"] : ["keys-none"];
  },
  ports: ({ exposure, filtersPorts }) => {
    if (exposure.kind === "private") return ["ports-private"];
    if (exposure.kind === "whole") return ["ports-whole"];
    return filtersPorts ? ["ports-listed", { count: exposure.ports.length }] : ["ports-unfiltered"];
  },
  firewall: ({ firstBoot, exists }) => {
    if (firstBoot === null) return null;
    if (firstBoot === "unread") return ["firewall-unread"];
    if (firstBoot.firewall) return ["firewall-set"];
    // What somebody has set up in the guest since, only the guest knows.
    return exists ? ["firewall-untold"] : ["firewall-none"];
  },
  cpu: ({ cpu }) => {
    if (cpu === null) return ["cpu-unknown", { least: leastCpu }];
    return cpu >= leastCpu ? ["cpu-enough", { count: cpu }] : ["cpu-one", { count: cpu, least: leastCpu }];
  },
  room: (facts) => {
    const [system] = standing(facts);
    if (!system || system.sizeBytes === null || facts.minimumBytes === null) return ["room-unknown"];
    const bytes = facts.minimumBytes + roomBytes;
    return system.sizeBytes >= bytes ? ["room-enough"] : ["room-short", { names: system.name, bytes }];
  },
  image: ({ endOfSupport, hasOldProfile, today }) => {
    if (endOfSupport !== null)
      return endOfSupport < today ? ["image-over", { day: endOfSupport }] : ["image-supported", { day: endOfSupport }];
    return hasOldProfile ? ["image-old-profile"] : ["image-untold"];
  },
};

const inWords = (disks: readonly AdviceDisk[]) => ({
  count: disks.length,
  names: disks.map(({ name }) => name).join(", "),
});

/** What is said in one line: how many of those that count are in order. */
export const tallyOf = (all: readonly Advice[]): { done: number; open: number; unknown: number } => {
  const count = (state: AdviceState) => all.filter((each) => each.state === state).length;
  return { done: count("done"), open: count("open"), unknown: count("unknown") };
};
