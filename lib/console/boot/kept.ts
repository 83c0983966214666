import { type Boot, type BootMark, bootStages, isWhole } from "./timeline.ts";

/** What is kept of a boot to compare later ones with: when which stage came, and nothing of what the guest said. */
export type KeptBoot = { begun: "asked" | "platform" | "guest"; marks: readonly BootMark[] };

/** By machine, the machine that was kept last first; its boots, newest first. */
export type KeptBoots = readonly { machine: string; boots: readonly KeptBoot[] }[];

const mostMachines = 30;
const mostBoots = 5;

const isMark = (value: unknown): value is BootMark =>
  typeof value === "object" &&
  value !== null &&
  "stage" in value &&
  bootStages.some((stage) => stage === value.stage) &&
  "atMs" in value &&
  Number.isFinite(value.atMs);

const isKeptBoot = (value: unknown): value is KeptBoot =>
  typeof value === "object" &&
  value !== null &&
  "begun" in value &&
  (value.begun === "asked" || value.begun === "platform" || value.begun === "guest") &&
  "marks" in value &&
  Array.isArray(value.marks) &&
  value.marks.length <= bootStages.length &&
  value.marks.every(isMark);

/** Reads back what was kept; what is not of that shape is left out. */
export const keptBootsOf = (value: unknown): KeptBoots =>
  (Array.isArray(value) ? value : []).slice(0, mostMachines).flatMap((entry: unknown) => {
    if (typeof entry !== "object" || entry === null || !("machine" in entry) || !("boots" in entry)) return [];
    const { machine, boots } = entry;
    if (typeof machine !== "string" || !Array.isArray(boots)) return [];
    return [{ machine, boots: boots.filter(isKeptBoot).slice(0, mostBoots) }];
  });

/** Earlier boots of a machine, without the one that is looked at. */
export const earlierBoots = (kept: KeptBoots, machine: string, boot: Boot | null): readonly KeptBoot[] =>
  kept
    .find((entry) => entry.machine === machine)
    ?.boots.filter(({ marks }) => marks[0]?.atMs !== boot?.marks[0]?.atMs) ?? [];

/** With one more boot, or with what has come to it since; the same when it is none to compare with. */
export const withBoot = (kept: KeptBoots, machine: string, boot: Boot): KeptBoots => {
  if (!isWhole(boot) || boot.begun === "middle") return kept;
  const boots = [{ begun: boot.begun, marks: boot.marks }, ...earlierBoots(kept, machine, boot)].slice(0, mostBoots);
  return [{ machine, boots }, ...kept.filter((entry) => entry.machine !== machine)].slice(0, mostMachines);
};
