/** One disk of a seeded machine: the system disk first. */
export type SeedDisk = {
  gib: number;
  /** A golden image, an address to import from, or neither for a blank disk. */
  image?: string;
  url?: string;
  optical?: true;
  storageClass?: "local";
  sentinel?: string;
};

export type SeedMachine = {
  tenant: string;
  name: string;
  type: string;
  profile: string;
  disks: SeedDisk[];
  ageDays: number;
  /** As its owner put them. */
  labels?: Record<string, string>;
  /** Private when absent; `[]` is the whole address. */
  ports?: number[];
  strategy?: "Halted" | "Manual" | "RerunOnFailure" | "Once";
  /** A failure of server/demo/platform/sentinels.ts. */
  sentinel?: string;
  /** What the seed does to it once it runs. */
  incident?: "crash-on" | "pause" | "migrate" | "terminate" | "attack" | "lose-disk";
};

/** A machine whose tenant is said by the list it stands in. */
export type TenantMachine = Omit<SeedMachine, "tenant">;

/** Nothing answers there: the demo's importer does not download. */
export const windowsIso = "https://images.demo.invalid/windows-server.iso";
export const vendorDisk = "https://images.demo.invalid/appliance.qcow2";
