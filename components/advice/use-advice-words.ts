import { useLocale, useTranslations } from "next-intl";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { Advice } from "#lib/advice/advice.ts";
import { formatDate } from "#lib/i18n/formats.ts";

/** What is said of a line: what the rule is, and what was found. */
export const useAdviceWords = () => {
  const t = useTranslations("advice");
  const locale = useLocale();
  const { bytes } = useAmounts();
  return ({ rule, finding, values }: Advice): { title: string; sentence: string } => ({
    title: t(`rule.${rule}`),
    sentence: t(`says.${finding}`, {
      count: values.count ?? 0,
      names: values.names ?? "",
      class: values.class ?? "",
      least: values.least ?? 0,
      size: values.bytes === undefined ? "" : bytes(values.bytes),
      date: values.day === undefined ? "" : formatDate(locale, values.day),
    }),
  });
};
