import type { Dialect } from "../dialect/dialect.ts";
import type { OsFamily } from "../vm/view.ts";

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
};

export type InstanceTypeView = {
  name: string;
  /** Part before the first dot: `u1`. */
  series: string;
  cpu: number;
  memoryBytes: number;
  dedicatedCpu: boolean;
  /** Key of messages `create.typicalFor` (`u1.medium`), when the configured words know this size. */
  typicalFor: string | null;
};

export type ProfileView = { name: string; label: string; minimumCpu: number; minimumMemoryBytes: number };

export type StorageClassView = { name: string; isDefault: boolean };

/** Parts that may be missing, each a key of messages `create.partial.part`. */
export type CataloguePart = "images" | "instancetypes" | "profiles" | "storageclasses" | "names";

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
  /** Names already taken in this tenant, for early collision messages. */
  takenVmNames: string[];
  takenDiskNames: string[];
  /** Parts that could not be read: their lists are empty for that reason only. */
  missing: CataloguePart[];
};
