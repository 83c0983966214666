import type { Decimal, Rate } from "./view.ts";

/** A sum in hundred-millionths of the currency: what a price may be told in, so that nothing is rounded before the end. */
export type Fine = bigint;

const fineDigits = 8;
const fineUnit = 10n ** BigInt(fineDigits);

/** What a month has: 8,760 hours in a year, by twelve. */
const hoursPerMonth = 730;

const fineOf = (text: Decimal): Fine => {
  const [whole = "0", part = ""] = text.split(".");
  return BigInt(whole) * fineUnit + BigInt(part.padEnd(fineDigits, "0"));
};

/** What a rate makes in a month. */
export const monthly = ({ amount, per }: Rate): Fine => fineOf(amount) * (per === "hour" ? BigInt(hoursPerMonth) : 1n);

/** Half a vCPU exists; what is finer than this does not. */
const partsOfOne = 1000;

/** So many of something, each at a price; `of` parts make one (bytes of a GiB). Half a smallest unit is rounded up. */
export const times = (price: Fine, count: number, of: number, digits: number): bigint => {
  const parts = Number.isSafeInteger(count)
    ? BigInt(count) * BigInt(partsOfOne)
    : BigInt(Math.round(count * partsOfOne));
  const unit = 10n ** BigInt(fineDigits - digits) * BigInt(of * partsOfOne);
  return (price * parts + unit / 2n) / unit;
};

/** How many digits the currency has behind its point: 2 for CHF, 0 for JPY. */
export const digitsOf = (currency: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** `1234n` of two digits is `12.34`. */
export const decimalOf = (minor: bigint, digits: number): Decimal => {
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, "0");
  const point = text.length - digits;
  return `${minor < 0n ? "-" : ""}${text.slice(0, point)}${digits > 0 ? `.${text.slice(point)}` : ""}`;
};
