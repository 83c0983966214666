/** What this person may do with machines in one tenant, asked of the cluster by access reviews. */
export type VmAccess = {
  list: boolean;
  create: boolean;
  update: boolean;
  delete: boolean;
  createDisk: boolean;
  /** May read VirtualMachines, so states are read and not inferred (admin). */
  readStatus: boolean;
  start: boolean;
  stop: boolean;
  restart: boolean;
  vnc: boolean;
  serial: boolean;
};

/** The stock role this looks like, for the badge beside the person's name. */
export type Level = "admin" | "use" | "view" | "none";

export type AccessView = { tenant: string; level: Level; vms: VmAccess };

/** When the access reviews could not be read: nothing is disabled for a reason nobody knows, the cluster decides at each click. */
export const unaskedAccess: VmAccess = {
  list: true,
  create: true,
  update: true,
  delete: true,
  createDisk: true,
  readStatus: true,
  start: true,
  stop: true,
  restart: true,
  vnc: true,
  serial: true,
};
