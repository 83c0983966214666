import type { VmView } from "../vm/view.ts";
import type { DiskOrigin } from "./origin.ts";

/**
 * How a disk stands, each a key of messages `disks.state`. `waiting`: for its turn; `unclaimed`: on its class nothing is filled before a
 * machine first takes it; `failing`: tried again and again; `unknown`: this role may not read how far it is.
 */
export type DiskState =
  | "ready"
  | "waiting"
  | "unclaimed"
  | "preparing"
  | "failing"
  | "failed"
  | "missing"
  | "deleting"
  | "unknown";

export type DiskRow = {
  name: string;
  /** How its metadata.uid begins: tells it from a later disk of its name. */
  uid: string;
  origin: DiskOrigin;
  storageClass: string;
  optical: boolean;
  /** What its object asks for; null when that cannot be read. */
  askedBytes: number | null;
  /** What its volume really has; null when this is not known. */
  realBytes: number | null;
  state: DiskState;
  /** Of an import or a copy, 0–100; null when the platform does not say. */
  progress: number | null;
  /** The platform's own words about what is wrong (hostile text). */
  trouble: string | null;
  /** Every machine that names it, in order; more than one destroys its data. */
  usedBy: readonly string[];
  /** ISO 8601. */
  createdAt: string;
};

/** What of the disks could not be read: their volumes' states, their real sizes. */
export type DiskGap = "volumes" | "sizes";

export type DiskListView = {
  /** By name. */
  disks: DiskRow[];
  missing: DiskGap[];
  /** Equal for equal answers. */
  version: string;
};

export type DiskDetailView = {
  disk: DiskRow;
  missing: DiskGap[];
  /** Newest first. */
  events: VmView["events"];
};
