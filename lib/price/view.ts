import type { Words } from "../resources/provider/words.ts";

/** A price as a decimal text, such as `0.0145`: never a float. */
export type Decimal = string;

export type Rate = { amount: Decimal; per: "hour" | "month" };

/** What the operator asks for: what is left out has no price here, which is not the same as costing nothing. */
export type PriceList = {
  /** ISO 4217. */
  currency: string;
  /** Of one vCPU. */
  cpu: Rate | null;
  /** Of one GiB of memory. */
  memory: Rate | null;
  /** Of one GiB for a month: by class, and of every other class. */
  storage: { classes: Readonly<Record<string, Decimal>>; default: Decimal | null };
  /** Of one public IPv4. */
  address: Rate | null;
  /** What is still asked for while a machine is off: its disks and address only, or all. */
  stopped: "disks" | "all";
  /** Whether value-added tax is in the prices, in the operator's words. */
  vat: Words | null;
  note: Words | null;
};
