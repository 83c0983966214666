import type { KeptBoot } from "./kept.ts";
import { type Boot, type BootStage, isOver } from "./timeline.ts";

export type BootStep = {
  stage: BootStage;
  atMs: number;
  /** Until the next began; null where it is the last and goes on, or is an end itself. */
  tookMs: number | null;
  /** How long earlier boots of this machine spent on it, the median. */
  usualMs: number | null;
  /** What the machine does now. */
  isCurrent: boolean;
};

/** Reached rather than done: nothing is spent on them. */
const ends: ReadonlySet<BootStage> = new Set(["login", "sac", "cloud-done"]);

const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
};

const tookOf = (marks: readonly { stage: BootStage; atMs: number }[], index: number, endMs: number | null) => {
  const mark = marks[index];
  if (!mark || ends.has(mark.stage)) return null;
  const until = marks[index + 1]?.atMs ?? endMs;
  return until === null ? null : Math.max(0, until - mark.atMs);
};

/** How long earlier boots spent on a stage. */
const usualOf = (stage: BootStage, earlier: readonly KeptBoot[]): number | null =>
  median(
    earlier.flatMap(({ marks }) => {
      const took = tookOf(
        marks,
        marks.findIndex((mark) => mark.stage === stage),
        null,
      );
      return took === null ? [] : [took];
    }),
  );

/** A boot as its steps with what each took. */
export const stepsOf = (boot: Boot, earlier: readonly KeptBoot[]): BootStep[] => {
  const endMs = boot.failure?.atMs ?? boot.endedAtMs;
  return boot.marks.map(({ stage, atMs }, index) => ({
    stage,
    atMs,
    tookMs: tookOf(boot.marks, index, endMs),
    usualMs: ends.has(stage) ? null : usualOf(stage, earlier),
    isCurrent: index === boot.marks.length - 1 && !isOver(boot),
  }));
};

/** From its first mark to the prompt. */
export const totalMs = ({ marks }: Pick<Boot, "marks">): number | null => {
  const [first] = marks;
  const up = marks.find(({ stage }) => stage === "login" || stage === "sac");
  return first && up ? up.atMs - first.atMs : null;
};
