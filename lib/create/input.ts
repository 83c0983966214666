/** What a person chose on the create page. Parsed by lib/create/schema.ts on both sides. */
export type CreateInput = {
  name: string;
  /** Boot order is the order of the list. */
  disks: CreateDisk[];
  size: CreateSize;
  /** "" where none is wanted or none of the catalogue fits. */
  profile: string;
  /** Device names, one for each device. */
  gpus: string[];
  /** OpenSSH public keys, one line each. */
  sshKeys: string[];
  /** User data as typed, sent byte for byte; "" for none. */
  cloudInit: string;
  exposure: CreateExposure;
  /** Null where the platform's own default is wanted, or its schema has no such field. */
  icmp: boolean | null;
  /** Further networks, by name. */
  networks: string[];
  start: boolean;
  /** Of the machine (`dialect.more`). */
  more: MoreSettings;
};

/** Fields that only the cluster's schema knows, by their path there. */
export type MoreSettings = Record<string, unknown>;

export type CreateDisk = NewDisk | ExistingDisk;

export type NewDisk = {
  kind: "new";
  /** End of its name where it has none of its own, and what tells it apart: "system", "installer", "data", "data-2". */
  part: string;
  /** Own name in the cluster; left out it is made from the machine's name and `part`. */
  name?: string;
  source: DiskSource;
  sizeBytes: number;
  storageClass: string;
  optical: boolean;
  /** "" leaves it to the platform. */
  bus: string;
  /** Of the disk (`dialect.diskMore`). */
  more?: MoreSettings;
};

export type ExistingDisk = { kind: "existing"; name: string; bus: string };

export type DiskSource =
  | { kind: "image"; name: string }
  /** Headers and checksum only where the cluster's schema declares them. */
  | { kind: "url"; url: string; headers: SourceHeader[]; checksum: string }
  /** Only where declared. */
  | { kind: "registry"; url: string }
  /** A copy of a disk of this tenant, only where `dialect.cloneSource`. */
  | { kind: "clone"; disk: string }
  | { kind: "empty" };

export type SourceHeader = { name: string; value: string };

export type CreateSize =
  | { kind: "type"; instanceType: string }
  /** The machine gets cpu × sockets vCPU. */
  | { kind: "custom"; cpu: number; sockets: number; memoryBytes: number };

export type CreateExposure = { kind: "private" } | { kind: "ports"; ports: number[] } | { kind: "whole" };
