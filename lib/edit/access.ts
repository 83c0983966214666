import type { VmState } from "../resources/vm/view.ts";
import type { VmChange } from "./change.ts";
import type { Consequence } from "./consequences.ts";

/** Another seed than any before: its text means nothing, only that it is another one (platform-api.md 1.1). */
export const nextSeed = (now: number): string => `again-${now.toString(36)}`;

/** What follows from other keys, other user data or another seed; all of it is read by the guest at a first boot alone. */
export const accessConsequences = (
  change: Pick<VmChange, "sshKeys" | "cloudInit" | "cloudInitSeed">,
  state: VmState,
): Consequence[] => [
  ...(change.sshKeys ? [{ id: "keys-first-boot", tone: "info" } as const] : []),
  ...(change.cloudInit === undefined ? [] : [{ id: "cloud-init-first-boot", tone: "info" } as const]),
  ...(change.cloudInit ? [{ id: "cloud-init-clear", tone: "warning" } as const] : []),
  ...(change.cloudInitSeed === undefined ? [] : seedConsequences(state)),
];

const seedConsequences = (state: VmState): Consequence[] => [
  { id: "seed-next-boot", tone: "warning" },
  { id: "seed-repeats", tone: "warning" },
  ...(state === "stopped" ? [] : [{ id: "seed-restart", tone: "info" } as const]),
];
