import type { DotShape, Tone } from "#components/ui/state-dot.tsx";
import type { VmGroup } from "#lib/resources/vm/groups.ts";

/** How a group of states looks, in tabs and figures. */
export const groupDots: Record<VmGroup, { shape: DotShape; tone: Tone }> = {
  running: { shape: "full", tone: "running" },
  progress: { shape: "half", tone: "working" },
  stopped: { shape: "ring", tone: "off" },
  attention: { shape: "diamond", tone: "failed" },
  unknown: { shape: "ring", tone: "attention" },
};
