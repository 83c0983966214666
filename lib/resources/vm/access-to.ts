import type { AccessView, VmAccess } from "./access.ts";

/** What somebody may do with one machine. */
export const accessTo = ({ vms, named }: Pick<AccessView, "vms" | "named">, name: string): VmAccess =>
  (Object.hasOwn(named, name) && named[name]) || vms;
