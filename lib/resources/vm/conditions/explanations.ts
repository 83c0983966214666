import type { AttentionKey } from "../attention.ts";

/** Whose turn it is: somebody who may change the machine, whoever runs the platform, or nobody as it passes by itself. */
export type Actor = "you" | "provider" | "nobody";

/** Where the next step is taken; the page knows the address. */
export type Place = "quota" | "sizes" | "serial" | "activity" | "disks" | "network" | "manifest";

export type Tone = "failed" | "attention" | "info";

type Facts = {
  tone: Tone;
  who: Actor;
  place?: Place;
  /** The plainer things that this says more exactly; those are then not said as well. */
  refines?: readonly AttentionKey[];
};

const release = ["release-failed"] as const satisfies AttentionKey[];
const room = ["unschedulable"] as const satisfies AttentionKey[];
const source = ["disk-failed", "import-failing"] as const satisfies AttentionKey[];
const start = ["crash-loop"] as const satisfies AttentionKey[];

/** What a person must know at once; words are messages `conditions.loud.<key>`: title, cause and next step. */
const loud = {
  // What a state alone tells (attention.ts).
  "crash-loop": { tone: "failed", who: "you", place: "serial" },
  unschedulable: { tone: "attention", who: "you", place: "sizes" },
  "image-pull": { tone: "failed", who: "provider", place: "activity" },
  "disk-missing": { tone: "failed", who: "you", place: "disks" },
  "disk-failed": { tone: "failed", who: "you", place: "disks" },
  "import-failing": { tone: "failed", who: "you", place: "disks" },
  "release-failed": { tone: "failed", who: "you", place: "manifest" },
  "restart-required": { tone: "info", who: "you" },
  paused: { tone: "info", who: "you" },
  other: { tone: "attention", who: "you", place: "activity" },

  "values-refused": { tone: "failed", who: "you", place: "manifest", refines: release },
  "disk-not-made": { tone: "failed", who: "you", place: "disks", refines: [...release, "disk-missing"] },
  "type-unknown": { tone: "failed", who: "you", place: "sizes", refines: [...release, ...start] },
  "profile-unknown": { tone: "failed", who: "you", place: "sizes", refines: [...release, ...start] },
  "size-unset": { tone: "failed", who: "you", place: "sizes", refines: release },
  "size-too-small": { tone: "failed", who: "you", place: "sizes", refines: release },
  "ports-refused": { tone: "failed", who: "you", place: "network", refines: release },
  "quota-reached": { tone: "failed", who: "you", place: "quota", refines: [...release, ...start, ...source] },
  "policy-refused": { tone: "failed", who: "you", place: "manifest", refines: release },
  "platform-busy": { tone: "attention", who: "nobody", place: "activity", refines: release },
  "platform-down": { tone: "failed", who: "provider", place: "activity", refines: release },
  "settings-unready": { tone: "failed", who: "provider", place: "activity", refines: release },

  "start-refused": { tone: "failed", who: "provider", place: "activity", refines: start },
  "paused-io": { tone: "failed", who: "provider", place: "disks", refines: ["paused"] },
  "paused-moving": { tone: "info", who: "nobody", refines: ["paused"] },
  "recovery-required": { tone: "failed", who: "provider", place: "activity" },
  "out-of-step": { tone: "attention", who: "provider", place: "activity" },
  "keys-not-written": { tone: "attention", who: "you" },
  "node-emptied": { tone: "info", who: "nobody", place: "activity" },

  "no-memory": { tone: "attention", who: "you", place: "sizes", refines: room },
  "no-cpu": { tone: "attention", who: "you", place: "sizes", refines: room },
  "no-device": { tone: "attention", who: "provider", place: "sizes", refines: room },
  "disk-elsewhere": { tone: "attention", who: "provider", place: "disks", refines: room },
  "no-node-fits": { tone: "attention", who: "provider", place: "activity", refines: room },

  "source-gone": { tone: "failed", who: "you", place: "disks", refines: source },
  "source-refused": { tone: "failed", who: "you", place: "disks", refines: source },
  "source-unreachable": { tone: "failed", who: "you", place: "disks", refines: source },
  "source-untrusted": { tone: "failed", who: "you", place: "disks", refines: source },
  "source-unreadable": { tone: "failed", who: "you", place: "disks", refines: source },
  "disk-too-small": { tone: "failed", who: "you", place: "disks", refines: source },
  "import-stumbled": { tone: "attention", who: "nobody", place: "disks", refines: source },
  "volume-lost": { tone: "failed", who: "provider", place: "disks", refines: source },
} as const satisfies Record<AttentionKey, Facts> & Record<string, Facts>;

export type LoudKey = keyof typeof loud;
export const explanations: Readonly<Record<LoudKey, Facts>> = loud;

/** What the full table says of the rest: a sentence each, messages `conditions.quiet.<key>`. */
export const quietKeys = [
  "settings-applied",
  "settings-refused",
  "settings-running",
  "waits-for-off",
  "parts-run",
  "parts-rest",
  "guest-runs",
  "guest-off",
  "guest-not-up",
  "place-coming",
  "place-going",
  "node-found",
  "step-done",
  "agent-there",
  "agent-old",
  "moves",
  "moves-not-disk",
  "moves-not-network",
  "moves-not-device",
  "moves-not",
  "disks-ready",
  "disks-waited-for",
  "in-step",
  "growing",
  "move-due",
  "volume-bound",
  "volume-waits",
  "volume-filled",
  "volume-filling",
] as const;
export type QuietKey = (typeof quietKeys)[number];
