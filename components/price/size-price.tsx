"use client";
import { useTranslations } from "next-intl";
import type { CreateSize } from "#lib/create/input.ts";
import type { VmSettings } from "#lib/edit/settings.ts";
import { priceOf, priceOfSize } from "#lib/price/price.ts";
import { pricedOfMachine } from "#lib/price/priced.ts";
import type { PriceList } from "#lib/price/view.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { useMoney } from "./use-money.ts";

type SizePriceProps = {
  settings: VmSettings;
  vm: Pick<VmView, "disksAttached">;
  catalogue: CatalogueView;
  prices: PriceList;
  to: CreateSize;
};

/** What another size does to the price of the whole machine; read out when it becomes another. */
export const SizePrice = ({ settings, vm, catalogue, prices, to }: SizePriceProps) => {
  const t = useTranslations("price");
  const { money, difference } = useMoney(prices.currency);
  const [before, after] = [undefined, to].map((size) => pricedOfMachine(settings, vm.disksAttached, catalogue, size));
  const own = before && priceOfSize(before.size, prices);
  const next = after && priceOfSize(after.size, prices);
  if (!before || !after || own == null || next == null) return <p role="status">{t("changeUntold")}</p>;
  const [was, is] = [priceOf(before, prices), priceOf(after, prices)];
  const change = difference(next - own);
  return (
    <p role="status">
      {was.isWhole && is.isWhole
        ? t("change", { before: money(was.minor), after: money(is.minor), difference: change })
        : t("difference", { difference: change })}
    </p>
  );
};
