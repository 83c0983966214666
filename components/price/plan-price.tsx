"use client";
import { useLocale, useTranslations } from "next-intl";
import { Fold } from "#components/ui/fold.tsx";
import type { CreateInput } from "#lib/create/input.ts";
import { priceOf } from "#lib/price/price.ts";
import { pricedOfInput } from "#lib/price/priced.ts";
import type { PriceList } from "#lib/price/view.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import { wordsIn } from "#lib/resources/provider/words-in.ts";
import { PriceLines } from "./price-lines.tsx";
import { useMoney } from "./use-money.ts";

type PlanPriceProps = {
  input: CreateInput;
  /** How many of it are made. */
  copies: number;
  catalogue: CatalogueView;
  prices: PriceList;
};

/** What the machine would cost in a month, and of what that is made. */
export const PlanPrice = ({ input, copies, catalogue, prices }: PlanPriceProps) => {
  const t = useTranslations("price");
  const several = useTranslations("like.field");
  const locale = useLocale();
  const { money } = useMoney(prices.currency);
  const price = priceOf(pricedOfInput(input, catalogue), prices);
  const { minor, isWhole, lines, savedWhenOff } = price;
  const isUntold = lines.every((line) => line.minor === null);
  const said = [wordsIn(prices.vat, locale), wordsIn(prices.note, locale)];
  return (
    <div className="border-line border-t px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h3 className="font-medium text-ink-2 text-xs">{t("title")}</h3>
        <p className="font-semibold text-sm">
          {isUntold ? t("untold") : t(isWhole ? "month" : "atLeast", { price: money(minor) })}
        </p>
      </div>
      {copies > 1 && !isUntold && (
        <p className="mt-1 text-sm">{several("price", { count: copies, price: money(BigInt(copies) * minor) })}</p>
      )}
      <p className="mt-0.5 text-ink-2 text-xs">
        {said.map(
          (each) =>
            each && (
              <span key={each.text} lang={each.language}>
                {each.text}{" "}
              </span>
            ),
        )}
        {catalogue.provider && t("list", { provider: catalogue.provider.name })}
      </p>
      {savedWhenOff !== null && (
        <p className="mt-1 text-ink-2 text-xs">
          {isWhole ? t("off", { price: money(minor - savedWhenOff) }) : t("offLess", { price: money(savedWhenOff) })}
        </p>
      )}
      <Fold title={t("parts")} className="mt-1">
        <PriceLines price={price} />
        {input.disks.some(({ kind }) => kind === "existing") && (
          <p className="mt-2 text-ink-2 text-xs">{t("existing")}</p>
        )}
      </Fold>
    </div>
  );
};
