"use client";
import { useTranslations } from "next-intl";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { Price, PriceLine } from "#lib/price/price.ts";
import { useMoney } from "./use-money.ts";

/** Each part of a price with what it costs, or why nobody can say. */
export const PriceLines = ({ price }: { price: Price }) => {
  const t = useTranslations("price");
  const { bytes, number } = useAmounts();
  const { money } = useMoney(price.currency);
  const named = (line: PriceLine): string => {
    switch (line.what) {
      case "cpu":
        return line.count ? t("cpu", { count: number(line.count, 2) }) : t("part.cpu");
      case "memory":
        return line.bytes ? t("memory", { size: bytes(line.bytes) }) : t("part.memory");
      case "storage": {
        const { bytes: size, storageClass } = line;
        return size
          ? t("storage", { size: bytes(size), class: storageClass })
          : t("part.storage", { class: storageClass });
      }
      case "address":
        return t("address");
      case "gpu":
        return t("gpu", { count: line.count, name: line.name });
    }
  };
  return (
    <dl className="space-y-1 text-xs">
      {price.lines.map((line, index) => (
        // Two disks whose size nobody knows are two equal lines.
        <div key={`${index} ${line.what}`} className="flex items-baseline justify-between gap-3">
          <dt className="min-w-0 break-words text-ink-2">{named(line)}</dt>
          <dd className="shrink-0">
            {line.minor === null ? <span className="text-ink-2">{t(`why.${line.why}`)}</span> : money(line.minor)}
          </dd>
        </div>
      ))}
    </dl>
  );
};
