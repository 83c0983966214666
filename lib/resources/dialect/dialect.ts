import type { MoreField } from "./more.ts";

/**
 * What one cluster's VMInstance and VMDisk look like, concluded from the schema it publishes and from nothing else: the platform's version is
 * never asked (platform-api.md 1.7).
 */
export type Dialect = {
  /** The field that says whether a machine runs; the other one is stored by the platform and ignored. */
  power: "runStrategy" | "running";
  /** Entries of `disks`: `{name, bus}` or bare names. */
  disks: "objects" | "names";
  /** The field that lists further networks. */
  networks: "networks" | "subnets" | "none";
  /** `externalAllowICMP` exists; the release that brought it (1.4) is the first whose PortList really filters. */
  icmp: boolean;
  /** A disk can be made from another disk of the tenant. */
  cloneSource: boolean;
  /** Ways to fill a disk beyond images, addresses and nothing, which every schema has or leaves open: only what it names itself. */
  sources: {
    /** Headers that are sent with a download. */
    headers: boolean;
    /** What a download must be. */
    checksum: boolean;
    /** A container image that holds a disk. */
    registry: boolean;
    upload: boolean;
  };
  /** A disk may name its bus. */
  diskBus: boolean;
  gpus: boolean;
  /** Cores, sockets and memory instead of an instance type. */
  customSize: boolean;
  cloudInit: boolean;
  sshKeys: boolean;
  /** Fields of a VMInstance that nobody here has written a place for. */
  more: readonly MoreField[];
  /** The same of a VMDisk. */
  diskMore: readonly MoreField[];
  /** What the platform exposes when `externalPorts` is left out. */
  defaultPorts: readonly number[];
  /** The profiles the schema allows; null where it allows any that the cluster has. */
  profiles: readonly string[] | null;
  /** What a quantity must match; null where any text is taken, the empty one included. */
  quantityPattern: string | null;
  /** What the platform fills in for what is left out; empty where the schema does not say. */
  defaults: { instanceType: string; profile: string; storage: string; storageClass: string };
};

/** The dialect of a platform that publishes no schema of its kinds at all, so one older than 0.33.2. */
export const unpublishedDialect: Dialect = {
  power: "running",
  disks: "objects",
  networks: "none",
  icmp: false,
  cloneSource: false,
  sources: { headers: false, checksum: false, registry: false, upload: false },
  diskBus: false,
  gpus: true,
  customSize: true,
  cloudInit: true,
  sshKeys: true,
  more: [],
  diskMore: [],
  defaultPorts: [],
  profiles: null,
  quantityPattern: null,
  defaults: { instanceType: "", profile: "", storage: "", storageClass: "" },
};
