import { decimalOf } from "./money.ts";

/** Sums of one currency as this locale writes them, from the smallest unit, without a float in between. */
export const moneyWriter = (locale: string, currency: string, digits: number) => {
  const written = (signDisplay: "auto" | "always") => {
    const format = new Intl.NumberFormat(locale, { style: "currency", currency, signDisplay });
    return (minor: bigint): string =>
      // The text is a number's: Intl reads it digit by digit.
      format
        .format(decimalOf(minor, digits) as Intl.StringNumericLiteral)
        // Node and browsers carry different ages of the Swiss thousands mark and of spaces.
        .replaceAll("'", "’")
        .replace(/\s/g, "\u00a0");
  };
  return { money: written("auto"), difference: written("always") };
};
