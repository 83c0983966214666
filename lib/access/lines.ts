import type { AccessView, VmAccess } from "../resources/vm/access.ts";
import { type Capability, capabilityOf } from "./capability.ts";
import { type Right, rights, type StockRole, stockRoles } from "./rights.ts";

const groups = {
  look: ["list", "readStatus", "readAddresses", "listDisks", "readPods", "readEvents", "readQuota"],
  work: ["vnc", "serial", "start", "stop", "restart", "portForward"],
  change: ["create", "update", "delete", "createDisk", "updateDisk", "deleteDisk"],
  tenant: ["createTenant"],
  extra: [
    "readInstances",
    "pause",
    "unpause",
    "softReboot",
    "reset",
    "migrate",
    "guestInfo",
    "guestUsers",
    "guestFilesystems",
    "screenshot",
    "hotplug",
    "snapshot",
    "upload",
  ],
} as const satisfies Record<string, readonly Right[]>;

export type AccessGroup = keyof typeof groups;

export type AccessLine = {
  right: Right;
  capability: Exclude<Capability, "absent">;
  /** Why not: the role that has it, or that this age of the platform gives it to no role. */
  lacks: { role: StockRole } | "platform" | null;
  /** Held although the role one has does not bring it. */
  beyond: boolean;
};

/** Start and stop are also a change of the machine's own settings, for who may write those. */
const holds = (right: Right, vms: VmAccess): boolean =>
  vms[right] || ((right === "start" || right === "stop") && vms.update);

const lineOf = (right: Right, { vms, level }: Pick<AccessView, "vms" | "level">): AccessLine | null => {
  const capability = holds(right, vms) ? "allowed" : capabilityOf(right, vms);
  if (capability === "absent") return null;
  const { role, isRecent } = rights[right];
  const own = level === "custom" || level === "none" ? -1 : stockRoles.indexOf(level);
  const needed = role === null ? Number.POSITIVE_INFINITY : stockRoles.indexOf(role);
  const lacks = capability === "allowed" || role === null ? null : isRecent && own >= needed ? "platform" : { role };
  return { right, capability, lacks, beyond: capability === "allowed" && own >= 0 && needed > own };
};

/** Everything a person may or may not do here, in the order of a page; operator extras only where they were granted. */
export const accessLines = (view: Pick<AccessView, "vms" | "level">): { group: AccessGroup; lines: AccessLine[] }[] =>
  // Object.entries widens the keys of a constant to string.
  (Object.entries(groups) as [AccessGroup, readonly Right[]][])
    .map(([group, all]) => ({ group, lines: all.flatMap((right) => lineOf(right, view) ?? []) }))
    .filter(({ lines }) => lines.length > 0);
