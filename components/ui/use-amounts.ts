import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/i18n/formats.ts";

const steps = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/** Value and binary unit kept apart, because the unit is set in a lighter ink. */
export const splitBytes = (bytes: number): { value: number; unit: (typeof steps)[number] } => {
  const step = bytes > 0 ? Math.min(Math.floor(Math.log2(bytes) / 10 + 1e-9), steps.length - 1) : 0;
  return { value: bytes / 1024 ** step, unit: steps[step] ?? "B" };
};

/** Numbers and sizes by the reader's language. */
export const useAmounts = () => {
  const locale = useLocale();
  const t = useTranslations("ui");
  const number = (value: number, digits = 0) => formatNumber(locale, value, digits);
  // French writes octets.
  const written = (unit: string) => (locale === "fr-CH" ? unit.replace("B", "o") : unit);
  return {
    number,
    bytes: (bytes: number): string => {
      const { value, unit } = splitBytes(bytes);
      return `${number(value, value < 10 ? 2 : 1)}\u00a0${written(unit)}`;
    },
    cpu: (count: number): string => t("cpu", { n: number(count, 2) }),
  };
};
