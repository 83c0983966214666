"use client";
import { useTranslations } from "next-intl";
import { priceOfSize } from "#lib/price/price.ts";
import type { PriceList } from "#lib/price/view.ts";
import type { InstanceTypeView } from "#lib/resources/image/view.ts";
import { useMoney } from "./use-money.ts";

/** Of the column of prices in a table of sizes, where there is room for it. */
export const PriceHeading = () => {
  const t = useTranslations("price");
  return (
    <th scope="col" className="px-3 text-right font-medium @max-lg:hidden">
      {t("column")}
    </th>
  );
};

type OfSize = { type: InstanceTypeView; prices: PriceList };

/** The same in a line of words, where there is no room for the column. */
export const PriceInWords = ({ type, prices }: OfSize) => {
  const { money } = useMoney(prices.currency);
  const minor = priceOfSize(type, prices);
  return minor !== null && <span className="block whitespace-nowrap text-ink">{money(minor)}</span>;
};

/** What vCPU and memory of a size cost in a month. */
export const PriceCell = ({ id, type, prices }: OfSize & { id?: string }) => {
  const t = useTranslations("price");
  const { money } = useMoney(prices.currency);
  const minor = priceOfSize(type, prices);
  return (
    <td id={id} className="whitespace-nowrap px-3 text-right @max-lg:hidden">
      {minor === null ? (
        <>
          <span aria-hidden="true">–</span>
          <span className="sr-only">{t("why.unlisted")}</span>
        </>
      ) : (
        money(minor)
      )}
    </td>
  );
};
