import type { PriceList } from "../../price/view.ts";
import type { BackupPlans } from "../backup/view.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { ProviderWords } from "../provider/words.ts";
import type { OsFamily } from "../vm/view.ts";
import type { WindowsOverlay } from "./overlay.ts";

/** A golden image a machine can start from. */
export type ImageView = {
  name: string;
  family: OsFamily;
  /** `Ubuntu`. */
  familyLabel: string;
  /** `24.04 LTS`. */
  version: string;
  minimumBytes: number;
  kind: "cloud" | "installer";
  loginUser: string | null;
  /** First profile that the live catalogue has; "" when none fits. */
  profile: string;
  /** Profiles that suit it and that the live catalogue has, the best first. */
  profiles: string[];
  /** The day until which its maker mends it, `2029-05-31`; null where the operator does not say. */
  endOfSupport: string | null;
  /** False where neither the operator nor Porthole's own table knows it: what it needs is then for the person to say. */
  known: boolean;
};

/**
 * A device that may be given to a machine. `free`: how many more at most, so what nodes have less what the tenant's own machines hold, as
 * nobody says what others do; null where nobody counts.
 */
export type GpuView = { name: string; free: number | null };

/** A network besides the default one, by the name that VMInstance wants. */
export type NetworkView = { name: string };

/** A disk of the tenant, as a machine may take it. */
export type DiskView = {
  name: string;
  /** Null when its size cannot be read. */
  sizeBytes: number | null;
  storageClass: string;
  optical: boolean;
  /** The machine that names it, the first by name where several do. */
  usedBy: string | null;
  /** Its release is in order. */
  ready: boolean;
  deleting: boolean;
};

export type TypeTrait = "overcommitted" | "hugepages" | "numa" | "realtime" | "gpu" | "deprecated";

export type InstanceTypeView = {
  name: string;
  /** Part before the first dot: `u1`. */
  series: string;
  cpu: number;
  memoryBytes: number;
  dedicatedCpu: boolean;
  /** What sets it apart besides its size, each a key of messages `images.trait`. */
  traits: readonly TypeTrait[];
  /** Key of messages `create.typicalFor` (`u1.medium`), when the configured words know this size. */
  typicalFor: string | null;
};

export type ProfileView = { name: string; label: string; minimumCpu: number; minimumMemoryBytes: number };

export type StorageClassView = { name: string; isDefault: boolean };

/** Parts that may be missing, each a key of messages `create.partial.part`. */
export type CataloguePart = "images" | "instancetypes" | "profiles" | "storageclasses" | "names" | "gpus" | "networks";

/** `configured`: the cluster lists none to tenants, the operator's list may be out of date; `nowhere`: and there is no such list. */
export type ImagesFrom = "cluster" | "configured" | "nowhere";

/** Everything the create page offers, from the live cluster. */
export type CatalogueView = {
  /** How this cluster's objects are written. */
  dialect: Dialect;
  images: ImageView[];
  imagesFrom: ImagesFrom;
  instanceTypes: InstanceTypeView[];
  profiles: ProfileView[];
  storageClasses: StorageClassView[];
  gpus: GpuView[];
  networks: NetworkView[];
  /** Whether this platform lists networks to tenants at all: before Cozystack 1.5 it does not. */
  networksListed: boolean;
  /** Empty with the part `names` missing, as those are read together. */
  disks: DiskView[];
  /** Names already taken in this tenant, for early collision messages. */
  takenVmNames: string[];
  takenDiskNames: string[];
  /** Parts that could not be read: their lists are empty for that reason only. */
  missing: CataloguePart[];
  /** Those of the missing that this role may not read. */
  forbidden: CataloguePart[];
  /** Where the cluster finds the virtio drivers for Windows; null where the operator says nothing. */
  windows: WindowsOverlay | null;
  /** What the provider promises; null where the operator says nothing, and then nobody does. */
  provider: ProviderWords | null;
  /** What things cost; null where the operator says nothing, and then nothing of prices is shown. */
  prices: PriceList | null;
  backups: BackupPlans;
};
