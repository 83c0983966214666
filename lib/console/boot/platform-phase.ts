import type { VmRow } from "../../resources/vm/view.ts";

/** Where the platform stands with a machine; `waits`: it tries, and says that something is in the way. */
export type PlatformPhase = "off" | "ending" | "disk" | "placing" | "waits" | "running" | "unknown";

/** What the platform does with a machine, by its row. Statuses: lib/resources/vm/status.ts. */
export const platformPhaseOf = ({ state }: Pick<VmRow, "state">): PlatformPhase => {
  switch (state) {
    case "stopped":
      return "off";
    case "stopping":
      return "ending";
    case "provisioning":
      return "disk";
    case "starting":
      return "placing";
    case "attention":
      return "waits";
    case "running":
    case "paused":
    case "migrating":
      return "running";
    case "unknown":
      return "unknown";
  }
};
