import type { PlatformPhase } from "./platform-phase.ts";
import { type BootFailure, type BootSign, type GuestStage, guestStages } from "./signs.ts";

const platformStages = ["asked", "disk", "placing", "running"] as const;
export type PlatformStage = (typeof platformStages)[number];
export type BootStage = PlatformStage | GuestStage;
export const bootStages: readonly BootStage[] = [...platformStages, ...guestStages];

export type BootMark = { stage: BootStage; atMs: number };

/** One boot of one machine, as far as this window saw it. */
export type Boot = {
  /** `middle`: what came before its first mark was not seen, so its times compare with nothing. */
  begun: "asked" | "platform" | "guest" | "middle";
  /** In the order in which they came; each stage once. */
  marks: readonly BootMark[];
  failure: { failure: BootFailure; atMs: number } | null;
  failedUnits: number;
  /** As cloud-init said. */
  upSeconds: number | null;
  /** When the machine went down again. */
  endedAtMs: number | null;
};

export type BootSituation = { phase: PlatformPhase; boot: Boot | null };

export type BootEvent =
  /** Somebody asked here for the machine to start. */
  | { type: "asked" }
  | /** It was not done. */ { type: "refused" }
  | { type: "machine"; phase: PlatformPhase }
  | BootSign;

export const nothingSeen: BootSituation = { phase: "unknown", boot: null };

const orderOf = (stage: BootStage): number => bootStages.indexOf(stage);
const has = (boot: Boot, stage: BootStage): boolean => boot.marks.some((mark) => mark.stage === stage);
const isGuestStage = (stage: BootStage): boolean => orderOf(stage) >= platformStages.length;

/** The machine was switched on in it; otherwise its guest alone began anew. */
const byPlatform = (boot: Boot): boolean => boot.marks.some(({ stage }) => !isGuestStage(stage));

/** It came to where somebody can sign in. */
export const isUp = (boot: Boot): boolean => has(boot, "login") || has(boot, "sac");
/** Nothing more is waited for. */
export const isOver = (boot: Boot): boolean => isUp(boot) || boot.failure !== null || boot.endedAtMs !== null;
/** From its beginning to a prompt, with the guest heard on the way: a measure for other boots. */
export const isWhole = (boot: Boot): boolean =>
  boot.begun !== "middle" &&
  boot.failure === null &&
  isUp(boot) &&
  boot.marks.some(({ stage }) => isGuestStage(stage) && stage !== "login" && stage !== "sac");

const begin = (begun: Boot["begun"], ...marks: BootMark[]): Boot => ({
  begun,
  marks,
  failure: null,
  failedUnits: 0,
  upSeconds: null,
  endedAtMs: null,
});

const withMark = (boot: Boot, stage: BootStage, atMs: number): Boot =>
  has(boot, stage) ? boot : { ...boot, marks: [...boot.marks, { stage, atMs }] };

const ended = (boot: Boot | null, atMs: number): Boot | null =>
  boot && boot.endedAtMs === null ? { ...boot, endedAtMs: atMs } : boot;

/** What the platform says moves the boot on, begins one or ends it; saying the same again does nothing. */
const afterPhase = ({ phase: before, boot }: BootSituation, phase: PlatformPhase, atMs: number): Boot | null => {
  if (phase === before) return boot;
  switch (phase) {
    case "off":
    case "ending":
      // Somebody has just asked for the start: the list has not heard yet.
      return boot && boot.marks.length === 1 && has(boot, "asked") ? boot : ended(boot, atMs);
    case "disk":
    case "placing":
      if (boot && boot.endedAtMs === null && !has(boot, "running") && !boot.marks.some((m) => isGuestStage(m.stage)))
        return withMark(boot, phase, atMs);
      return begin(before === "unknown" ? "middle" : "platform", { stage: phase, atMs });
    case "running":
      // A guest that starts anew does so on a machine that has been running all along.
      return boot && boot.endedAtMs === null && byPlatform(boot) ? withMark(boot, "running", atMs) : boot;
    case "waits":
    case "unknown":
      return boot;
  }
};

/** Only these begin a boot: the first things a guest says. */
const beginnings: ReadonlySet<BootStage> = new Set(["firmware", "loader", "kernel"]);

const afterStage = (boot: Boot | null, stage: GuestStage, atMs: number, upSeconds: number | undefined): Boot => {
  if (!boot) return begin(stage === "firmware" ? "guest" : "middle", { stage, atMs });
  const beyond = boot.marks.some((mark) => isGuestStage(mark.stage) && orderOf(mark.stage) > orderOf(stage));
  if (beginnings.has(stage)) {
    if (boot.endedAtMs !== null || boot.failure !== null) return begin("guest", { stage, atMs });
    // After the prompt a kernel's first words may be somebody reading the log; firmware has no log.
    if (beyond) return stage === "firmware" || !isUp(boot) ? begin("guest", { stage, atMs }) : boot;
  } else if (boot.endedAtMs !== null) {
    return boot;
  }
  // The line may be quicker than the list: what a guest says says that its machine runs.
  const marked = withMark(byPlatform(boot) ? withMark(boot, "running", atMs) : boot, stage, atMs);
  if (stage === "cloud-done" && upSeconds !== undefined) return { ...marked, upSeconds };
  // Whoever left the rescue shell let the boot go on.
  return stage === "login" && marked.failure ? { ...marked, failure: null } : marked;
};

const afterSign = (boot: Boot | null, sign: BootSign, atMs: number): Boot | null => {
  switch (sign.type) {
    case "stage":
      return afterStage(boot, sign.stage, atMs, sign.upSeconds);
    case "failure":
      if (boot && (boot.failure || boot.endedAtMs !== null)) return boot;
      // Once it is up, only a panic is still the machine's own word; the others may be somebody reading about them.
      if (boot && isUp(boot) && sign.failure !== "panic") return boot;
      return { ...(boot ?? begin("middle")), failure: { failure: sign.failure, atMs } };
    case "failed-unit":
      return boot && !isOver(boot) ? { ...boot, failedUnits: boot.failedUnits + 1 } : boot;
    case "ending":
      return ended(boot, atMs);
  }
};

/** What is known after an event; the same object when it says nothing new. */
export const nextBoot = (now: BootSituation, event: BootEvent, atMs: number): BootSituation => {
  if (event.type === "asked") return { ...now, boot: begin("asked", { stage: "asked", atMs }) };
  if (event.type === "refused") return now.boot?.marks.at(-1)?.stage === "asked" ? { ...now, boot: null } : now;
  if (event.type === "machine") {
    const boot = afterPhase(now, event.phase, atMs);
    return boot === now.boot && event.phase === now.phase ? now : { phase: event.phase, boot };
  }
  // What a guest says while it goes down is no boot, until it begins one.
  if (now.phase === "ending" && !(event.type === "stage" && beginnings.has(event.stage))) return now;
  const boot = afterSign(now.boot, event, atMs);
  return boot === now.boot ? now : { ...now, boot };
};
