import type { Dialect } from "./dialect.ts";

/** The part of a VMInstance's spec that says whether it runs. Merge patches carry these keys and no others. */
export type PowerSpec = { runStrategy: "Always" | "Halted" } | { running: boolean };

export const powerSpec = ({ power }: Pick<Dialect, "power">, wanted: "Always" | "Halted"): PowerSpec =>
  power === "running" ? { running: wanted === "Always" } : { runStrategy: wanted };

export type DiskEntries = { name: string; bus?: string }[] | string[];

/** Disks in boot order. A dialect of bare names has no place for a bus. */
export const diskEntries = (
  { disks }: Pick<Dialect, "disks">,
  wanted: readonly { name: string; bus?: string }[],
): DiskEntries =>
  disks === "names" ? wanted.map(({ name }) => name) : wanted.map(({ name, bus }) => (bus ? { name, bus } : { name }));
