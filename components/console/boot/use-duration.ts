import { useTranslations } from "next-intl";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { spanOf } from "./span.ts";

/** A time span in words: `0.8 s`, `23 s`, `2 min 5 s`, `3 h 20 min`, `12 d 4 h`. */
export const useDuration = (): ((ms: number) => string) => {
  const t = useTranslations("boot");
  const { number } = useAmounts();
  return (ms) => {
    const span = spanOf(ms);
    switch (span.unit) {
      case "seconds":
        return t("seconds", { n: number(span.n, span.digits) });
      case "minutes":
        return t("minutes", { minutes: number(span.minutes), seconds: number(span.seconds) });
      case "hours":
        return t("hours", { hours: number(span.hours), minutes: number(span.minutes) });
      case "days":
        return t("days", { days: number(span.days), hours: number(span.hours) });
    }
  };
};
