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
  defaultPorts: [],
  profiles: null,
  quantityPattern: null,
  defaults: { instanceType: "", profile: "", storage: "", storageClass: "" },
};
