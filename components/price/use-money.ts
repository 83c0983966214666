import { useLocale } from "next-intl";
import { useMemo } from "react";
import { digitsOf } from "#lib/price/money.ts";
import { moneyWriter } from "#lib/price/money-text.ts";

/** Sums of this currency, written as the reader's language does. */
export const useMoney = (currency: string) => {
  const locale = useLocale();
  return useMemo(() => moneyWriter(locale, currency, digitsOf(currency)), [locale, currency]);
};
