import { gibibyte } from "../resources/quantity.ts";
import { digitsOf, type Fine, monthly, times } from "./money.ts";
import type { Priced } from "./priced.ts";
import type { PriceList } from "./view.ts";

/** `unlisted`: the list has no price for it; `unknown`: nobody here knows how much of it there is. */
export type Unpriced = "unlisted" | "unknown";

type Amount =
  | { what: "cpu"; count: number | null }
  | { what: "memory"; bytes: number | null }
  | { what: "storage"; storageClass: string; bytes: number | null }
  | { what: "address" }
  | { what: "gpu"; name: string; count: number };

/** One part of the price of a month, in the currency's smallest unit; `why` where it has none, which is never 0. */
export type PriceLine = Amount & ({ minor: bigint; why: null } | { minor: null; why: Unpriced });

export type Price = {
  currency: string;
  digits: number;
  lines: PriceLine[];
  /** Of all lines that have a price, each rounded to the smallest unit, so that what is shown adds up. */
  minor: bigint;
  /** Every line has a price: `minor` is all of it. */
  isWhole: boolean;
  /** What a month without running costs less; null where the list asks for the same, or the saving is not known. */
  savedWhenOff: bigint | null;
};

/** What this costs in a month. */
export const priceOf = (priced: Priced, list: PriceList): Price => {
  const digits = digitsOf(list.currency);
  const line = (amount: Amount, count: number | null, price: Fine | null, of = 1): PriceLine => {
    if (price === null) return { ...amount, minor: null, why: "unlisted" };
    // Nothing of something is what is not filled in yet.
    if (count === null || count <= 0) return { ...amount, minor: null, why: "unknown" };
    return { ...amount, minor: times(price, count, of, digits), why: null };
  };
  const rate = (what: "cpu" | "memory" | "address"): Fine | null => {
    const asked = list[what];
    return asked && monthly(asked);
  };
  const { cpu, memoryBytes } = priced.size ?? { cpu: null, memoryBytes: null };
  const lines = [
    line({ what: "cpu", count: cpu }, cpu, rate("cpu")),
    line({ what: "memory", bytes: memoryBytes }, memoryBytes, rate("memory"), gibibyte),
    ...storageOf(priced).map(({ storageClass, bytes }) =>
      line({ what: "storage", storageClass, bytes }, bytes, classPrice(list, storageClass), gibibyte),
    ),
    ...(priced.hasAddress ? [line({ what: "address" }, 1, rate("address"))] : []),
    ...countsOf(priced.gpus).map(([name, count]) => line({ what: "gpu", name, count }, count, null)),
  ];
  const sum = (of: readonly PriceLine[]): bigint => of.reduce((all, { minor }) => all + (minor ?? 0n), 0n);
  const running = lines.filter(({ what }) => what === "cpu" || what === "memory");
  const isSaved = list.stopped === "disks" && running.every(({ minor }) => minor !== null);
  return {
    currency: list.currency,
    digits,
    lines,
    minor: sum(lines),
    isWhole: lines.every(({ minor }) => minor !== null),
    savedWhenOff: isSaved ? sum(running) : null,
  };
};

/** What a size alone makes of it; null where the list lacks a part, as half a price would mislead. */
export const priceOfSize = (size: Priced["size"], list: PriceList): bigint | null => {
  const { minor, isWhole } = priceOf({ size, disks: [], hasAddress: false, gpus: [] }, list);
  return isWhole ? minor : null;
};

const classPrice = ({ storage: { classes, default: others } }: PriceList, name: string): Fine | null => {
  const own = Object.hasOwn(classes, name) ? classes[name] : undefined;
  const amount = own ?? others;
  return amount === null ? null : monthly({ amount, per: "month" });
};

/** All disks of a class as one line; one whose size is not known stands alone, so that the others keep their price. */
const storageOf = ({ disks }: Priced): { storageClass: string; bytes: number | null }[] => {
  const known = new Map<string, number>();
  for (const { storageClass, sizeBytes } of disks)
    if (sizeBytes !== null) known.set(storageClass, (known.get(storageClass) ?? 0) + sizeBytes);
  const unknown = disks.flatMap(({ storageClass, sizeBytes }) =>
    sizeBytes === null ? [{ storageClass, bytes: null }] : [],
  );
  return [...[...known].map(([storageClass, bytes]) => ({ storageClass, bytes })), ...unknown];
};

const countsOf = (names: readonly string[]): [string, number][] => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts];
};
